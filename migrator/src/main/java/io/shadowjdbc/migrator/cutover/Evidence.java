package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.run.Progress;
import io.shadowjdbc.migrator.run.RunDirectory;
import io.shadowjdbc.migrator.source.Backup;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.verify.TableResult;
import io.shadowjdbc.migrator.verify.Verifier;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Both databases as they were at the flip, held by two open transactions while the application has gone on already, until
 * they are digested for the records.
 */
public final class Evidence implements AutoCloseable {
    private final Databases databases;
    private final Connection sqlite;
    private final Connection postgresql;
    private final String snapshot;
    private final Instant taken = Instant.now();

    private Evidence(Databases databases, Connection sqlite, Connection postgresql) throws SQLException {
        this.databases = databases;
        this.sqlite = sqlite;
        this.postgresql = postgresql;
        try (Statement statement = sqlite.createStatement()) {
            statement.execute("BEGIN");
        }
        read(sqlite, "SELECT count(*) FROM sqlite_schema");
        postgresql.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        postgresql.setReadOnly(true);
        postgresql.setAutoCommit(false);
        snapshot = read(postgresql, "SELECT pg_export_snapshot()");
    }

    /** Opens the transactions; takes milliseconds. */
    public static Evidence hold(Databases databases) throws SQLException {
        Connection sqlite = databases.open(DatabaseKind.SQLITE);
        Connection postgresql = null;
        try {
            postgresql = databases.open(DatabaseKind.POSTGRESQL);
            return new Evidence(databases, sqlite, postgresql);
        } catch (SQLException | RuntimeException e) {
            try (Connection first = sqlite;
                    Connection second = postgresql) {
                throw e;
            }
        }
    }

    private static String read(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Compares and digests all rows of both, into {@code acceptance.json}; SQLite as it was stays as {@code at-flip.sqlite}.
     *
     * @return the same in short
     * @throws MigrationException if a row differs, or could not be read
     */
    public Map<String, Object> write(RunDirectory directory, int jobs, Console console)
            throws MigrationException, IOException {
        console.say("  evidence: digests both databases as they were at the flip");
        SqliteSource copy =
                Backup.take(sqlite, databases.source(), directory.file("at-flip.sqlite"), (remaining, pages) -> {});
        List<TableResult> results = new Verifier(
                        copy,
                        databases.target(),
                        databases.map(),
                        jobs,
                        100,
                        true,
                        new Progress(console, "digested", Map.of()))
                .at(snapshot)
                .verify();
        List<Map<String, Object>> tables = new ArrayList<>();
        long differences = 0;
        for (TableResult result : results) {
            Map<String, Object> table = new LinkedHashMap<>();
            table.put("table", result.table());
            table.put("sourceRows", result.sourceRows());
            table.put("targetRows", result.targetRows());
            table.put("sourceKeyset", result.sourceKeyset());
            table.put("targetKeyset", result.targetKeyset());
            table.put("sourceContent", result.sourceContent());
            table.put("targetContent", result.targetContent());
            table.put("differences", result.found());
            differences += result.found();
            tables.add(table);
        }
        Map<String, Object> acceptance = new LinkedHashMap<>();
        acceptance.put("accepted", differences == 0);
        acceptance.put("who", Operator.name());
        acceptance.put("atFlip", taken.toString());
        acceptance.put("source", databases.source().file().toAbsolutePath().toString());
        acceptance.put("target", databases.target().display());
        acceptance.put("differences", differences);
        acceptance.put("tables", tables);
        directory.write("acceptance.json", Json.pretty(acceptance));
        if (differences > 0) {
            throw new MigrationException(
                    "PostgreSQL is active, and the full comparison of both databases as they were at"
                            + " the flip found " + differences + " differences, see "
                            + directory.file("acceptance.json")
                            + ": roll back, unless they do not matter");
        }
        console.say("  evidence: " + results.size() + " tables equal at the flip, digests in "
                + directory.file("acceptance.json"));
        return Map.of("differences", differences, "tables", results.size());
    }

    @Override
    public void close() throws SQLException {
        try (sqlite;
                postgresql) {
            postgresql.rollback();
            try (Statement statement = sqlite.createStatement()) {
                statement.execute("ROLLBACK");
            }
        }
    }
}
