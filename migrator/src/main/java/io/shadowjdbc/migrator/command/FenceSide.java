package io.shadowjdbc.migrator.command;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.DataFence;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.provider.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** One of the two databases, as far as the fence in its data goes. */
record FenceSide(DatabaseKind kind, ConnectionSource source) {
    /** Whether writes are refused at this moment. */
    boolean isInForce() throws MigrationException {
        try (Connection connection = source.connect()) {
            return DataFence.isInstalled(connection, kind);
        } catch (SQLException e) {
            throw new MigrationException(
                    "the fence in the data of " + name() + " could not be read: " + e.getMessage(), e);
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** As the providers are called. */
    String name() {
        return kind.databaseName();
    }

    private void run(String what, Work work) throws MigrationException {
        try (Connection connection = source.connect()) {
            work.on(connection);
        } catch (SQLException e) {
            throw new MigrationException(
                    "the fence in the data of " + name() + " could not be " + what + ": " + e.getMessage(), e);
        }
    }

    /** Refuses the writes of everybody to all tables, until that time. */
    void install(String reason, Instant until) throws MigrationException {
        run(
                "put up",
                connection -> DataFence.install(connection, kind, DataFence.tables(connection, kind), reason, until));
    }

    /** The same without an end. */
    void install(String reason) throws MigrationException {
        run("put up", connection -> DataFence.install(connection, kind, DataFence.tables(connection, kind), reason));
    }

    /** Keeps a fence that has an end. */
    void keep() throws MigrationException {
        run("kept", connection -> DataFence.keep(connection, kind));
    }

    /** Lets writes through, at once. */
    void lift() throws MigrationException {
        run("lifted", connection -> DataFence.lift(connection, kind));
    }

    /** Takes the triggers away, which waits for those that read. */
    void remove() throws MigrationException {
        run("removed", connection -> DataFence.remove(connection, kind));
    }
}
