package io.shadowjdbc.migrator.target;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.source.RowidRange;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapStore;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The bookkeeping of copies, kept in the target itself: tables {@code shadow.copy_run} and {@code shadow.copy_part}. A part
 * is noted as done in the transaction that brings its rows, so that what is noted is there and what is not is not. All
 * methods work in the connection's current transaction.
 */
public final class CopyLedger {
    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS shadow.copy_run (
              target_schema text PRIMARY KEY,
              id uuid NOT NULL,
              source text NOT NULL,
              backup text NOT NULL,
              started_at timestamptz NOT NULL,
              copied_at timestamptz,
              finished_at timestamptz);
            CREATE TABLE IF NOT EXISTS shadow.copy_part (
              target_schema text REFERENCES shadow.copy_run ON DELETE CASCADE,
              table_name text,
              part integer,
              after_rowid bigint,
              last_rowid bigint,
              rows bigint,
              copied_at timestamptz,
              PRIMARY KEY (target_schema, table_name, part))""";

    private final String schema;

    /** @param schema the schema that receives the tables */
    CopyLedger(String schema) {
        this.schema = schema;
    }

    /** The run into the target that was begun and not finished. It is forgotten where all its tables have been dropped. */
    public static Optional<CopyRun> unfinished(PostgresqlTarget target) throws MigrationException {
        try (Connection connection = target.open()) {
            Optional<CopyRun> run =
                    new CopyLedger(target.schema()).run(connection).filter(last -> !last.finished());
            if (run.isEmpty()) {
                return run;
            }
            List<String> tables = SchemaMapStore.load(connection).map(SchemaMap::tables).orElse(List.of()).stream()
                    .map(TableMap::postgresqlName)
                    .toList();
            return TargetCheck.existing(connection, target.schema(), tables).isEmpty() ? Optional.empty() : run;
        } catch (SQLException | IllegalArgumentException e) {
            throw new MigrationException("looking at " + target.display() + " failed: " + e.getMessage(), e);
        }
    }

    /** Notes that nothing remains to be done: the same command again is a new run. */
    public static void finish(PostgresqlTarget target) throws MigrationException {
        try (Connection connection = target.open()) {
            new CopyLedger(target.schema())
                    .update(connection, "UPDATE shadow.copy_run SET finished_at = now() WHERE target_schema = ?");
        } catch (SQLException e) {
            throw new MigrationException(
                    "noting the end of the run in " + target.display() + " failed: " + e.getMessage(), e);
        }
    }

    /** The last run into the schema. */
    Optional<CopyRun> run(Connection connection) throws SQLException {
        if (!exists(connection, "to_regclass('shadow.copy_run')")) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT id, source, backup, started_at,"
                + " copied_at IS NOT NULL, finished_at IS NOT NULL FROM shadow.copy_run WHERE target_schema = ?")) {
            query.setString(1, schema);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new CopyRun(
                                row.getObject(1, UUID.class),
                                schema,
                                row.getString(2),
                                row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant(),
                                row.getBoolean(5),
                                row.getBoolean(6)))
                        : Optional.empty();
            }
        }
    }

    /** Notes a new run in place of the last one and all its parts. */
    void begin(Connection connection, CopyRun run) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, "to_regnamespace('shadow')")) {
                statement.execute("CREATE SCHEMA shadow");
            }
            statement.execute(CREATE);
        }
        forget(connection);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO shadow.copy_run (target_schema, id, source, backup, started_at) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, schema);
            insert.setObject(2, run.id());
            insert.setString(3, run.source());
            insert.setString(4, run.backup());
            insert.setObject(5, run.started().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Forgets the last run. */
    void forget(Connection connection) throws SQLException {
        if (exists(connection, "to_regclass('shadow.copy_run')")) {
            update(connection, "DELETE FROM shadow.copy_run WHERE target_schema = ?");
        }
    }

    /** Notes what the run will copy. */
    void plan(Connection connection, List<CopyPart> parts) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO shadow.copy_part (target_schema, table_name, part, after_rowid,"
                        + " last_rowid) VALUES (?, ?, ?, ?, ?)")) {
            for (CopyPart part : parts) {
                insert.setString(1, schema);
                insert.setString(2, part.table());
                insert.setInt(3, part.number());
                insert.setObject(4, part.range().after(), Types.BIGINT);
                insert.setObject(5, part.range().last(), Types.BIGINT);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** What the run copies and has copied; empty where that is not planned yet. */
    List<CopyPart> parts(Connection connection) throws SQLException {
        List<CopyPart> parts = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT table_name, part, after_rowid, last_rowid, copied_at IS NOT NULL, coalesce(rows, 0)"
                        + " FROM shadow.copy_part WHERE target_schema = ? ORDER BY table_name, part")) {
            query.setString(1, schema);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    parts.add(new CopyPart(
                            row.getString(1),
                            row.getInt(2),
                            new RowidRange(row.getObject(3, Long.class), row.getObject(4, Long.class)),
                            row.getBoolean(5),
                            row.getLong(6)));
                }
            }
        }
        return parts;
    }

    /** Notes that a part's rows are there. */
    void done(Connection connection, CopyPart part, long rows) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE shadow.copy_part SET rows = ?,"
                + " copied_at = clock_timestamp() WHERE target_schema = ? AND table_name = ? AND part = ?")) {
            update.setLong(1, rows);
            update.setString(2, schema);
            update.setString(3, part.table());
            update.setInt(4, part.number());
            if (update.executeUpdate() != 1) {
                throw new SQLException("the bookkeeping of this copy in shadow.copy_part is gone: another run has"
                        + " taken its place");
            }
        }
    }

    /** Notes that all rows, keys, indexes and constraints are there. */
    void copied(Connection connection) throws SQLException {
        update(connection, "UPDATE shadow.copy_run SET copied_at = now() WHERE target_schema = ?");
    }

    private void update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            statement.executeUpdate();
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
