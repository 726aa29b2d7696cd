package io.shadowjdbc.migrator.source;

import io.shadowjdbc.migrator.MigrationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiConsumer;
import org.sqlite.SQLiteConnection;

/**
 * Takes a consistent copy of a database while its application writes, through SQLite's backup API: what lies in the
 * write-ahead log is in it. In WAL mode writers go on meanwhile, otherwise they wait for it.
 */
public final class Backup {
    private static final int ALL_PAGES = -1;
    private static final int SQLITE_OK = 0;
    private static final int SLEEP_MS = 50;
    private static final int TRIES = 600;

    private Backup() {}

    /**
     * Takes the copy. While it is being written it has another name, {@code DESTINATION.partial}: a file that bears the
     * destination's name is whole and on disk.
     *
     * @param destination a file that does not exist yet
     * @param progress given the pages that remain and the pages in all
     */
    public static SqliteSource take(SqliteSource source, Path destination, BiConsumer<Integer, Integer> progress)
            throws MigrationException {
        try (Connection connection = source.open()) {
            return take(connection, source, destination, progress);
        } catch (SQLException e) {
            throw new MigrationException(
                    "backup of " + source.file() + " to " + destination + " failed: " + e.getMessage(), e);
        }
    }

    /** The same through a connection; if it is in a transaction, what that sees is copied. */
    public static SqliteSource take(
            Connection connection, SqliteSource source, Path destination, BiConsumer<Integer, Integer> progress)
            throws MigrationException {
        Path partial = destination.resolveSibling(destination.getFileName() + ".partial");
        try {
            int code = connection
                    .unwrap(SQLiteConnection.class)
                    .getDatabase()
                    .backup("main", partial.toString(), progress::accept, SLEEP_MS, TRIES, ALL_PAGES);
            if (code != SQLITE_OK) {
                throw new MigrationException("backup of " + source.file() + " to " + destination
                        + " ended with SQLite's code " + code + "; is the disk full or the database locked?");
            }
            makeSingleFile(partial);
            makeDurable(partial);
            Files.move(partial, destination, StandardCopyOption.ATOMIC_MOVE);
            return new SqliteSource(destination);
        } catch (SQLException | IOException e) {
            throw new MigrationException(
                    "backup of " + source.file() + " to " + destination + " failed: " + e.getMessage(), e);
        } finally {
            deleteQuietly(partial);
        }
    }

    private static void makeDurable(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // its name says what it is, and what made the backup fail is the better message
            return;
        }
    }

    /** The copy of a database in WAL mode is in that mode too; without it it needs no files beside it. */
    private static void makeSingleFile(Path file) throws SQLException {
        try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = copy.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }
    }
}
