package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** Blobs as bytea. */
public record BlobCodec() implements Codec {
    static final String NAME = "blob:bytea";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String postgresqlType() {
        return "bytea";
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null || stored instanceof byte[];
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            out.writeBytes((byte[]) stored);
        }
    }

    @Override
    public boolean fits(StoredCell cell) {
        return cell.isNull() || cell.storageClass() == StorageClass.BLOB;
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        Codecs.encodeBytes(this, cell, out);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.BINARY);
        } else {
            statement.setBytes(index, (byte[]) stored);
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        return row.getBytes(column);
    }
}
