package io.shadowjdbc.compare;

import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.recipe.Parameters;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * One read of the application: what it asked, and what it took from the answer. Frozen.
 *
 * @param plan the statement
 * @param parameters a snapshot
 * @param maxRows the row limit that the application set on the statement, 0 for none
 * @param provider the name of the one who answered
 * @param epoch of the provider switch when it answered
 * @param nanos from the call to the answer
 * @param labels the column labels, where the application looked at the metadata, else null
 * @param read what it took
 */
public record Observation(
        StatementPlan plan,
        Parameters parameters,
        long maxRows,
        String provider,
        long epoch,
        long nanos,
        String[] labels,
        ReadRecorder read) {

    /** The labels of all columns, in order. */
    public static String[] labelsOf(ResultSetMetaData metaData) throws SQLException {
        String[] labels = new String[metaData.getColumnCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = metaData.getColumnLabel(i + 1);
        }
        return labels;
    }

    /** Bytes of heap that this keeps alive, roughly. */
    public long retainedBytes() {
        return 96 + parameters.retainedBytes() + read.retainedBytes();
    }
}
