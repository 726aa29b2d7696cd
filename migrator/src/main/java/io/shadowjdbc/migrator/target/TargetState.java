package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapFile;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What has to hold of the target's tables before rows come into them. */
final class TargetState {
    private TargetState() {}

    /**
     * Checks that the tables are there and were made for this plan, and that rows may come into them.
     *
     * @param parts what an interrupted run has copied, or empty: its rows may be there
     * @param replace whether any rows may be there
     * @return the PostgreSQL names of the tables that have rows
     */
    static List<String> check(
            Connection connection, PostgresqlTarget target, MigrationPlan plan, List<CopyPart> parts, boolean replace)
            throws SQLException, GateClosedException {
        checkMap(connection, target, plan, !parts.isEmpty());
        List<String> names =
                plan.map().tables().stream().map(TableMap::postgresqlName).toList();
        Map<String, Boolean> existing = TargetCheck.existing(connection, plan.schema(), names);
        if (existing.size() < names.size()) {
            throw new GateClosedException(
                    "tables are missing in the target: run schema --replace first",
                    names.stream().filter(name -> !existing.containsKey(name)).toList());
        }
        List<String> filled = existing.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        Set<String> ours = parts.stream()
                .filter(CopyPart::done)
                .map(part -> plan.map().table(part.table()).orElseThrow().postgresqlName())
                .collect(Collectors.toSet());
        List<String> theirs = filled.stream()
                .filter(name -> !ours.contains(name))
                .map(name -> "table " + quote(name))
                .toList();
        if (!replace && !theirs.isEmpty()) {
            throw new GateClosedException(
                    parts.isEmpty()
                            ? "the target has rows already; give --replace to delete them first:"
                            : "the target has rows that the interrupted copy did not bring; give --replace to delete"
                                    + " all rows and to start over:",
                    theirs);
        }
        return filled;
    }

    private static void checkMap(Connection connection, PostgresqlTarget target, MigrationPlan plan, boolean resumed)
            throws SQLException, GateClosedException {
        Optional<SchemaMap> recorded = SchemaMapStore.load(connection);
        if (recorded.isPresent() && structure(recorded.get()).equals(structure(plan.map()))) {
            return;
        }
        if (resumed) {
            throw new GateClosedException(
                    "the interrupted copy in " + target.display() + " was made for another plan than this one (other"
                            + " options, or another version of the migrator): give --replace to start over",
                    List.of());
        }
        throw new GateClosedException(
                "the tables in " + target.display()
                        + (recorded.isEmpty() ? " were not made by schema" : " were made for other data")
                        + ": run schema" + (recorded.isEmpty() ? "" : " --replace") + " first",
                List.of());
    }

    /** The tables' map without the reasons, which name rows that may have changed. */
    private static String structure(SchemaMap map) {
        return SchemaMapFile.toJson(new SchemaMap(map.tables().stream()
                .filter(table -> !table.view())
                .map(table -> new TableMap(
                        table.sqliteName(),
                        table.postgresqlSchema(),
                        table.postgresqlName(),
                        table.columns().stream()
                                .map(column -> new ColumnMap(
                                        column.sqliteName(),
                                        column.postgresqlName(),
                                        column.declaredType(),
                                        column.affinity(),
                                        column.collation(),
                                        column.notNull(),
                                        column.generated(),
                                        column.codec(),
                                        ""))
                                .toList(),
                        table.primaryKey(),
                        table.uniqueKeys(),
                        table.integerKey(),
                        table.withoutRowid()))
                .toList()));
    }
}
