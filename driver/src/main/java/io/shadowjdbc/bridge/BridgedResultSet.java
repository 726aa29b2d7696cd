package io.shadowjdbc.bridge;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Calendar;
import javax.sql.rowset.serial.SerialClob;

/**
 * Rows that read as sqlite-jdbc's: each cell is first turned into the value that SQLite would have stored, then
 * converted by SQLite's rules to what the getter asks for. What sqlite-jdbc does not support is answered by
 * sqlite-jdbc. As there, a getter before the first row or after the last reads NULL.
 */
@Forwards(to = "template")
abstract class BridgedResultSet implements ResultSet {
    private final Statement statement;
    private final BridgeRows rows;
    private final SqliteTemplate template;
    private final SqliteDates dates;
    private int row;
    private boolean onRow;
    private boolean closed;
    private boolean lastWasNull;

    BridgedResultSet(Statement statement, BridgeRows rows, SqliteTemplate template) {
        this.statement = statement;
        this.rows = rows;
        this.template = template;
        this.dates = template.dates();
    }

    @Constructs
    static BridgedResultSet create(Statement statement, BridgeRows rows, SqliteTemplate template) {
        throw new IllegalStateException("completed by the build");
    }

    ResultSet template() {
        return template.resultSet();
    }

    private Object stored(int column) throws SQLException {
        if (column < 1 || column > rows.columns().count()) {
            throw new SQLException(
                    "column " + column + " out of bounds [1," + rows.columns().count() + "]");
        }
        Object stored = onRow ? rows.read(column) : null;
        lastWasNull = stored == null;
        return stored;
    }

    @Override
    public boolean next() throws SQLException {
        if (closed || (row > 0 && !onRow)) {
            return false;
        }
        onRow = rows.next();
        if (onRow) {
            row++;
        }
        return onRow;
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            onRow = false;
            rows.close();
            if (statement != null && statement.isCloseOnCompletion()) {
                statement.close();
            }
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public Statement getStatement() {
        return statement;
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return BridgedResultSetMetaData.create(rows.columns(), this::current, this::described);
    }

    /** The value that tells the type of a column: of the row that is read, or of the first, which SQLite has at once. */
    private Object current(int column) throws SQLException {
        boolean readable = onRow || (row == 0 && !closed && rows.first());
        return readable ? rows.read(column) : null;
    }

    /** What SQLite says of the columns. */
    private ResultSetMetaData described() throws SQLException {
        ResultSetMetaData described = statement instanceof BridgedStatement bridged ? bridged.described() : null;
        return described == null ? template.resultSet().getMetaData() : described;
    }

    @Override
    public int findColumn(String label) throws SQLException {
        int column = rows.columns().find(label);
        if (column == 0) {
            throw new SQLException("no such column: '" + label + "'");
        }
        return column;
    }

    @Override
    public boolean wasNull() {
        return lastWasNull;
    }

    @Override
    public int getRow() {
        return row;
    }

    @Override
    public boolean isBeforeFirst() {
        return !closed && row == 0 && !onRow;
    }

    @Override
    public boolean isFirst() {
        return row == 1;
    }

    @Override
    public boolean isAfterLast() {
        return row > 0 && !onRow;
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        return getInt(column) != 0;
    }

    @Override
    public byte getByte(int column) throws SQLException {
        return (byte) getInt(column);
    }

    @Override
    public short getShort(int column) throws SQLException {
        return (short) getInt(column);
    }

    @Override
    public int getInt(int column) throws SQLException {
        return SqliteValue.toInt(stored(column));
    }

    @Override
    public long getLong(int column) throws SQLException {
        return SqliteValue.toLong(stored(column));
    }

    @Override
    public float getFloat(int column) throws SQLException {
        return (float) getDouble(column);
    }

    @Override
    public double getDouble(int column) throws SQLException {
        return SqliteValue.toDouble(stored(column));
    }

    @Override
    public String getString(int column) throws SQLException {
        return SqliteValue.toText(stored(column));
    }

    @Override
    public byte[] getBytes(int column) throws SQLException {
        return SqliteValue.toBytes(stored(column));
    }

    @Override
    public BigDecimal getBigDecimal(int column) throws SQLException {
        String text = getString(column);
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new SQLException("Bad value for type BigDecimal : " + text, e);
        }
    }

    @Override
    public Object getObject(int column) throws SQLException {
        Object stored = stored(column);
        if (stored instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        return stored;
    }

    @Override
    public <T> T getObject(int column, Class<T> type) throws SQLException {
        if (type == null) {
            throw new SQLException("requested type cannot be null");
        }
        return type.cast(convert(column, type));
    }

    @Override
    public <T> T getObject(String label, Class<T> type) throws SQLException {
        return getObject(findColumn(label), type);
    }

    private Object convert(int column, Class<?> type) throws SQLException {
        if (type == String.class) {
            return getString(column);
        } else if (type == Boolean.class) {
            return getBoolean(column);
        } else if (type == BigDecimal.class) {
            return getBigDecimal(column);
        } else if (type == byte[].class) {
            return getBytes(column);
        } else if (type == Date.class) {
            return getDate(column);
        } else if (type == Time.class) {
            return getTime(column);
        } else if (type == Timestamp.class) {
            return getTimestamp(column);
        } else if (type == LocalDate.class) {
            return dates.toLocalDate(stored(column));
        } else if (type == LocalTime.class) {
            return dates.toLocalTime(stored(column));
        } else if (type == LocalDateTime.class) {
            return dates.toLocalDateTime(stored(column));
        } else if (type == Integer.class || type == Long.class || type == Double.class || type == Float.class) {
            return convertNumber(column, type);
        }
        throw new SQLFeatureNotSupportedException("not implemented by SQLite JDBC driver");
    }

    private Object convertNumber(int column, Class<?> type) throws SQLException {
        if (!(stored(column) instanceof Number number)) {
            throw new SQLException("Bad value for type " + type.getSimpleName());
        }
        if (type == Integer.class) {
            return SqliteValue.toInt(number);
        } else if (type == Long.class) {
            return SqliteValue.toLong(number);
        }
        return type == Double.class ? (Object) number.doubleValue() : (Object) number.floatValue();
    }

    @Override
    public Date getDate(int column) throws SQLException {
        return getDate(column, null);
    }

    @Override
    public Date getDate(int column, Calendar calendar) throws SQLException {
        Long millis = dates.toEpochMillis(stored(column), calendar, "date");
        return millis == null ? null : new Date(millis);
    }

    @Override
    public Date getDate(String label, Calendar calendar) throws SQLException {
        return getDate(findColumn(label), calendar);
    }

    @Override
    public Time getTime(int column) throws SQLException {
        return getTime(column, null);
    }

    @Override
    public Time getTime(int column, Calendar calendar) throws SQLException {
        Long millis = dates.toEpochMillis(stored(column), calendar, "time");
        return millis == null ? null : new Time(millis);
    }

    @Override
    public Time getTime(String label, Calendar calendar) throws SQLException {
        return getTime(findColumn(label), calendar);
    }

    @Override
    public Timestamp getTimestamp(int column) throws SQLException {
        return getTimestamp(column, null);
    }

    @Override
    public Timestamp getTimestamp(int column, Calendar calendar) throws SQLException {
        Long millis = dates.toEpochMillis(stored(column), calendar, "time stamp");
        return millis == null ? null : new Timestamp(millis);
    }

    @Override
    public Timestamp getTimestamp(String label, Calendar calendar) throws SQLException {
        return getTimestamp(findColumn(label), calendar);
    }

    @Override
    public InputStream getBinaryStream(int column) throws SQLException {
        byte[] bytes = getBytes(column);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    public InputStream getAsciiStream(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Reader getCharacterStream(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new StringReader(text);
    }

    @Override
    public Reader getNCharacterStream(int column) throws SQLException {
        return getCharacterStream(column);
    }

    @Override
    public Clob getClob(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new SerialClob(text.toCharArray());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("no " + type.getName() + " behind this result");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public boolean getBoolean(String label) throws SQLException {
        return getBoolean(findColumn(label));
    }

    @Override
    public byte getByte(String label) throws SQLException {
        return getByte(findColumn(label));
    }

    @Override
    public short getShort(String label) throws SQLException {
        return getShort(findColumn(label));
    }

    @Override
    public int getInt(String label) throws SQLException {
        return getInt(findColumn(label));
    }

    @Override
    public long getLong(String label) throws SQLException {
        return getLong(findColumn(label));
    }

    @Override
    public float getFloat(String label) throws SQLException {
        return getFloat(findColumn(label));
    }

    @Override
    public double getDouble(String label) throws SQLException {
        return getDouble(findColumn(label));
    }

    @Override
    public String getString(String label) throws SQLException {
        return getString(findColumn(label));
    }

    @Override
    public byte[] getBytes(String label) throws SQLException {
        return getBytes(findColumn(label));
    }

    @Override
    public BigDecimal getBigDecimal(String label) throws SQLException {
        return getBigDecimal(findColumn(label));
    }

    @Override
    public Object getObject(String label) throws SQLException {
        return getObject(findColumn(label));
    }

    @Override
    public Date getDate(String label) throws SQLException {
        return getDate(findColumn(label));
    }

    @Override
    public Time getTime(String label) throws SQLException {
        return getTime(findColumn(label));
    }

    @Override
    public Timestamp getTimestamp(String label) throws SQLException {
        return getTimestamp(findColumn(label));
    }

    @Override
    public InputStream getBinaryStream(String label) throws SQLException {
        return getBinaryStream(findColumn(label));
    }

    @Override
    public InputStream getAsciiStream(String label) throws SQLException {
        return getAsciiStream(findColumn(label));
    }

    @Override
    public Reader getCharacterStream(String label) throws SQLException {
        return getCharacterStream(findColumn(label));
    }

    @Override
    public Reader getNCharacterStream(String label) throws SQLException {
        return getNCharacterStream(findColumn(label));
    }

    @Override
    public Clob getClob(String label) throws SQLException {
        return getClob(findColumn(label));
    }
}
