package io.shadowjdbc.migrator.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shadowjdbc.migrator.MigrationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/**
 * A SQLite database file. It is only ever read.
 *
 * @param file the database file
 */
public record SqliteSource(Path file) {
    private static final String PREFIX = "jdbc:sqlite:";
    private static final String MAGIC = "SQLite format 3\0";
    private static final int HEADER_BYTES = 100;
    private static final int BUSY_TIMEOUT_MS = 30_000;

    /**
     * Reads what an operator gives as source: {@code jdbc:sqlite:FILE} (parameters after {@code ?} are the application's
     * and are left out), or a file.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static SqliteSource parse(String source) {
        String path = source;
        if (source.startsWith("jdbc:shadow:")) {
            path = "jdbc:" + source.substring("jdbc:shadow:".length());
        }
        if (path.startsWith("jdbc:") && !path.startsWith(PREFIX)) {
            throw new IllegalArgumentException("expected jdbc:sqlite:FILE or a file, got " + scheme(path));
        }
        if (path.startsWith(PREFIX)) {
            path = path.substring(PREFIX.length()).replaceFirst("\\?.*", "");
        }
        path = path.replaceFirst("^file:(//)?", "");
        if (path.isEmpty() || path.startsWith(":memory:")) {
            throw new IllegalArgumentException("expected jdbc:sqlite:FILE or a file: a database in memory can't be read"
                    + " from outside its application");
        }
        return new SqliteSource(Path.of(path));
    }

    private static String scheme(String url) {
        return url.substring(0, url.indexOf(':', "jdbc:".length()) + 1);
    }

    /**
     * Checks that the file is a whole SQLite database, as far as its header tells.
     *
     * @throws MigrationException that says what is wrong with it
     */
    public void check() throws MigrationException {
        if (!Files.exists(file)) {
            throw new MigrationException(file + ": there is no such file; give the path of the SQLite database");
        }
        if (!Files.isRegularFile(file)) {
            throw new MigrationException(file + ": is not a file; give the path of the SQLite database");
        }
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            byte[] header = in.readNBytes(HEADER_BYTES);
            if (size == 0) {
                throw new MigrationException(file + ": is empty (0 bytes) and holds no database");
            }
            if (header.length < HEADER_BYTES || !new String(header, 0, 16, US_ASCII).equals(MAGIC)) {
                throw new MigrationException(
                        file + ": is not a SQLite database (its first bytes are not \"SQLite format"
                                + " 3\"); an encrypted database has to be decrypted first");
            }
            checkSize(ByteBuffer.wrap(header), size);
        } catch (IOException e) {
            throw new MigrationException(file + ": can't be read: " + e.getMessage(), e);
        }
    }

    /** By the file format's section 1.3: the size in pages is in the header where two counters agree. */
    private void checkSize(ByteBuffer header, long size) throws MigrationException {
        int pageSize = Short.toUnsignedInt(header.getShort(16));
        long bytes = (pageSize == 1 ? 65_536L : pageSize) * Integer.toUnsignedLong(header.getInt(28));
        boolean sizeIsKnown = header.getInt(24) == header.getInt(92) && !Files.exists(wal());
        if (sizeIsKnown && size < bytes) {
            throw new MigrationException(file + ": is truncated: its header tells of " + bytes + " bytes, it has "
                    + size + "; take a whole copy of the database");
        }
    }

    private Path wal() {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** Opens the database for reading only; a writer is waited for up to 30 s. */
    public Connection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        Connection connection = DriverManager.getConnection(PREFIX + file, config.toProperties());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = -16384");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Has SQLite read every page.
     *
     * @throws MigrationException with SQLite's findings if the database is damaged
     */
    public void checkPages() throws MigrationException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(5)")) {
            StringBuilder findings = new StringBuilder();
            while (row.next() && !row.getString(1).equals("ok")) {
                findings.append(findings.isEmpty() ? "" : "; ")
                        .append(row.getString(1).replaceAll("\\s+", " "));
            }
            if (!findings.isEmpty()) {
                throw new MigrationException(file + ": is damaged: " + findings
                        + "; restore it from a backup, or rebuild it with sqlite3's .recover");
            }
        } catch (SQLException e) {
            throw new MigrationException(file + ": can't be read by SQLite: " + e.getMessage(), e);
        }
    }
}
