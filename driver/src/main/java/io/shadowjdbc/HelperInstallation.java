package io.shadowjdbc;

import io.shadowjdbc.dialect.HelperFunctions;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs the functions that this driver's translations call, or finds out that it may not: the migrator may have installed
 * those of another version, or none. Not for use by several threads.
 */
final class HelperInstallation {
    private static final Logger log = LoggerFactory.getLogger(HelperInstallation.class);

    private boolean done;
    private boolean missing;
    private String lastProblem;

    /** Whether PostgreSQL is known to have no functions that the login may call. */
    boolean isMissing() {
        return missing;
    }

    boolean isDone() {
        return done;
    }

    /** @throws SQLException if the connection is lost */
    void install(Connection target) throws SQLException {
        if (done) {
            return;
        }
        try {
            HelperFunctions.install(target);
            done = true;
            missing = false;
        } catch (SQLException e) {
            missing = !HelperFunctions.isUsable(target);
            if (!e.getMessage().equals(lastProblem)) {
                lastProblem = e.getMessage();
                log.warn(
                        "the helper functions can't be installed in the schema shadow, {}; grant CREATE on that schema,"
                                + " or on the database where it is not there: {}",
                        missing
                                ? "statements are written without them, or refused where that can't be"
                                : "those of another version are used",
                        lastProblem);
            }
        }
    }
}
