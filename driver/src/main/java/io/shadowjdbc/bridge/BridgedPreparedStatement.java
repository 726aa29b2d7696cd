package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.Translation.Translated;
import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import io.shadowjdbc.plan.StatementPlan;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;

/**
 * A prepared statement. Its setters turn what they are given into the value that sqlite-jdbc would have bound; the
 * codecs take it from there.
 */
@Forwards(to = "template")
abstract class BridgedPreparedStatement extends BridgedStreams {
    private final String sql;
    private final SqliteDates dates;
    private final List<Object[]> batch = new ArrayList<>();
    private Object[] stored = {};

    BridgedPreparedStatement(BridgedConnection connection, String sql) throws SQLException {
        super(connection);
        this.sql = Script.first(sql);
        this.dates = connection.sqlite().dates();
        plan();
    }

    @Constructs
    static BridgedPreparedStatement create(BridgedConnection connection, String sql) throws SQLException {
        throw new IllegalStateException("completed by the build");
    }

    @Override
    PreparedStatement template() {
        return connection().sqlite().statement();
    }

    private StatementPlan plan() throws SQLException {
        return connection().accepted(sql);
    }

    @Override
    public boolean execute() throws SQLException {
        return run(plan(), stored);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        StatementPlan plan = plan();
        if (!plan.analysis().returnsRows()) {
            throw new SQLException("Query does not return results");
        }
        run(plan, stored);
        return getResultSet();
    }

    @Override
    public int executeUpdate() throws SQLException {
        return (int) executeLargeUpdate();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        StatementPlan plan = plan();
        if (plan.analysis().returnsRows()) {
            throw new SQLException("Query returns results");
        }
        run(plan, stored);
        return plan.kind().changesRows() ? takeCount() : 0;
    }

    @Override
    public void addBatch() {
        batch.add(stored.clone());
    }

    @Override
    public void clearBatch() {
        batch.clear();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        if (batch.isEmpty()) {
            return new int[0];
        }
        try {
            return execution().runBatch(plan(), batch);
        } finally {
            forgetKey();
            batch.clear();
        }
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        StatementPlan plan = plan();
        describes(sql);
        if (!(plan.translation() instanceof Translated translated)
                || translated.columns().isEmpty()) {
            return plan.analysis().returnsRows() ? described() : null;
        }
        BridgeColumns columns = new BridgeColumns(translated.columns());
        return BridgedResultSetMetaData.create(columns, column -> null, this::described);
    }

    @Override
    public void clearParameters() {
        stored = new Object[0];
    }

    @Override
    final void set(int index, Object value) {
        if (index > stored.length) {
            stored = Arrays.copyOf(stored, index);
        }
        stored[index - 1] = value;
    }

    @Override
    public void setNull(int index, int sqlType) {
        set(index, null);
    }

    @Override
    public void setNull(int index, int sqlType, String typeName) {
        set(index, null);
    }

    @Override
    public void setBoolean(int index, boolean value) {
        set(index, value ? 1L : 0L);
    }

    @Override
    public void setByte(int index, byte value) {
        set(index, (long) value);
    }

    @Override
    public void setShort(int index, short value) {
        set(index, (long) value);
    }

    @Override
    public void setInt(int index, int value) {
        set(index, (long) value);
    }

    @Override
    public void setLong(int index, long value) {
        set(index, value);
    }

    @Override
    public void setFloat(int index, float value) {
        set(index, (double) value);
    }

    @Override
    public void setDouble(int index, double value) {
        // SQLite stores NaN as NULL
        set(index, Double.isNaN(value) ? null : (Object) value);
    }

    @Override
    public void setBigDecimal(int index, BigDecimal value) {
        set(index, value == null ? null : value.toString());
    }

    @Override
    public void setString(int index, String value) {
        set(index, value);
    }

    @Override
    public void setBytes(int index, byte[] value) {
        set(index, value);
    }

    @Override
    public void setDate(int index, Date value) {
        setDate(index, value, null);
    }

    @Override
    public void setDate(int index, Date value, Calendar calendar) {
        setInstant(index, value, calendar);
    }

    @Override
    public void setTime(int index, Time value) {
        setTime(index, value, null);
    }

    @Override
    public void setTime(int index, Time value, Calendar calendar) {
        setInstant(index, value, calendar);
    }

    @Override
    public void setTimestamp(int index, Timestamp value) {
        setTimestamp(index, value, null);
    }

    @Override
    public void setTimestamp(int index, Timestamp value, Calendar calendar) {
        setInstant(index, value, calendar);
    }

    private void setInstant(int index, java.util.Date value, Calendar calendar) {
        TimeZone zone = calendar == null ? TimeZone.getDefault() : calendar.getTimeZone();
        set(index, value == null ? null : dates.toStored(value.getTime(), zone));
    }

    @Override
    public void setObject(int index, Object value) {
        if (value instanceof java.util.Date date) {
            setInstant(index, date, null);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            set(index, ((Number) value).longValue());
        } else if (value instanceof Float || value instanceof Double) {
            setDouble(index, ((Number) value).doubleValue());
        } else if (value instanceof Boolean flag) {
            setBoolean(index, flag);
        } else if (value == null || value instanceof byte[]) {
            set(index, value);
        } else {
            set(index, value.toString());
        }
    }

    @Override
    public void setObject(int index, Object value, int targetType) {
        setObject(index, value);
    }

    @Override
    public void setObject(int index, Object value, int targetType, int scale) {
        setObject(index, value);
    }
}
