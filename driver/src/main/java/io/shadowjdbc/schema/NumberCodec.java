package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Integers and reals of a column with NUMERIC or INTEGER affinity as binary floating point. Such a column keeps a number
 * without a fraction as INTEGER, so the value tells the storage class; integers beyond 2<sup>53</sup> may not fit.
 *
 * @param postgresqlType {@code double precision}, or {@code real} for a target that has it
 */
public record NumberCodec(String postgresqlType) implements Codec {
    static final String FAMILY = "number";

    @Override
    public String name() {
        return FAMILY + ":" + postgresqlType;
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null
                || (stored instanceof Number number
                        && StoredValue.same(Affinity.NUMERIC.apply(carried(number)), stored));
    }

    private boolean isSingle() {
        return postgresqlType.equals("real");
    }

    private Double carried(Number number) {
        return isSingle() ? (double) number.floatValue() : number.doubleValue();
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else if (isSingle()) {
            out.writeFloat4(((Number) stored).floatValue());
        } else {
            out.writeFloat8(((Number) stored).doubleValue());
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.DOUBLE);
        } else {
            statement.setDouble(index, ((Number) stored).doubleValue());
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        double value = isSingle() ? row.getFloat(column) : row.getDouble(column);
        return row.wasNull() ? null : Affinity.NUMERIC.apply(value);
    }
}
