package io.shadowjdbc.mirror;

import io.shadowjdbc.dialect.Translation.Translated;
import io.shadowjdbc.dialect.Translation.Untranslatable;
import io.shadowjdbc.plan.StatementPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * Has the other database prepare a statement that writes, without running it: it is parsed and its names and types are
 * looked up there. Static, safe for threads.
 */
final class WriteCheck {
    /** PostgreSQL's indeterminate_datatype: a parameter's type follows from its value, which is not there yet. */
    private static final String TYPE_FOLLOWS_FROM_VALUE = "42P18";

    /**
     * Errors whose messages hold names and types only, no literals of the statement: PostgreSQL's undefined table,
     * column, function and object, ambiguous column, datatype mismatch, wrong object type. SQLite's have no state.
     */
    private static final Set<String> SAFE_TO_SHOW =
            Set.of("42P01", "42703", "42883", "42704", "42702", "42804", "42809");

    private WriteCheck() {}

    /**
     * Why the statement would not run, or null if it would.
     *
     * @param session to the other database, as the shadow's reads use it
     * @param foreign whether the other database does not speak the application's dialect
     * @throws SQLException if the database can't be reached
     */
    static String objection(StatementPlan plan, Connection session, boolean foreign) throws SQLException {
        if (!foreign) {
            return prepare(session, plan.sql());
        }
        if (plan.translation() instanceof Untranslatable reason) {
            return reason.construct() + " at position " + reason.position() + ": " + reason.advice();
        }
        if (plan.translation() instanceof Translated translated) {
            return prepare((Connection) session.unwrap(PGConnection.class), translated.sql());
        }
        return null;
    }

    private static String prepare(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            // PostgreSQL's driver sends the text when it is asked for what only the server knows
            statement.getParameterMetaData();
            return null;
        } catch (SQLException e) {
            if (TYPE_FOLLOWS_FROM_VALUE.equals(e.getSQLState())) {
                return null;
            }
            if (ConnectionFailures.isOne(e)) {
                throw e;
            }
            return e.getSQLState() == null || SAFE_TO_SHOW.contains(e.getSQLState())
                    ? e.getMessage()
                    : e.getClass().getName() + ", error code " + e.getErrorCode() + ", SQLState " + e.getSQLState();
        }
    }
}
