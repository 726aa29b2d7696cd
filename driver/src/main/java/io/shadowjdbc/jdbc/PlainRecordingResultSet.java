package io.shadowjdbc.jdbc;

import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.ResultSet;

/** The result set of a mirrored read, for applications whose driver's results are results and nothing else. */
@Forwards(to = "delegate")
abstract class PlainRecordingResultSet extends RecordingResultSet {
    PlainRecordingResultSet(
            AbstractShadowStatement<?> statement, ResultSet delegate, Observation read, OpenReads reads) {
        super(statement, delegate, read, reads);
    }

    @Constructs
    static PlainRecordingResultSet create(
            AbstractShadowStatement<?> statement, ResultSet delegate, Observation read, OpenReads reads) {
        throw new IllegalStateException("completed by the build");
    }
}
