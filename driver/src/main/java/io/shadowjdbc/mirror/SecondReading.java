package io.shadowjdbc.mirror;

import io.shadowjdbc.compare.Cells;
import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.compare.ReadRecorder;
import io.shadowjdbc.compare.Replay;
import io.shadowjdbc.dialect.Analysis;
import io.shadowjdbc.dialect.Ordering;
import io.shadowjdbc.dialect.Translation.Translated;
import io.shadowjdbc.dialect.Uncut;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.provider.Provider;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs an observed read again on a provider, in the shadow's own sessions. Used by one thread. */
final class SecondReading {
    private final InFlight sessions;
    private final int maxRows;

    /**
     * @param maxRows rows of a result that are read at most
     */
    SecondReading(InFlight sessions, int maxRows) {
        this.sessions = sessions;
        this.maxRows = maxRows;
    }

    /** The statement with the application's parameters, ready to run. */
    static PreparedStatement prepare(Connection connection, Observation observation) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(observation.plan().sql());
        try {
            if (observation.statementMaxRows() > 0) {
                statement.setMaxRows(observation.statementMaxRows());
            }
            observation.parameters().applyTo(statement);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /**
     * What the application read.
     *
     * @param plan under the schema map of now
     */
    Cells cells(Observation observation, StatementPlan plan, Provider provider) throws SQLException {
        int rows = observation.exhausted() ? maxRows : observation.rows();
        try (Connection connection = sessions.connection(provider);
                PreparedStatement statement = prepare(connection, observation);
                ResultSet result = statement.executeQuery()) {
            return read(observation, plan, result, rows);
        }
    }

    /** The notes of what the application would read now, made as it made its calls. */
    ReadRecorder again(Observation observation, Provider provider) throws SQLException {
        try (Connection connection = sessions.connection(provider);
                PreparedStatement statement = prepare(connection, observation);
                ResultSet result = statement.executeQuery()) {
            return Replay.replay(observation, result);
        }
    }

    /** Whether rows may be missing from what the application read that tie with some that it did read. */
    static boolean isCut(Observation observation) {
        Analysis analysis = observation.plan().analysis();
        return analysis.ordering() != Ordering.TOTAL
                && (analysis.limited() || !observation.exhausted() || observation.statementMaxRows() > 0);
    }

    /** Whether the statement without its LIMIT is known, so that {@link #whole} can be read. */
    static boolean canReadWhole(Observation observation) {
        Analysis analysis = observation.plan().analysis();
        return !analysis.limited() || analysis.uncut() != null;
    }

    /** All rows that there are without any cut; one more than are compared at most. */
    Cells whole(Observation observation, StatementPlan plan, Provider provider) throws SQLException {
        Uncut uncut = observation.plan().analysis().uncut();
        String sql = uncut == null ? observation.plan().sql() : uncut.sql();
        try (Connection connection = sessions.connection(provider);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (uncut == null) {
                observation.parameters().applyTo(statement);
            } else {
                observation.parameters().applyFirst(uncut.parameters(), statement);
            }
            try (ResultSet result = statement.executeQuery()) {
                return read(observation, plan, result, maxRows + 1);
            }
        }
    }

    private static Cells read(Observation observation, StatementPlan plan, ResultSet result, int rows)
            throws SQLException {
        return Cells.read(
                observation,
                result,
                rows,
                plan.analysis().sortColumns().positions(),
                position -> isComputed(plan, position));
    }

    private static boolean isComputed(StatementPlan plan, int position) {
        return !(plan.translation() instanceof Translated translated)
                || position < 1
                || position > translated.columns().size()
                || translated.columns().get(position - 1).column() == null;
    }
}
