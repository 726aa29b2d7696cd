package io.shadowjdbc.compare;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes on another result the calls that the application made on its own. */
public final class Replay {
    private Replay() {}

    /**
     * Reads as far and in the way that the recorder noted.
     *
     * @return the same notes of this result
     * @throws SQLException if the cursor can't be moved; what a getter throws is a finding, not an error
     */
    public static ReadRecorder replay(ReadRecorder recorded, ResultSet result) throws SQLException {
        // one row more than was read tells that there are more
        ReadRecorder replayed = new ReadRecorder(recorded.rows() + 1, recorded.shape());
        int limit = recorded.exhausted() ? recorded.rows() + 1 : recorded.rows();
        for (int row = 0; row < limit; row++) {
            boolean onRow = result.next();
            replayed.moved(onRow);
            if (!onRow) {
                break;
            }
            for (Step step : recorded.stepsOfRow(row)) {
                replayStep(step, result, replayed);
            }
        }
        if (recorded.exhausted() && !replayed.exhausted() && replayed.rows() == recorded.rows()) {
            replayed.moved(result.next());
        }
        replayed.endRows();
        return replayed;
    }

    private static void replayStep(Step step, ResultSet result, ReadRecorder replayed) {
        try {
            Object value = step.read(result);
            replayed.note(step, step.hash(value));
        } catch (SQLException | RuntimeException e) {
            replayed.threw(step.getter(), step.column(), step.label(), step.type());
        }
    }
}
