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
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/**
 * The result set of a mirrored read: notes each value that the application takes, as it takes it, and hands the notes
 * to the mirror when the application is done with the rows. Nothing is read that the application does not read. What
 * has no method here is not noted: it reads no value.
 */
abstract class RecordingResultSet extends ColumnRecordingResultSet {
    private final OpenReads reads;

    RecordingResultSet(AbstractShadowStatement<?> statement, ResultSet delegate, Observation read, OpenReads reads) {
        super(statement, delegate, read);
        this.reads = reads;
    }

    static RecordingResultSet of(AbstractShadowStatement<?> statement, ResultSet delegate, Observation read) {
        OpenReads reads = statement.connection().reads();
        return statement.connection().speaksSqlite()
                ? SqliteRecordingResultSet.create(statement, delegate, read, reads)
                : PlainRecordingResultSet.create(statement, delegate, read, reads);
    }

    @Override
    public boolean next() throws SQLException {
        boolean onRow = delegate().next();
        if (!recorder().isFinished()) {
            recorder().moved(onRow);
            if (!onRow) {
                finished();
            }
        }
        return onRow;
    }

    @Override
    void finished() {
        reads.finish(recorder());
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        ResultSetMetaData metaData = delegate().getMetaData();
        recorder().metaData(metaData);
        return metaData;
    }

    @Override
    public boolean wasNull() throws SQLException {
        boolean wasNull = delegate().wasNull();
        recorder().take(Getter.WAS_NULL, 0, wasNull);
        return wasNull;
    }

    @Override
    public boolean previous() throws SQLException {
        recorder().giveUp();
        return delegate().previous();
    }

    @Override
    public boolean first() throws SQLException {
        recorder().giveUp();
        return delegate().first();
    }

    @Override
    public boolean last() throws SQLException {
        recorder().giveUp();
        return delegate().last();
    }

    @Override
    public boolean absolute(int row) throws SQLException {
        recorder().giveUp();
        return delegate().absolute(row);
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        recorder().giveUp();
        return delegate().relative(rows);
    }

    @Override
    public void beforeFirst() throws SQLException {
        recorder().giveUp();
        delegate().beforeFirst();
    }

    @Override
    public void afterLast() throws SQLException {
        recorder().giveUp();
        delegate().afterLast();
    }

    @Override
    public boolean getBoolean(String label) throws SQLException {
        try {
            boolean value = delegate().getBoolean(label);
            recorder().take(Getter.BOOLEAN, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.BOOLEAN, 0, label, null);
            throw e;
        }
    }

    @Override
    public byte getByte(String label) throws SQLException {
        try {
            byte value = delegate().getByte(label);
            recorder().take(Getter.BYTE, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.BYTE, 0, label, null);
            throw e;
        }
    }

    @Override
    public short getShort(String label) throws SQLException {
        try {
            short value = delegate().getShort(label);
            recorder().take(Getter.SHORT, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.SHORT, 0, label, null);
            throw e;
        }
    }

    @Override
    public int getInt(String label) throws SQLException {
        try {
            int value = delegate().getInt(label);
            recorder().take(Getter.INT, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.INT, 0, label, null);
            throw e;
        }
    }

    @Override
    public long getLong(String label) throws SQLException {
        try {
            long value = delegate().getLong(label);
            recorder().take(Getter.LONG, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.LONG, 0, label, null);
            throw e;
        }
    }

    @Override
    public float getFloat(String label) throws SQLException {
        try {
            float value = delegate().getFloat(label);
            recorder().take(Getter.FLOAT, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.FLOAT, 0, label, null);
            throw e;
        }
    }

    @Override
    public double getDouble(String label) throws SQLException {
        try {
            double value = delegate().getDouble(label);
            recorder().take(Getter.DOUBLE, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.DOUBLE, 0, label, null);
            throw e;
        }
    }

    @Override
    public String getString(String label) throws SQLException {
        try {
            String value = delegate().getString(label);
            recorder().take(Getter.STRING, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STRING, 0, label, null);
            throw e;
        }
    }

    @Override
    public String getNString(String label) throws SQLException {
        try {
            String value = delegate().getNString(label);
            recorder().take(Getter.NSTRING, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.NSTRING, 0, label, null);
            throw e;
        }
    }

    @Override
    public byte[] getBytes(String label) throws SQLException {
        try {
            byte[] value = delegate().getBytes(label);
            recorder().take(Getter.BYTES, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.BYTES, 0, label, null);
            throw e;
        }
    }

    @Override
    public BigDecimal getBigDecimal(String label) throws SQLException {
        try {
            BigDecimal value = delegate().getBigDecimal(label);
            recorder().take(Getter.BIG_DECIMAL, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.BIG_DECIMAL, 0, label, null);
            throw e;
        }
    }

    @Override
    public Object getObject(String label) throws SQLException {
        try {
            Object value = delegate().getObject(label);
            recorder().take(Getter.OBJECT, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.OBJECT, 0, label, null);
            throw e;
        }
    }

    @Override
    public Date getDate(String label) throws SQLException {
        try {
            Date value = delegate().getDate(label);
            recorder().take(Getter.DATE, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.DATE, 0, label, null);
            throw e;
        }
    }

    @Override
    public Time getTime(String label) throws SQLException {
        try {
            Time value = delegate().getTime(label);
            recorder().take(Getter.TIME, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.TIME, 0, label, null);
            throw e;
        }
    }

    @Override
    public Timestamp getTimestamp(String label) throws SQLException {
        try {
            Timestamp value = delegate().getTimestamp(label);
            recorder().take(Getter.TIMESTAMP, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.TIMESTAMP, 0, label, null);
            throw e;
        }
    }

    @Override
    public Date getDate(String label, Calendar calendar) throws SQLException {
        try {
            Date value = delegate().getDate(label, calendar);
            recorder().take(Getter.DATE, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.DATE, 0, label, null);
            throw e;
        }
    }

    @Override
    public Time getTime(String label, Calendar calendar) throws SQLException {
        try {
            Time value = delegate().getTime(label, calendar);
            recorder().take(Getter.TIME, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.TIME, 0, label, null);
            throw e;
        }
    }

    @Override
    public Timestamp getTimestamp(String label, Calendar calendar) throws SQLException {
        try {
            Timestamp value = delegate().getTimestamp(label, calendar);
            recorder().take(Getter.TIMESTAMP, label, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.TIMESTAMP, 0, label, null);
            throw e;
        }
    }

    @Override
    public InputStream getBinaryStream(String label) throws SQLException {
        try {
            InputStream value = delegate().getBinaryStream(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public InputStream getAsciiStream(String label) throws SQLException {
        try {
            InputStream value = delegate().getAsciiStream(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public Reader getCharacterStream(String label) throws SQLException {
        try {
            Reader value = delegate().getCharacterStream(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public Reader getNCharacterStream(String label) throws SQLException {
        try {
            Reader value = delegate().getNCharacterStream(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public Blob getBlob(String label) throws SQLException {
        try {
            Blob value = delegate().getBlob(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public Clob getClob(String label) throws SQLException {
        try {
            Clob value = delegate().getClob(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public NClob getNClob(String label) throws SQLException {
        try {
            NClob value = delegate().getNClob(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public SQLXML getSQLXML(String label) throws SQLException {
        try {
            SQLXML value = delegate().getSQLXML(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public Array getArray(String label) throws SQLException {
        try {
            Array value = delegate().getArray(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public Ref getRef(String label) throws SQLException {
        try {
            Ref value = delegate().getRef(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public URL getURL(String label) throws SQLException {
        try {
            URL value = delegate().getURL(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public RowId getRowId(String label) throws SQLException {
        try {
            RowId value = delegate().getRowId(label);
            recorder().take(Getter.STREAM, label, presence(value));
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.STREAM, 0, label, null);
            throw e;
        }
    }

    @Override
    public <T> T getObject(String label, Class<T> type) throws SQLException {
        try {
            T value = delegate().getObject(label, type);
            recorder().takeTyped(0, label, type, value);
            return value;
        } catch (SQLException | RuntimeException e) {
            recorder().threw(Getter.OBJECT, 0, label, type);
            throw e;
        }
    }
}
