package io.shadowjdbc.sync;

import io.shadowjdbc.config.DatabaseKind;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One of the two databases that a sync works between.
 *
 * @param kind what it is
 * @param connector opens connections of the plain driver, not of the shadow driver
 */
public record SyncSide(DatabaseKind kind, Connector connector) {

    /** Opens a connection, which the sync closes. */
    @FunctionalInterface
    public interface Connector {
        Connection open() throws SQLException;
    }

    Connection open() throws SQLException {
        return connector.open();
    }
}
