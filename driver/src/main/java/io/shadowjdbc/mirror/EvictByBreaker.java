package io.shadowjdbc.mirror;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Leaves it to the circuit breaker to throw out connections after a failure. HikariCP would log each with its stack
 * trace into the application's log, for a database that the application does not use.
 */
final class EvictByBreaker implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException e) {
        return SQLExceptionOverride.Override.DO_NOT_EVICT;
    }
}
