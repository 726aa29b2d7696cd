package io.shadowjdbc.dialect.postgresql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.shadowjdbc.dialect.SqliteValues;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** A parameter where a number stands. */
final class NumberParameter extends BindOnly {
    /** What becomes of text. */
    private enum Text {
        /** Text that is wholly a number is compared as one: the other side has a numeric affinity. */
        AFFINITY,
        /** Text is compared as text: it is greater than every number. */
        EXACT,
        /** The number at its start. */
        ARITHMETIC,
        /** The number at its start as a REAL, as abs() takes it. */
        REAL,
        /** The digits at its start, as CAST AS INTEGER takes it. */
        WHOLE,
        /** As ARITHMETIC, but of a REAL the digits at its start only, as % takes it. */
        MODULO
    }

    static final NumberParameter COMPARED_WITH_COLUMN = new NumberParameter(Text.AFFINITY);
    static final NumberParameter COMPARED = new NumberParameter(Text.EXACT);
    static final NumberParameter OPERAND = new NumberParameter(Text.ARITHMETIC);
    static final NumberParameter OF_ABS = new NumberParameter(Text.REAL);
    static final NumberParameter OF_MODULO = new NumberParameter(Text.MODULO);
    static final NumberParameter WHOLE = new NumberParameter(Text.WHOLE);

    private final Text text;

    private NumberParameter(Text text) {
        this.text = text;
    }

    @Override
    public String name() {
        return "parameter:number:" + text;
    }

    @Override
    public String postgresqlType() {
        return text == Text.WHOLE ? "bigint" : "numeric";
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException {
        boolean compared = text == Text.AFFINITY || text == Text.EXACT;
        // a blob is a number by the digits at its start, as text is
        Object value = stored instanceof byte[] bytes && !compared ? new String(bytes, ISO_8859_1) : stored;
        if (value instanceof String string) {
            value = switch (text) {
                case AFFINITY -> SqliteValues.numeric(string);
                case EXACT -> string;
                case ARITHMETIC -> SqliteValues.prefixNumber(string);
                case WHOLE -> (Object) SqliteValues.prefixInteger(string);
                case MODULO -> modulo(string);
                case REAL -> ((Number) SqliteValues.prefixNumber(string)).doubleValue();
            };
        }
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else if (value instanceof Long whole) {
            statement.setLong(index, whole);
        } else if (value instanceof Double real) {
            if (text == Text.WHOLE) {
                statement.setLong(index, (long) (double) real);
            } else if (compared && real == Math.rint(real) && !Double.isInfinite(real)) {
                // PostgreSQL would compare a bigint with it as a double, which has not all its digits
                statement.setBigDecimal(index, new BigDecimal(real));
            } else {
                statement.setDouble(index, real);
            }
        } else {
            // text and blobs are greater than every number
            statement.setDouble(index, Double.POSITIVE_INFINITY);
        }
    }

    private static Object modulo(String text) {
        Object number = SqliteValues.prefixNumber(text);
        return number instanceof Double ? (Object) (double) SqliteValues.prefixInteger(text) : number;
    }
}
