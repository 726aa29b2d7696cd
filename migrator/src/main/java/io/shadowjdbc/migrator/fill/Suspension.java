package io.shadowjdbc.migrator.fill;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMap;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts aside what would get in the way of filling tables: foreign keys, since tables are emptied and filled in any order,
 * and the application's triggers, since rows are to arrive as they are. What brings them back is kept in the table
 * {@code shadow.suspended}, so that a run which is killed loses nothing: the next one brings them back too.
 */
public final class Suspension {
    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS shadow.suspended (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              what text NOT NULL,
              restore_sql text NOT NULL)""";
    private static final String OBSTACLES = """
            SELECT 'foreign key ' || conname || ' of ' || conrelid::regclass,
                   format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                   format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint
            WHERE contype = 'f' AND conparentid = 0
              AND (conrelid = ANY (?::text[]::regclass[]) OR confrelid = ANY (?::text[]::regclass[]))
            UNION ALL
            SELECT 'trigger ' || tgname || ' of ' || tgrelid::regclass,
                   format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
                   format('ALTER TABLE %s ENABLE %s TRIGGER %I', tgrelid::regclass,
                          CASE tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, tgname)
            FROM pg_trigger
            WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid = ANY (?::text[]::regclass[])""";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final PostgresqlTarget target;

    private record Obstacle(String what, String suspend, String restore) {}

    public Suspension(PostgresqlTarget target) {
        this.target = target;
    }

    /** Puts aside what is in the way of filling these tables, and notes how to bring it back: all of it or nothing. */
    public void suspend(SchemaMap map) throws MigrationException {
        try (Connection connection = target.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(CREATE);
            // so that names are written with their schema
            statement.execute("SET LOCAL search_path = pg_catalog");
            for (Obstacle obstacle : obstacles(connection, map)) {
                note(connection, obstacle);
                statement.execute(obstacle.suspend());
            }
            connection.commit();
        } catch (SQLException e) {
            throw new MigrationException(
                    "putting aside foreign keys and triggers of " + target.display() + " failed, nothing was changed: "
                            + e.getMessage(),
                    e);
        }
    }

    private static List<Obstacle> obstacles(Connection connection, SchemaMap map) throws SQLException {
        List<Obstacle> obstacles = new ArrayList<>();
        Array tables = connection.createArrayOf(
                "text", map.tables().stream().map(TargetConstraints::name).toArray());
        try (PreparedStatement statement = connection.prepareStatement(OBSTACLES)) {
            for (int i = 1; i <= 3; i++) {
                statement.setArray(i, tables);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    obstacles.add(new Obstacle(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return obstacles;
    }

    private static void note(Connection connection, Obstacle obstacle) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO shadow.suspended (what, restore_sql) VALUES (?, ?)")) {
            statement.setString(1, obstacle.what());
            statement.setString(2, obstacle.restore());
            statement.executeUpdate();
        }
    }

    /**
     * Brings back all that was put aside.
     *
     * @return what could not be brought back as it was
     */
    public List<String> restore() throws MigrationException {
        List<String> problems = new ArrayList<>();
        try (Connection connection = target.open()) {
            connection.setAutoCommit(false);
            for (Noted noted : noted(connection)) {
                restore(connection, noted, problems);
                connection.commit();
            }
            return problems;
        } catch (SQLException e) {
            throw new MigrationException(
                    "bringing back foreign keys and triggers of " + target.display()
                            + " failed; the table shadow.suspended holds the statements: " + e.getMessage(),
                    e);
        }
    }

    private record Noted(long id, String what, String sql) {}

    private static List<Noted> noted(Connection connection) throws SQLException {
        List<Noted> noted = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT id, what, restore_sql FROM shadow.suspended ORDER BY id")) {
            while (row.next()) {
                noted.add(new Noted(row.getLong(1), row.getString(2), row.getString(3)));
            }
        }
        return noted;
    }

    private static void restore(Connection connection, Noted noted, List<String> problems) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL search_path = pg_catalog");
            statement.execute("SAVEPOINT as_it_was");
            try {
                statement.execute(noted.sql());
            } catch (SQLException e) {
                if (!FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                    throw e;
                }
                statement.execute("ROLLBACK TO SAVEPOINT as_it_was");
                statement.execute(noted.sql() + " NOT VALID");
                problems.add(noted.what() + " is NOT VALID now and holds for new rows only: rows have no parent");
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM shadow.suspended WHERE id = ?")) {
            statement.setLong(1, noted.id());
            statement.executeUpdate();
        }
    }
}
