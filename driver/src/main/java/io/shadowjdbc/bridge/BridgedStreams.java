package io.shadowjdbc.bridge;

import java.io.InputStream;
import java.io.Reader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The parameters that come as streams: sqlite-jdbc itself says what it makes of one. */
abstract class BridgedStreams extends BridgedStatement implements PreparedStatement {
    BridgedStreams(BridgedConnection connection) {
        super(connection);
    }

    /** Notes the value as SQLite would store it. */
    abstract void set(int index, Object value);

    private interface Setter {
        void on(PreparedStatement statement) throws SQLException;
    }

    private void setAsStored(int index, Setter setter) throws SQLException {
        try (PreparedStatement statement = connection().sqlite().connection().prepareStatement("SELECT ?")) {
            setter.on(statement);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                set(index, row.getObject(1));
            }
        }
    }

    @Override
    public void setAsciiStream(int index, InputStream value, int length) throws SQLException {
        setAsStored(index, statement -> statement.setAsciiStream(1, value, length));
    }

    @Override
    public void setAsciiStream(int index, InputStream value, long length) throws SQLException {
        setAsStored(index, statement -> statement.setAsciiStream(1, value, length));
    }

    @Override
    public void setAsciiStream(int index, InputStream value) throws SQLException {
        setAsStored(index, statement -> statement.setAsciiStream(1, value));
    }

    @Override
    public void setBinaryStream(int index, InputStream value, int length) throws SQLException {
        setAsStored(index, statement -> statement.setBinaryStream(1, value, length));
    }

    @Override
    public void setBinaryStream(int index, InputStream value, long length) throws SQLException {
        setAsStored(index, statement -> statement.setBinaryStream(1, value, length));
    }

    @Override
    public void setBinaryStream(int index, InputStream value) throws SQLException {
        setAsStored(index, statement -> statement.setBinaryStream(1, value));
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int index, InputStream value, int length) throws SQLException {
        setAsStored(index, statement -> statement.setUnicodeStream(1, value, length));
    }

    @Override
    public void setCharacterStream(int index, Reader value, int length) throws SQLException {
        setAsStored(index, statement -> statement.setCharacterStream(1, value, length));
    }

    @Override
    public void setCharacterStream(int index, Reader value, long length) throws SQLException {
        setAsStored(index, statement -> statement.setCharacterStream(1, value, length));
    }

    @Override
    public void setCharacterStream(int index, Reader value) throws SQLException {
        setAsStored(index, statement -> statement.setCharacterStream(1, value));
    }

    @Override
    public void setBlob(int index, InputStream value, long length) throws SQLException {
        setAsStored(index, statement -> statement.setBlob(1, value, length));
    }

    @Override
    public void setBlob(int index, InputStream value) throws SQLException {
        setAsStored(index, statement -> statement.setBlob(1, value));
    }

    @Override
    public void setClob(int index, Reader value, long length) throws SQLException {
        setAsStored(index, statement -> statement.setClob(1, value, length));
    }

    @Override
    public void setClob(int index, Reader value) throws SQLException {
        setAsStored(index, statement -> statement.setClob(1, value));
    }
}
