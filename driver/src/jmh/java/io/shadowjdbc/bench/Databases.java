package io.shadowjdbc.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** The databases that are asked, with equal content: ten thousand tracks. */
final class Databases {
    static final int TRACKS = 10_000;
    /** System properties with the URLs of two PostgreSQL databases. */
    static final String POSTGRESQL = "bench.postgresql";

    static final String OTHER = "bench.other";

    private static final Set<String> FILLED = new HashSet<>();
    private static String sqlite;
    private static String parityDirectory;

    private Databases() {}

    /** The URL of a SQLite file, set up as servers set it up. The threads of a run share it. */
    static synchronized String sqlite() throws SQLException {
        try {
            if (sqlite == null) {
                Path file = Files.createTempDirectory("shadow-bench-").resolve("tracks.db");
                sqlite = "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000";
                fill(sqlite);
            }
            return sqlite;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL in a system property. The threads of a run share the database; the first fills it anew. */
    static synchronized String postgresql(String property) throws SQLException {
        String url = System.getProperty(property);
        if (FILLED.add(url)) {
            fill(url);
        }
        return url;
    }

    /** One for all threads of a run: what differs in it is another data source. */
    static synchronized String parityDirectory() {
        try {
            if (parityDirectory == null) {
                parityDirectory = Files.createTempDirectory("shadow-bench-").toString();
            }
            return parityDirectory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS Track");
            statement.execute("DROP TABLE IF EXISTS Play");
            statement.execute("CREATE TABLE Track (TrackId INTEGER PRIMARY KEY, Name TEXT NOT NULL,"
                    + " UnitPrice DOUBLE PRECISION NOT NULL, AlbumId INTEGER NOT NULL, Composer TEXT)");
            statement.execute("CREATE TABLE Play (TrackId INTEGER NOT NULL, Seconds INTEGER NOT NULL)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO Track VALUES (?, ?, ?, ?, ?)")) {
                for (int id = 1; id <= TRACKS; id++) {
                    insert.setInt(1, id);
                    insert.setString(2, "For Those About To Rock " + id);
                    insert.setDouble(3, 0.99 + id % 3);
                    insert.setInt(4, id % 347);
                    insert.setString(5, id % 5 == 0 ? null : "Angus Young, Malcolm Young");
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }
}
