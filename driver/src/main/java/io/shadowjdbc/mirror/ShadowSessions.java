package io.shadowjdbc.mirror;

import io.shadowjdbc.provider.Provider;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections for the shadow's own reads: they behave as the application's do, and can't change anything. */
@FunctionalInterface
public interface ShadowSessions {
    Connection open(Provider provider) throws SQLException;
}
