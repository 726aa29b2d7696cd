package io.shadowjdbc.jdbc;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** The result set of a mirrored read, for applications on sqlite-jdbc: its results are their own metadata. */
@Forwards(to = {"delegate", "description"})
abstract class SqliteRecordingResultSet extends RecordingResultSet implements ResultSetMetaData {
    SqliteRecordingResultSet(AbstractShadowStatement<?> statement, ResultSet delegate, MirroredRead read) {
        super(statement, delegate, read);
    }

    @Constructs
    static SqliteRecordingResultSet create(
            AbstractShadowStatement<?> statement, ResultSet delegate, MirroredRead read) {
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
