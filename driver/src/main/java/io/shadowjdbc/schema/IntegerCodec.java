package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Integers as integers.
 *
 * @param postgresqlType bigint, integer or smallint
 */
public record IntegerCodec(String postgresqlType) implements Codec {
    static final String FAMILY = "integer";

    @Override
    public String name() {
        return FAMILY + ":" + postgresqlType;
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null || (stored instanceof Long value && inRange(value));
    }

    private boolean inRange(long value) {
        return switch (postgresqlType) {
            case "smallint" -> value == (short) value;
            case "integer" -> value == (int) value;
            default -> true;
        };
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
            return;
        }
        write((Long) stored, out);
    }

    private void write(long value, CopyFields out) {
        switch (postgresqlType) {
            case "smallint" -> out.writeInt2((short) value);
            case "integer" -> out.writeInt4((int) value);
            default -> out.writeInt8(value);
        }
    }

    @Override
    public boolean fits(StoredCell cell) {
        return cell.isNull() || (cell.storageClass() == StorageClass.INTEGER && inRange(cell.integer()));
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        Codecs.check(this, cell);
        if (cell.isNull()) {
            out.writeNull();
        } else {
            write(cell.integer(), out);
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, (Long) stored);
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Object) value;
    }
}
