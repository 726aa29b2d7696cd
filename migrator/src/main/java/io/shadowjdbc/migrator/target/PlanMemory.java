package io.shadowjdbc.migrator.target;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator decided of the plan that made a target's tables, kept in the target's table {@code shadow.plan_choice},
 * so that the commands that follow need not be told again.
 */
public final class PlanMemory {
    private PlanMemory() {}

    /**
     * What was decided, by the name of the option or file; empty where no tables are there that a plan has made.
     *
     * @throws MigrationException if the target can't be read
     */
    public static Map<String, String> load(PostgresqlTarget target) throws MigrationException {
        try (Connection connection = target.open()) {
            Map<String, String> decided = new LinkedHashMap<>();
            if (!exists(connection, "to_regclass('shadow.plan_choice')") || !hasTables(connection, target)) {
                return decided;
            }
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT name, value FROM shadow.plan_choice WHERE target_schema = ? ORDER BY name")) {
                query.setString(1, target.schema());
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        decided.put(row.getString(1), row.getString(2));
                    }
                }
            }
            return decided;
        } catch (SQLException | IllegalArgumentException e) {
            throw new MigrationException(
                    "reading the last plan of " + target.display() + " failed: " + e.getMessage(), e);
        }
    }

    private static boolean hasTables(Connection connection, PostgresqlTarget target) throws SQLException {
        List<String> tables = SchemaMapStore.load(connection).map(SchemaMap::tables).orElse(List.of()).stream()
                .map(TableMap::postgresqlName)
                .toList();
        return !TargetCheck.existing(connection, target.schema(), tables).isEmpty();
    }

    /** Keeps it in place of what was kept before. */
    public static void save(PostgresqlTarget target, Map<String, String> decided) throws MigrationException {
        try (Connection connection = target.open()) {
            connection.setAutoCommit(false);
            save(connection, target.schema(), decided);
            connection.commit();
        } catch (SQLException e) {
            throw new MigrationException("noting the plan in " + target.display() + " failed: " + e.getMessage(), e);
        }
    }

    private static void save(Connection connection, String schema, Map<String, String> decided) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, "to_regnamespace('shadow')")) {
                statement.execute("CREATE SCHEMA shadow");
            }
            statement.execute("CREATE TABLE IF NOT EXISTS shadow.plan_choice (target_schema text, name text,"
                    + " value text NOT NULL, PRIMARY KEY (target_schema, name))");
        }
        try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM shadow.plan_choice WHERE target_schema = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO shadow.plan_choice (target_schema, name, value) VALUES (?, ?, ?)")) {
            delete.setString(1, schema);
            delete.executeUpdate();
            for (Map.Entry<String, String> choice : decided.entrySet()) {
                insert.setString(1, schema);
                insert.setString(2, choice.getKey());
                insert.setString(3, choice.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static boolean exists(Connection connection, String object) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + object + " IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
