package io.shadowjdbc.migrator.cutover;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import io.shadowjdbc.sync.SyncSide;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The two databases as the tool works on them: with the plain drivers, to read and to write.
 *
 * @param map how one is held in the other
 */
public record Databases(SqliteSource source, PostgresqlTarget target, SchemaMap map) {
    private static final int BUSY_TIMEOUT_MS = 30_000;

    /** So that the locks of a tool whose machine died are free again in half a minute, not in hours. */
    private static final String KEEP_ALIVE =
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    /** Opens a connection, which is the caller's to close. A SQLite file that is not there is never created. */
    public Connection open(DatabaseKind kind) throws SQLException {
        if (kind == DatabaseKind.POSTGRESQL) {
            return postgresql();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        // a transaction that reads before it writes would fail at once where the application has written in between
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return DriverManager.getConnection("jdbc:sqlite:" + source.file(), config.toProperties());
    }

    private Connection postgresql() throws SQLException {
        Connection connection = target.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(KEEP_ALIVE);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The side as the sync takes it. */
    public SyncSide side(DatabaseKind kind) {
        return new SyncSide(kind, () -> open(kind));
    }

    /** The tables of the application that are on both sides, as that database calls them. */
    public List<String> tables(DatabaseKind kind) {
        return map.tables().stream()
                .filter(table -> !table.view())
                .map(table -> kind == DatabaseKind.SQLITE ? table.sqliteName() : qualified(table))
                .toList();
    }

    private static String qualified(TableMap table) {
        return quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName());
    }
}
