package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.dialect.HelperFunctions;
import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.schema.SchemaMapStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates the tables of a plan, without keys and indexes, and records the schema map: all of it or nothing. */
public final class SchemaCreator {
    private SchemaCreator() {}

    /**
     * Creates the tables in one transaction.
     *
     * @param replace whether tables of these names are dropped first, with the views that depend on them
     * @throws GateClosedException if such tables are there and may not be replaced
     */
    public static void create(MigrationPlan plan, PostgresqlTarget target, boolean replace) throws MigrationException {
        create(plan, target, replace, null);
    }

    /**
     * Creates the tables in one transaction.
     *
     * @param run the copy that will fill them and that begins in this transaction; null where it is not known yet
     */
    public static void create(MigrationPlan plan, PostgresqlTarget target, boolean replace, CopyRun run)
            throws MigrationException {
        CopyLedger ledger = new CopyLedger(plan.schema());
        try (Connection connection = target.open()) {
            connection.setAutoCommit(false);
            create(plan, connection, replace);
            ledger.forget(connection);
            if (run != null) {
                ledger.begin(connection, run);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new MigrationException(
                    "creating the tables in " + target.display() + " failed, nothing was changed: " + e.getMessage(),
                    e);
        }
    }

    private static void create(MigrationPlan plan, Connection connection, boolean replace)
            throws SQLException, MigrationException {
        List<String> names = new ArrayList<>();
        plan.ddl().stream()
                .filter(ddl -> ddl.kind() == Ddl.Kind.TABLE || ddl.kind() == Ddl.Kind.VIEW)
                .forEach(ddl -> names.add(ddl.name()));
        if (!replace) {
            refuseExisting(TargetCheck.existing(connection, plan.schema(), names));
        }
        try (Statement statement = connection.createStatement()) {
            createSchema(connection, statement, plan.schema());
            drop(connection, statement, plan.schema(), names);
            // defaults and generated columns call them
            if (!HelperFunctions.isInstalled(connection)) {
                statement.execute(HelperFunctions.script());
            }
            for (Ddl ddl : plan.ddl(Ddl.Kind.TABLE)) {
                execute(statement, ddl);
            }
        }
        SchemaMapStore.save(plan.map(), connection);
    }

    private static void refuseExisting(Map<String, Boolean> existing) throws GateClosedException {
        if (!existing.isEmpty()) {
            throw new GateClosedException(
                    "the target is not empty; give --replace to drop these tables and all rows in them, or choose another:",
                    existing.entrySet().stream()
                            .map(entry ->
                                    "table " + quote(entry.getKey()) + (entry.getValue() ? ", with rows" : ", empty"))
                            .toList());
        }
    }

    private static void createSchema(Connection connection, Statement statement, String schema) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT to_regnamespace(quote_ident(?)) IS NULL")) {
            query.setString(1, schema);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    statement.execute("CREATE SCHEMA " + quote(schema));
                }
            }
        }
    }

    private static void drop(Connection connection, Statement statement, String schema, List<String> names)
            throws SQLException {
        String query = "SELECT c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')";
        List<String> drops = new ArrayList<>();
        try (PreparedStatement existing = connection.prepareStatement(query)) {
            existing.setString(1, schema);
            existing.setArray(2, connection.createArrayOf("text", names.toArray()));
            try (ResultSet row = existing.executeQuery()) {
                while (row.next()) {
                    String kind = switch (row.getString(2)) {
                        case "v" -> "VIEW";
                        case "m" -> "MATERIALIZED VIEW";
                        case "f" -> "FOREIGN TABLE";
                        default -> "TABLE";
                    };
                    drops.add("DROP " + kind + " IF EXISTS " + quote(schema) + "." + quote(row.getString(1))
                            + " CASCADE");
                }
            }
        }
        for (String drop : drops) {
            statement.execute(drop);
        }
    }

    static void execute(Statement statement, Ddl ddl) throws SQLException {
        try {
            statement.execute(ddl.sql());
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\nin: " + ddl.sql(), e.getSQLState(), e);
        }
    }
}
