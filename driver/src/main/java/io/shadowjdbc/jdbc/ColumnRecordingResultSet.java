package io.shadowjdbc.jdbc;

import io.shadowjdbc.compare.Getter;
import io.shadowjdbc.compare.Observation;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** The getters of {@link RecordingResultSet} that take the number of a column. */
abstract class ColumnRecordingResultSet extends AbstractShadowResultSet {
    private final Observation recorder;

    ColumnRecordingResultSet(AbstractShadowStatement<?> statement, ResultSet delegate, Observation recorder) {
        super(statement, delegate);
        this.recorder = recorder;
    }

    final Observation recorder() {
        return recorder;
    }

    /** The application consumes the stream; that there is one is all that can be noted. */
    static Object presence(Object stream) {
        return stream == null ? null : Boolean.TRUE;
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        try {
            boolean value = delegate().getBoolean(column);
            recorder.take(Getter.BOOLEAN, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.BOOLEAN, column, null, null);
            throw e;
        }
    }

    @Override
    public byte getByte(int column) throws SQLException {
        try {
            byte value = delegate().getByte(column);
            recorder.take(Getter.BYTE, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.BYTE, column, null, null);
            throw e;
        }
    }

    @Override
    public short getShort(int column) throws SQLException {
        try {
            short value = delegate().getShort(column);
            recorder.take(Getter.SHORT, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.SHORT, column, null, null);
            throw e;
        }
    }

    @Override
    public int getInt(int column) throws SQLException {
        try {
            int value = delegate().getInt(column);
            recorder.take(Getter.INT, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.INT, column, null, null);
            throw e;
        }
    }

    @Override
    public long getLong(int column) throws SQLException {
        try {
            long value = delegate().getLong(column);
            recorder.take(Getter.LONG, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.LONG, column, null, null);
            throw e;
        }
    }

    @Override
    public float getFloat(int column) throws SQLException {
        try {
            float value = delegate().getFloat(column);
            recorder.take(Getter.FLOAT, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.FLOAT, column, null, null);
            throw e;
        }
    }

    @Override
    public double getDouble(int column) throws SQLException {
        try {
            double value = delegate().getDouble(column);
            recorder.take(Getter.DOUBLE, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.DOUBLE, column, null, null);
            throw e;
        }
    }

    @Override
    public String getString(int column) throws SQLException {
        try {
            String value = delegate().getString(column);
            recorder.take(Getter.STRING, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STRING, column, null, null);
            throw e;
        }
    }

    @Override
    public String getNString(int column) throws SQLException {
        try {
            String value = delegate().getNString(column);
            recorder.take(Getter.NSTRING, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.NSTRING, column, null, null);
            throw e;
        }
    }

    @Override
    public byte[] getBytes(int column) throws SQLException {
        try {
            byte[] value = delegate().getBytes(column);
            recorder.take(Getter.BYTES, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.BYTES, column, null, null);
            throw e;
        }
    }

    @Override
    public BigDecimal getBigDecimal(int column) throws SQLException {
        try {
            BigDecimal value = delegate().getBigDecimal(column);
            recorder.take(Getter.BIG_DECIMAL, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.BIG_DECIMAL, column, null, null);
            throw e;
        }
    }

    @Override
    public Object getObject(int column) throws SQLException {
        try {
            Object value = delegate().getObject(column);
            recorder.take(Getter.OBJECT, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.OBJECT, column, null, null);
            throw e;
        }
    }

    @Override
    public Date getDate(int column) throws SQLException {
        try {
            Date value = delegate().getDate(column);
            recorder.take(Getter.DATE, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.DATE, column, null, null);
            throw e;
        }
    }

    @Override
    public Time getTime(int column) throws SQLException {
        try {
            Time value = delegate().getTime(column);
            recorder.take(Getter.TIME, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.TIME, column, null, null);
            throw e;
        }
    }

    @Override
    public Timestamp getTimestamp(int column) throws SQLException {
        try {
            Timestamp value = delegate().getTimestamp(column);
            recorder.take(Getter.TIMESTAMP, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.TIMESTAMP, column, null, null);
            throw e;
        }
    }

    @Override
    public Date getDate(int column, Calendar calendar) throws SQLException {
        try {
            Date value = delegate().getDate(column, calendar);
            recorder.take(Getter.DATE, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.DATE, column, null, null);
            throw e;
        }
    }

    @Override
    public Time getTime(int column, Calendar calendar) throws SQLException {
        try {
            Time value = delegate().getTime(column, calendar);
            recorder.take(Getter.TIME, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.TIME, column, null, null);
            throw e;
        }
    }

    @Override
    public Timestamp getTimestamp(int column, Calendar calendar) throws SQLException {
        try {
            Timestamp value = delegate().getTimestamp(column, calendar);
            recorder.take(Getter.TIMESTAMP, column, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.TIMESTAMP, column, null, null);
            throw e;
        }
    }

    @Override
    public InputStream getBinaryStream(int column) throws SQLException {
        try {
            InputStream value = delegate().getBinaryStream(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public InputStream getAsciiStream(int column) throws SQLException {
        try {
            InputStream value = delegate().getAsciiStream(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public Reader getCharacterStream(int column) throws SQLException {
        try {
            Reader value = delegate().getCharacterStream(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public Reader getNCharacterStream(int column) throws SQLException {
        try {
            Reader value = delegate().getNCharacterStream(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public Blob getBlob(int column) throws SQLException {
        try {
            Blob value = delegate().getBlob(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public Clob getClob(int column) throws SQLException {
        try {
            Clob value = delegate().getClob(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public NClob getNClob(int column) throws SQLException {
        try {
            NClob value = delegate().getNClob(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public SQLXML getSQLXML(int column) throws SQLException {
        try {
            SQLXML value = delegate().getSQLXML(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public Array getArray(int column) throws SQLException {
        try {
            Array value = delegate().getArray(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public Ref getRef(int column) throws SQLException {
        try {
            Ref value = delegate().getRef(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public URL getURL(int column) throws SQLException {
        try {
            URL value = delegate().getURL(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public RowId getRowId(int column) throws SQLException {
        try {
            RowId value = delegate().getRowId(column);
            recorder.take(Getter.STREAM, column, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.STREAM, column, null, null);
            throw e;
        }
    }

    @Override
    public <T> T getObject(int column, Class<T> type) throws SQLException {
        try {
            T value = delegate().getObject(column, type);
            recorder.takeTyped(column, null, type, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder.threw(Getter.OBJECT, column, null, type);
            throw e;
        }
    }
}
