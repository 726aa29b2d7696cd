package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.BuiltObjects;
import io.shadowjdbc.migrator.target.BuiltObjects.BuiltObject;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks whether the keys, indexes, constraints, views and triggers that the copy built are there as they were, valid, and
 * whether views show the same on both sides.
 */
final class ObjectCheck {
    private final SqliteSource snapshot;
    private final PostgresqlTarget target;
    private final Map<String, List<Difference>> byTable = new HashMap<>();
    private final List<TableResult> views = new ArrayList<>();

    ObjectCheck(SqliteSource snapshot, PostgresqlTarget target) {
        this.snapshot = snapshot;
        this.target = target;
    }

    /** Looks at everything. */
    void run() throws MigrationException {
        try (Connection source = snapshot.open();
                Connection there = target.connectForText();
                Statement statement = there.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
            // rows are fetched in lots only within a transaction
            there.setAutoCommit(false);
            there.setReadOnly(true);
            ViewContents contents = new ViewContents(new SqliteCatalogue(source).views());
            SchemaMap map = SchemaMapStore.load(there).orElse(SchemaMap.empty());
            for (BuiltObject built : BuiltObjects.load(there, target.schema())) {
                Optional<Difference> difference = difference(built, built.now(there, target.schema()));
                if (built.kind() == Ddl.Kind.VIEW) {
                    TableResult result = view(built, difference, source, there);
                    Optional<TableMap> mapped = map.table(built.sqliteName()).filter(TableMap::view);
                    if (result.found() == 0 && mapped.isPresent()) {
                        result.method(contents.compare(source, there, mapped.get(), result));
                    }
                    views.add(result);
                } else if (difference.isPresent()) {
                    byTable.computeIfAbsent(built.sqliteName(), name -> new ArrayList<>())
                            .add(difference.get());
                }
            }
            for (TableResult view : views) {
                differences(view.table()).forEach(view::add);
            }
        } catch (SQLException | IllegalArgumentException e) {
            throw new MigrationException(
                    "verifying the indexes and constraints of " + target.display() + " failed: " + e.getMessage(), e);
        }
    }

    /** What differs of a table's keys, indexes and constraints. */
    List<Difference> differences(String table) {
        return byTable.getOrDefault(table, List.of());
    }

    /** One result for each view. */
    List<TableResult> views() {
        return views;
    }

    private static Optional<Difference> difference(BuiltObject built, Optional<BuiltObject> now) {
        String detail;
        if (now.isEmpty()) {
            detail = " is missing; it was " + built.definition();
        } else if (built.valid() && !now.get().valid()) {
            detail = " is not valid any more";
        } else if (!withoutNotValid(built).equals(withoutNotValid(now.get()))) {
            detail = " was " + built.definition() + " and is " + now.get().definition();
        } else {
            return Optional.empty();
        }
        return Optional.of(
                Difference.ofTable(Difference.Kind.STRUCTURE, built.sqliteName(), null, built.display() + detail));
    }

    /** A constraint may have been validated since. */
    private static String withoutNotValid(BuiltObject object) {
        return object.definition().replace(" NOT VALID", "");
    }

    private TableResult view(BuiltObject view, Optional<Difference> difference, Connection source, Connection there)
            throws SQLException {
        TableResult result = new TableResult(view.sqliteName());
        result.method("as a view, by its number of rows");
        if (difference.isPresent()) {
            result.add(difference.get());
            return result;
        }
        long here = count(source, "main." + quote(view.sqliteName()));
        long rows = count(there, quote(target.schema()) + "." + quote(view.name()));
        result.rows(here, rows);
        if (here != rows) {
            result.add(Difference.ofTable(
                    Difference.Kind.ROW_COUNT,
                    view.sqliteName(),
                    null,
                    "the view has " + here + " rows on SQLite, " + rows + " on PostgreSQL"));
        }
        return result;
    }

    private static long count(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + name)) {
            row.next();
            return row.getLong(1);
        }
    }
}
