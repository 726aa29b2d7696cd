package io.shadowjdbc.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.postgresql.util.ByteConverter;

/**
 * Numbers as numeric. A column of NUMERIC or INTEGER affinity keeps a number without a fraction as INTEGER and any other
 * as REAL, one of REAL affinity keeps all as REAL: so the value and the affinity tell the storage class.
 *
 * @param postgresqlType {@code numeric} or {@code numeric(p,s)}
 * @param affinity NUMERIC, INTEGER or REAL
 */
public record DecimalCodec(String postgresqlType, Affinity affinity) implements Codec {
    static final String FAMILY = "decimal";
    private static final BigDecimal MIN_INTEGER = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_INTEGER = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    public String name() {
        return FAMILY + ":" + postgresqlType + ":" + affinity;
    }

    @Override
    public boolean fits(Object stored) {
        if (stored == null) {
            return true;
        }
        BigDecimal number = number(stored);
        return number != null && StoredValue.same(stored(number), stored);
    }

    /** The value as the column holds it, or null if it can't. */
    private BigDecimal number(Object stored) {
        int precision = Codecs.typeArgument(postgresqlType, 0);
        int scale = Codecs.typeArgument(postgresqlType, 1);
        BigDecimal number;
        if (stored instanceof Long integer) {
            number = BigDecimal.valueOf(integer);
        } else if (stored instanceof Double real && Double.isFinite(real)) {
            number = precision < 0
                    ? new BigDecimal(Double.toString(real))
                    : new BigDecimal(real).setScale(Math.max(scale, 0), RoundingMode.HALF_EVEN);
        } else {
            return null;
        }
        if (precision >= 0 && number.precision() - number.scale() > precision - Math.max(scale, 0)) {
            return null;
        }
        return number;
    }

    private Object stored(BigDecimal number) {
        if (affinity == Affinity.REAL) {
            return number.doubleValue();
        }
        boolean integral = number.signum() == 0
                || number.scale() <= 0
                || number.stripTrailingZeros().scale() <= 0;
        if (integral && number.compareTo(MIN_INTEGER) >= 0 && number.compareTo(MAX_INTEGER) <= 0) {
            return number.longValueExact();
        }
        return number.doubleValue();
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            out.writeBytes(ByteConverter.numeric(number(stored)));
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.NUMERIC);
        } else {
            statement.setBigDecimal(index, number(stored));
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        BigDecimal number = row.getBigDecimal(column);
        return number == null ? null : stored(number);
    }
}
