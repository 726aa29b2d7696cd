package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Reals as binary floating point, bit for bit.
 *
 * @param postgresqlType {@code double precision}, or {@code real} for a target that has it
 */
public record RealCodec(String postgresqlType) implements Codec {
    static final String FAMILY = "real";

    @Override
    public String name() {
        return FAMILY + ":" + postgresqlType;
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null || (stored instanceof Double value && holds(value));
    }

    private boolean holds(double value) {
        return !Double.isNaN(value) && (!isSingle() || (float) value == value);
    }

    private boolean isSingle() {
        return postgresqlType.equals("real");
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else if (isSingle()) {
            out.writeFloat4(((Double) stored).floatValue());
        } else {
            out.writeFloat8((Double) stored);
        }
    }

    @Override
    public boolean fits(StoredCell cell) {
        return cell.isNull() || (cell.storageClass() == StorageClass.REAL && holds(cell.real()));
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        Codecs.check(this, cell);
        if (cell.isNull()) {
            out.writeNull();
        } else if (isSingle()) {
            out.writeFloat4((float) cell.real());
        } else {
            out.writeFloat8(cell.real());
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.DOUBLE);
        } else {
            statement.setDouble(index, (Double) stored);
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        double value = isSingle() ? row.getFloat(column) : row.getDouble(column);
        return row.wasNull() ? null : (Object) value;
    }
}
