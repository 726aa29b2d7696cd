package io.shadowjdbc.compare;

import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.recipe.ParameterValues;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * One read of the application: what it asked, and what it takes from the answer. One object, for it is all that a
 * mirrored read costs the application's heap. Used by the application's thread until it is handed to the mirror, and by
 * one worker at a time after that.
 */
public final class Observation extends ReadRecorder {
    private final StatementPlan plan;
    private final ParameterValues parameters;
    private final int statementMaxRows;
    private final String provider;
    private final long epoch;
    private final boolean timed;
    private long nanos;
    private String[] labels;
    private boolean finished;

    /**
     * A read that begins now.
     *
     * @param maxRows rows after which nothing more is noted
     * @param expected how rows of the statement were read before
     * @param plan the statement
     * @param statementMaxRows the row limit that the application set on the statement, 0 for none
     * @param provider the name of the one who answers
     * @param epoch of the provider switch
     * @param timed whether the time to the answer is taken, which costs more than many a note
     */
    public Observation(
            int maxRows,
            RowShape expected,
            StatementPlan plan,
            ParameterValues parameters,
            int statementMaxRows,
            String provider,
            long epoch,
            boolean timed) {
        super(maxRows, expected);
        this.plan = plan;
        this.parameters = parameters;
        this.statementMaxRows = statementMaxRows;
        this.provider = provider;
        this.epoch = epoch;
        this.timed = timed;
        this.nanos = timed ? System.nanoTime() : 0;
    }

    /** The provider has answered. */
    public void answered() {
        if (timed) {
            nanos = System.nanoTime() - nanos;
        }
    }

    /** The application looked at the metadata: the labels are part of the answer. */
    public void metaData(ResultSetMetaData metaData) throws SQLException {
        if (labels == null && !finished) {
            labels = labelsOf(metaData);
        }
    }

    /** The labels of all columns, in order. */
    public static String[] labelsOf(ResultSetMetaData metaData) throws SQLException {
        String[] labels = new String[metaData.getColumnCount()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = metaData.getColumnLabel(i + 1);
        }
        return labels;
    }

    /** The application is done with the rows; whether this is the first to say so. */
    public boolean finish() {
        if (finished) {
            return false;
        }
        finished = true;
        endRows();
        return true;
    }

    public boolean isFinished() {
        return finished;
    }

    public StatementPlan plan() {
        return plan;
    }

    public ParameterValues parameters() {
        return parameters;
    }

    /** The row limit that the application set on the statement, 0 for none. */
    public int statementMaxRows() {
        return statementMaxRows;
    }

    /** The name of the one who answered. */
    public String provider() {
        return provider;
    }

    /** Of the provider switch when it answered. */
    public long epoch() {
        return epoch;
    }

    /** Whether {@link #nanos} tells something. */
    public boolean isTimed() {
        return timed;
    }

    /** From the call to the answer; 0 where it was not taken. */
    public long nanos() {
        return nanos;
    }

    /** The column labels, where the application looked at the metadata, else null. */
    public String[] labels() {
        return labels;
    }

    @Override
    public long retainedBytes() {
        return 40 + super.retainedBytes() + parameters.retainedBytes();
    }
}
