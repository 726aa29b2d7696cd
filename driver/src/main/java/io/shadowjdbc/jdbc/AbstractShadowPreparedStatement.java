package io.shadowjdbc.jdbc;

import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.provider.SwitchState;
import io.shadowjdbc.recipe.ParameterValues;
import io.shadowjdbc.recipe.Parameters;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/**
 * A prepared statement. Each parameter goes to the inner statement at once, which may refuse it, and is noted, to be set
 * again on another provider's statement.
 *
 * @param <S> the interface of the statement
 */
abstract class AbstractShadowPreparedStatement<S extends PreparedStatement> extends AbstractShadowStatement<S>
        implements PreparedStatement {
    private final String sql;
    /** Null until one is set, and after the close. */
    private Parameters parameters;

    private StatementPlans plans;
    private StatementPlan plan;

    AbstractShadowPreparedStatement(ShadowConnection connection, String sql, Maker<S> maker) throws SQLException {
        super(connection, maker, sql);
        this.sql = sql;
    }

    /** A statement that the inner driver has made for itself: it can't be made again elsewhere. */
    AbstractShadowPreparedStatement(ShadowConnection connection, Connection madeOn, S physical) {
        super(connection, madeOn, physical, (elsewhere, sql) -> {
            throw new SQLFeatureNotSupportedException(
                    "a statement of the driver's metadata does not change its provider");
        });
        this.sql = "";
    }

    @Override
    final String sql() {
        return sql;
    }

    private Parameters parameters() {
        if (parameters == null) {
            parameters = connection().takeParameters();
        }
        return parameters;
    }

    @Override
    final ParameterValues parameterValues() {
        return parameters == null ? ParameterValues.NONE : parameters.snapshot();
    }

    @Override
    void restore(S made) throws SQLException {
        parameterValues().applyTo(made);
    }

    final StatementPlan plan() {
        StatementPlans current = connection().context().plans();
        if (plans != current) {
            plan = current.plan(sql);
            plans = current;
        }
        return plan;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        StatementPlan plan = plan();
        int lane = enter(plan);
        boolean ran = false;
        SwitchState under = connection().boundTo();
        SQLException failure;
        try {
            ResultSet rows = beginQuery(plan).executeQuery();
            ran = true;
            return adoptAnswer(rows);
        } catch (SQLException e) {
            failure = e;
        } finally {
            end(lane, plan, ran);
        }
        follow(failure, under);
        return executeQuery();
    }

    @Override
    public boolean execute() throws SQLException {
        StatementPlan plan = plan();
        int lane = enter(plan);
        boolean ran = false;
        SwitchState under = connection().boundTo();
        SQLException failure;
        try {
            boolean rows = beginQuery(plan).execute();
            ran = true;
            answered();
            return rows;
        } catch (SQLException e) {
            failure = e;
        } finally {
            end(lane, plan, ran);
        }
        follow(failure, under);
        return executeAny(plan, PreparedStatement::execute);
    }

    @Override
    public int executeUpdate() throws SQLException {
        StatementPlan plan = plan();
        int lane = enter(plan);
        boolean ran = false;
        SwitchState under = connection().boundTo();
        SQLException failure;
        try {
            int count = begin(plan).executeUpdate();
            ran = true;
            return count;
        } catch (SQLException e) {
            failure = e;
        } finally {
            end(lane, plan, ran);
        }
        follow(failure, under);
        return execute(plan, PreparedStatement::executeUpdate);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return execute(plan(), PreparedStatement::executeLargeUpdate);
    }

    @Override
    public void addBatch() throws SQLException {
        addToBatch(statement -> {
            statement.addBatch();
            return null;
        });
    }

    @Override
    public int[] executeBatch() throws SQLException {
        try {
            return execute(plan(), PreparedStatement::executeBatch);
        } finally {
            releaseBatch();
        }
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        try {
            return execute(plan(), PreparedStatement::executeLargeBatch);
        } finally {
            releaseBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        super.close();
        if (parameters != null) {
            connection().giveBack(parameters);
            parameters = null;
        }
    }

    @Override
    public void clearParameters() throws SQLException {
        physical().clearParameters();
        if (parameters != null) {
            parameters.clear();
        }
    }

    private void set(int index, ParameterValues.Setter setter) throws SQLException {
        setter.set(physical(), index);
        parameters().set(index, setter);
    }

    @Override
    public void setInt(int index, int value) throws SQLException {
        physical().setInt(index, value);
        parameters().setInt(index, value);
    }

    @Override
    public void setLong(int index, long value) throws SQLException {
        physical().setLong(index, value);
        parameters().setLong(index, value);
    }

    @Override
    public void setDouble(int index, double value) throws SQLException {
        physical().setDouble(index, value);
        parameters().setDouble(index, value);
    }

    @Override
    public void setString(int index, String value) throws SQLException {
        physical().setString(index, value);
        parameters().setString(index, value);
    }

    @Override
    public void setBytes(int index, byte[] value) throws SQLException {
        physical().setBytes(index, value);
        parameters().setBytes(index, value);
    }

    @Override
    public void setBigDecimal(int index, BigDecimal value) throws SQLException {
        physical().setBigDecimal(index, value);
        parameters().setBigDecimal(index, value);
    }

    @Override
    public void setObject(int index, Object value) throws SQLException {
        physical().setObject(index, value);
        parameters().setObject(index, value);
    }

    @Override
    public void setNull(int index, int sqlType) throws SQLException {
        physical().setNull(index, sqlType);
        parameters().setNull(index, sqlType);
    }

    @Override
    public void setBoolean(int index, boolean value) throws SQLException {
        set(index, (statement, at) -> statement.setBoolean(at, value));
    }

    @Override
    public void setByte(int index, byte value) throws SQLException {
        set(index, (statement, at) -> statement.setByte(at, value));
    }

    @Override
    public void setShort(int index, short value) throws SQLException {
        set(index, (statement, at) -> statement.setShort(at, value));
    }

    @Override
    public void setFloat(int index, float value) throws SQLException {
        set(index, (statement, at) -> statement.setFloat(at, value));
    }

    @Override
    public void setDate(int index, Date value) throws SQLException {
        set(index, (statement, at) -> statement.setDate(at, value));
    }

    @Override
    public void setDate(int index, Date value, Calendar calendar) throws SQLException {
        set(index, (statement, at) -> statement.setDate(at, value, calendar));
    }

    @Override
    public void setTime(int index, Time value) throws SQLException {
        set(index, (statement, at) -> statement.setTime(at, value));
    }

    @Override
    public void setTime(int index, Time value, Calendar calendar) throws SQLException {
        set(index, (statement, at) -> statement.setTime(at, value, calendar));
    }

    @Override
    public void setTimestamp(int index, Timestamp value) throws SQLException {
        set(index, (statement, at) -> statement.setTimestamp(at, value));
    }

    @Override
    public void setTimestamp(int index, Timestamp value, Calendar calendar) throws SQLException {
        set(index, (statement, at) -> statement.setTimestamp(at, value, calendar));
    }

    @Override
    public void setNull(int index, int sqlType, String typeName) throws SQLException {
        set(index, (statement, at) -> statement.setNull(at, sqlType, typeName));
    }

    @Override
    public void setObject(int index, Object value, int targetSqlType) throws SQLException {
        set(index, (statement, at) -> statement.setObject(at, value, targetSqlType));
    }

    @Override
    public void setObject(int index, Object value, int targetSqlType, int scaleOrLength) throws SQLException {
        set(index, (statement, at) -> statement.setObject(at, value, targetSqlType, scaleOrLength));
    }

    @Override
    public void setObject(int index, Object value, SQLType targetSqlType) throws SQLException {
        set(index, (statement, at) -> statement.setObject(at, value, targetSqlType));
    }

    @Override
    public void setObject(int index, Object value, SQLType targetSqlType, int scaleOrLength) throws SQLException {
        set(index, (statement, at) -> statement.setObject(at, value, targetSqlType, scaleOrLength));
    }

    @Override
    public void setNString(int index, String value) throws SQLException {
        set(index, (statement, at) -> statement.setNString(at, value));
    }

    @Override
    public void setURL(int index, URL value) throws SQLException {
        set(index, (statement, at) -> statement.setURL(at, value));
    }

    @Override
    public void setRef(int index, Ref value) throws SQLException {
        set(index, (statement, at) -> statement.setRef(at, value));
    }

    @Override
    public void setRowId(int index, RowId value) throws SQLException {
        set(index, (statement, at) -> statement.setRowId(at, value));
    }

    @Override
    public void setArray(int index, Array value) throws SQLException {
        set(index, (statement, at) -> statement.setArray(at, value));
    }

    @Override
    public void setSQLXML(int index, SQLXML value) throws SQLException {
        set(index, (statement, at) -> statement.setSQLXML(at, value));
    }

    @Override
    public void setBlob(int index, Blob value) throws SQLException {
        set(index, (statement, at) -> statement.setBlob(at, value));
    }

    @Override
    public void setClob(int index, Clob value) throws SQLException {
        set(index, (statement, at) -> statement.setClob(at, value));
    }

    @Override
    public void setNClob(int index, NClob value) throws SQLException {
        set(index, (statement, at) -> statement.setNClob(at, value));
    }

    @Override
    public void setAsciiStream(int index, InputStream value, int length) throws SQLException {
        ReplayableStream.Bytes replayable = ReplayableStream.bytes(value);
        set(index, (statement, at) -> statement.setAsciiStream(at, replayable.open(), length));
    }

    @Override
    public void setAsciiStream(int index, InputStream value, long length) throws SQLException {
        ReplayableStream.Bytes replayable = ReplayableStream.bytes(value);
        set(index, (statement, at) -> statement.setAsciiStream(at, replayable.open(), length));
    }

    @Override
    public void setAsciiStream(int index, InputStream value) throws SQLException {
        ReplayableStream.Bytes replayable = ReplayableStream.bytes(value);
        set(index, (statement, at) -> statement.setAsciiStream(at, replayable.open()));
    }

    @Override
    public void setBinaryStream(int index, InputStream value, int length) throws SQLException {
        ReplayableStream.Bytes replayable = ReplayableStream.bytes(value);
        set(index, (statement, at) -> statement.setBinaryStream(at, replayable.open(), length));
    }

    @Override
    public void setBinaryStream(int index, InputStream value, long length) throws SQLException {
        ReplayableStream.Bytes replayable = ReplayableStream.bytes(value);
        set(index, (statement, at) -> statement.setBinaryStream(at, replayable.open(), length));
    }

    @Override
    public void setBinaryStream(int index, InputStream value) throws SQLException {
        ReplayableStream.Bytes replayable = ReplayableStream.bytes(value);
        set(index, (statement, at) -> statement.setBinaryStream(at, replayable.open()));
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int index, InputStream value, int length) throws SQLException {
        ReplayableStream.Bytes replayable = ReplayableStream.bytes(value);
        set(index, (statement, at) -> statement.setUnicodeStream(at, replayable.open(), length));
    }

    @Override
    public void setBlob(int index, InputStream value, long length) throws SQLException {
        ReplayableStream.Bytes replayable = ReplayableStream.bytes(value);
        set(index, (statement, at) -> statement.setBlob(at, replayable.open(), length));
    }

    @Override
    public void setBlob(int index, InputStream value) throws SQLException {
        ReplayableStream.Bytes replayable = ReplayableStream.bytes(value);
        set(index, (statement, at) -> statement.setBlob(at, replayable.open()));
    }

    @Override
    public void setCharacterStream(int index, Reader value, int length) throws SQLException {
        ReplayableStream.Chars replayable = ReplayableStream.chars(value);
        set(index, (statement, at) -> statement.setCharacterStream(at, replayable.open(), length));
    }

    @Override
    public void setCharacterStream(int index, Reader value, long length) throws SQLException {
        ReplayableStream.Chars replayable = ReplayableStream.chars(value);
        set(index, (statement, at) -> statement.setCharacterStream(at, replayable.open(), length));
    }

    @Override
    public void setCharacterStream(int index, Reader value) throws SQLException {
        ReplayableStream.Chars replayable = ReplayableStream.chars(value);
        set(index, (statement, at) -> statement.setCharacterStream(at, replayable.open()));
    }

    @Override
    public void setNCharacterStream(int index, Reader value, long length) throws SQLException {
        ReplayableStream.Chars replayable = ReplayableStream.chars(value);
        set(index, (statement, at) -> statement.setNCharacterStream(at, replayable.open(), length));
    }

    @Override
    public void setNCharacterStream(int index, Reader value) throws SQLException {
        ReplayableStream.Chars replayable = ReplayableStream.chars(value);
        set(index, (statement, at) -> statement.setNCharacterStream(at, replayable.open()));
    }

    @Override
    public void setClob(int index, Reader value, long length) throws SQLException {
        ReplayableStream.Chars replayable = ReplayableStream.chars(value);
        set(index, (statement, at) -> statement.setClob(at, replayable.open(), length));
    }

    @Override
    public void setClob(int index, Reader value) throws SQLException {
        ReplayableStream.Chars replayable = ReplayableStream.chars(value);
        set(index, (statement, at) -> statement.setClob(at, replayable.open()));
    }

    @Override
    public void setNClob(int index, Reader value, long length) throws SQLException {
        ReplayableStream.Chars replayable = ReplayableStream.chars(value);
        set(index, (statement, at) -> statement.setNClob(at, replayable.open(), length));
    }

    @Override
    public void setNClob(int index, Reader value) throws SQLException {
        ReplayableStream.Chars replayable = ReplayableStream.chars(value);
        set(index, (statement, at) -> statement.setNClob(at, replayable.open()));
    }
}
