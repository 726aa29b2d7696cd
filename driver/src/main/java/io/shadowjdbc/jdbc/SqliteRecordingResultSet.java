package io.shadowjdbc.jdbc;

import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** The result set of a mirrored read, for applications on sqlite-jdbc: its results are their own metadata. */
@Forwards(to = {"delegate", "description"})
abstract class SqliteRecordingResultSet extends RecordingResultSet implements ResultSetMetaData {
    SqliteRecordingResultSet(
            AbstractShadowStatement<?> statement, ResultSet delegate, Observation read, OpenReads reads) {
        super(statement, delegate, read, reads);
    }

    @Constructs
    static SqliteRecordingResultSet create(
            AbstractShadowStatement<?> statement, ResultSet delegate, Observation read, OpenReads reads) {
        throw new IllegalStateException("completed by the build");
    }

    final ResultSetMetaData description() throws SQLException {
        return super.getMetaData();
    }

    @Override
    public ResultSetMetaData getMetaData() {
        return this;
    }
}
