package io.shadowjdbc.jdbc;

import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.compare.ReadRecorder;
import io.shadowjdbc.mirror.Mirror;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.provider.SwitchState;
import io.shadowjdbc.recipe.Parameters;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** A read under way that is mirrored: becomes an observation when the application is done with it, once. */
final class MirroredRead {
    private final OpenReads owner;
    private final Mirror mirror;
    private final ReadRecorder recorder;
    private final StatementPlan plan;
    private final Parameters parameters;
    private final long maxRows;
    private final SwitchState state;
    private long nanos;
    private String[] labels;
    private boolean finished;

    MirroredRead(
            OpenReads owner,
            Mirror mirror,
            ReadRecorder recorder,
            StatementPlan plan,
            Parameters parameters,
            long maxRows,
            SwitchState state) {
        this.owner = owner;
        this.mirror = mirror;
        this.recorder = recorder;
        this.plan = plan;
        this.parameters = parameters;
        this.maxRows = maxRows;
        this.state = state;
    }

    ReadRecorder recorder() {
        return recorder;
    }

    void answered(long elapsedNanos) {
        nanos = elapsedNanos;
    }

    /** The application looked at the metadata: the labels are part of the answer. */
    void metaData(ResultSetMetaData metaData) throws SQLException {
        if (labels == null && !finished) {
            labels = Observation.labelsOf(metaData);
        }
    }

    boolean isFinished() {
        return finished;
    }

    void finish() {
        if (!finished) {
            finished = true;
            owner.remove(this);
            recorder.finish();
            mirror.offer(new Observation(
                    plan, parameters, maxRows, state.active().name(), state.epoch(), nanos, labels, recorder));
        }
    }

    /** The execution failed: there is nothing to compare. */
    void giveUp(String reason) {
        if (!finished) {
            finished = true;
            owner.remove(this);
            mirror.giveUp(plan, reason);
        }
    }
}
