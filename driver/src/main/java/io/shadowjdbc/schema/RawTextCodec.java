package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** Text that PostgreSQL's text can't hold (the character U+0000, invalid UTF-8), as bytea of its bytes. */
public record RawTextCodec() implements Codec {
    static final String NAME = "raw-text:bytea";

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
        return stored == null
                || (stored instanceof String text
                        && RawText.ofBytes(RawText.toBytes(text)).equals(text));
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            out.writeBytes(RawText.toBytes((String) stored));
        }
    }

    /** Any bytes come back as they are. */
    @Override
    public boolean fits(StoredCell cell) {
        return cell.isNull() || cell.storageClass() == StorageClass.TEXT;
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
            statement.setBytes(index, RawText.toBytes((String) stored));
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : RawText.ofBytes(bytes);
    }
}
