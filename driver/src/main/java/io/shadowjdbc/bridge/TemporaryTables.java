package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.SchemaStatement;
import io.shadowjdbc.dialect.ast.Statement.CreateTable;
import io.shadowjdbc.dialect.ast.Statement.Drop;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapChange;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The temporary tables of one connection: PostgreSQL has them too, and no map but this connection's. Not for several threads. */
final class TemporaryTables {
    private static final String SCHEMA = "pg_temp";
    private static final Pattern TEMPORARY =
            Pattern.compile("^(\\s*CREATE\\s+)TEMP(?:ORARY)?\\s", Pattern.CASE_INSENSITIVE);

    private final SqliteSession session;
    private List<TableMap> tables = List.of();
    private List<TableMap> committed = List.of();
    private StatementPlans base;
    private StatementPlans plans;

    TemporaryTables(SqliteSession session) {
        this.session = session;
    }

    boolean isAbout(SchemaStatement ddl) {
        return (ddl.statement() instanceof CreateTable create && create.temporary())
                || (ddl.statement() instanceof Drop drop && has(drop.name()));
    }

    private boolean has(String name) {
        return tables.stream().anyMatch(table -> SqliteNames.same(table.sqliteName(), name));
    }

    /** The plans under the schema with these tables. */
    @SuppressWarnings("ReferenceEquality") // a new object stands for every change
    StatementPlans over(StatementPlans below) {
        if (tables.isEmpty()) {
            return below;
        }
        if (base != below) {
            List<TableMap> all = new ArrayList<>(below.schema().tables());
            all.removeIf(table -> has(table.sqliteName()));
            all.addAll(tables);
            base = below;
            plans = below.under(below.schema().withTables(all));
        }
        return plans;
    }

    /**
     * Runs DDL on SQLite in memory.
     *
     * @param before the map with these tables
     * @return the map afterwards
     */
    SchemaMap run(SchemaStatement ddl, SchemaMap before) throws SQLException {
        Connection catalogue = session.catalogue(before);
        List<TableMap> now = new ArrayList<>(tables);
        SchemaMap after = before;
        try (Statement statement = catalogue.createStatement()) {
            if (ddl.statement() instanceof CreateTable create) {
                boolean known = has(create.table().name());
                if (!known) {
                    after = described(ddl, before, catalogue, statement);
                }
                statement.execute(ddl.sql());
                if (!known) {
                    now.add(after.table(create.table().name()).orElseThrow());
                }
            } else if (ddl.statement() instanceof Drop drop) {
                statement.execute(ddl.sql());
                now.removeIf(table -> SqliteNames.same(table.sqliteName(), drop.name()));
            }
        }
        tables = List.copyOf(now);
        base = null;
        return after;
    }

    /** The map with the table, which is made as if it were no temporary one, and taken back. */
    private static SchemaMap described(SchemaStatement ddl, SchemaMap before, Connection catalogue, Statement statement)
            throws SQLException {
        statement.execute("SAVEPOINT sq_temporary");
        try {
            statement.execute(TEMPORARY.matcher(ddl.sql()).replaceFirst("$1"));
            String name = ddl.formerTable(before);
            return new SchemaMapChange(before, catalogue, SCHEMA).after(name, name, Map.of());
        } finally {
            statement.execute("ROLLBACK TO sq_temporary");
            statement.execute("RELEASE sq_temporary");
        }
    }

    void committed() {
        committed = tables;
    }

    void rolledBack() {
        if (!tables.equals(committed)) {
            for (TableMap table : tables) {
                if (!committed.contains(table)) {
                    session.dropTemporary(table.sqliteName());
                }
            }
            tables = committed;
            base = null;
        }
    }
}
