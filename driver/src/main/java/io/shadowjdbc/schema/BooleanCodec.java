package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** The integers 0 and 1 as boolean. */
public record BooleanCodec() implements Codec {
    static final String NAME = "boolean:boolean";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String postgresqlType() {
        return "boolean";
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null || (stored instanceof Long value && (value == 0 || value == 1));
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            out.writeBoolean((Long) stored == 1);
        }
    }

    @Override
    public boolean fits(StoredCell cell) {
        return cell.isNull() || (cell.storageClass() == StorageClass.INTEGER && (cell.integer() & ~1L) == 0);
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        Codecs.check(this, cell);
        if (cell.isNull()) {
            out.writeNull();
        } else {
            out.writeBoolean(cell.integer() == 1);
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.BOOLEAN);
        } else {
            statement.setBoolean(index, (Long) stored == 1);
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        boolean value = row.getBoolean(column);
        return row.wasNull() ? null : (Object) (value ? 1L : 0L);
    }
}
