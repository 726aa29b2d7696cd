package io.shadowjdbc.migrator.quarantine;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.source.SqliteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** A copy of a backup from which rows may be taken; it goes when it is closed. The backup stays as it is. */
public final class WorkingCopy implements AutoCloseable {
    private final SqliteSource copy;
    private final Connection connection;

    /**
     * Copies a backup.
     *
     * @param file where the copy goes
     */
    public WorkingCopy(SqliteSource backup, Path file) throws MigrationException {
        this.copy = new SqliteSource(file);
        try {
            Files.copy(backup.file(), file, StandardCopyOption.REPLACE_EXISTING);
            this.connection = open(file);
        } catch (IOException | SQLException e) {
            throw new MigrationException("copying " + backup.file() + " to " + file + " failed: " + e.getMessage(), e);
        }
    }

    private static Connection open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(false);
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setTempStore(SQLiteConfig.TempStore.FILE);
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
        try (Statement statement = connection.createStatement()) {
            List<String> triggers = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SELECT name FROM main.sqlite_schema WHERE type = 'trigger'")) {
                while (row.next()) {
                    triggers.add(row.getString(1));
                }
            }
            for (String trigger : triggers) {
                statement.execute("DROP TRIGGER main." + quote(trigger));
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that may write to the copy. */
    Connection connection() {
        return connection;
    }

    /** The copy, to be read. */
    public SqliteSource source() {
        return copy;
    }

    @Override
    public void close() {
        try {
            connection.close();
            Files.deleteIfExists(copy.file());
        } catch (SQLException e) {
            throw new IllegalStateException("closing " + copy.file() + " failed", e);
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + copy.file() + " failed", e);
        }
    }
}
