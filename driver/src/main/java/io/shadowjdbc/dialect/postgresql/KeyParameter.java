package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * A value that is compared with integers which are stored as UUIDs in their order. One that is no integer is equal to
 * none; in order, the integer next to it takes its place, or a UUID before or after all keys.
 */
final class KeyParameter extends BindOnly {
    /** Less than the UUID of any key, whose version is not 0. */
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    /** Greater than the UUID of any key, whose version is not 15. */
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final ColumnMap column;
    private final String operator;

    /** @param operator the comparison with the column on the left */
    KeyParameter(ColumnMap column, String operator) {
        this.column = column;
        this.operator = operator;
    }

    @Override
    public String name() {
        return "parameter:key:" + operator + ":" + column.codec().name();
    }

    @Override
    public String postgresqlType() {
        return column.codec().postgresqlType();
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Object value = bound(column, operator, stored);
        if (value instanceof UUID uuid) {
            statement.setObject(index, uuid);
        } else {
            column.codec().bind(statement, index, value);
        }
    }

    /** A constant in the place of {@code stored}, in the column's type. */
    static Optional<String> literal(ColumnMap column, String operator, Object stored) {
        Object value = bound(column, operator, stored);
        return value instanceof UUID uuid
                ? Optional.of("'" + uuid + "'::uuid")
                : LiteralFields.literal(column.codec(), value);
    }

    /** What the column is compared with: null, a Long, or a UUID that is no key's. */
    private static Object bound(ColumnMap column, String operator, Object stored) {
        Object value = stored == null || column.affinity() == null
                ? stored
                : column.affinity().apply(stored);
        if (value == null || value instanceof Long) {
            return value;
        }
        // every integer is less than every text and blob
        return value instanceof Double real ? nextTo(real, operator) : AFTER_ALL;
    }

    private static Object nextTo(double real, String operator) {
        if (Double.isInfinite(real)) {
            return real > 0 ? AFTER_ALL : BEFORE_ALL;
        }
        BigDecimal exact = new BigDecimal(real);
        boolean up = operator.equals("<") || operator.equals(">=");
        BigDecimal whole = exact.setScale(0, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
        boolean ordered = operator.startsWith("<") || operator.startsWith(">");
        if (!ordered || operator.equals("<>")) {
            return whole.compareTo(exact) == 0 && isLong(whole) ? (Object) whole.longValue() : AFTER_ALL;
        }
        return isLong(whole) ? (Object) whole.longValue() : whole.signum() > 0 ? AFTER_ALL : BEFORE_ALL;
    }

    private static boolean isLong(BigDecimal whole) {
        return whole.toBigInteger().bitLength() < Long.SIZE;
    }
}
