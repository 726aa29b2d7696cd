package io.shadowjdbc.provider;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections, which are the caller's to close. */
@FunctionalInterface
public interface ConnectionSource {
    Connection connect() throws SQLException;
}
