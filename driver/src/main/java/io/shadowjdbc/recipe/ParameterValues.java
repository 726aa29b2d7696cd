package io.shadowjdbc.recipe;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The parameters of one execution, as the application set them: with the same setter, in order of position. Nobody
 * changes it. May be shared by threads.
 */
public final class ParameterValues {
    /** Sets one parameter the way that the application did. */
    @FunctionalInterface
    public interface Setter {
        void set(PreparedStatement statement, int index) throws SQLException;
    }

    /** What {@code setNull} was called with. */
    record Null(int sqlType) {}

    /** What {@code setObject} was called with. */
    record AsObject(Object value) {}

    static final Setter NULL_STRING = (statement, index) -> statement.setString(index, null);
    static final Setter NULL_BIG_DECIMAL = (statement, index) -> statement.setBigDecimal(index, null);
    static final Setter NULL_BYTES = (statement, index) -> statement.setBytes(index, null);

    /** Of a statement without parameters. */
    public static final ParameterValues NONE = new ParameterValues(new Object[0]);

    /** Null where nothing was set; else an object whose class tells the setter. */
    private final Object[] values;

    ParameterValues(Object[] values) {
        this.values = values;
    }

    /** Sets all parameters on the statement; positions that were never set are left unset. */
    public void applyTo(PreparedStatement statement) throws SQLException {
        applyFirst(values.length, statement);
    }

    /** Sets the first parameters only: the statement has no more. */
    public void applyFirst(int count, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < Math.min(count, values.length); i++) {
            if (values[i] != null) {
                apply(statement, i + 1, values[i]);
            }
        }
    }

    private static void apply(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Double number) {
            statement.setDouble(index, number);
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Null nothing) {
            statement.setNull(index, nothing.sqlType());
        } else if (value instanceof AsObject object) {
            statement.setObject(index, object.value());
        } else {
            ((Setter) value).set(statement, index);
        }
    }

    /** Bytes of heap that this keeps alive, roughly. */
    public long retainedBytes() {
        long bytes = 32;
        for (Object value : values) {
            bytes += 4 + retainedBytes(value);
        }
        return bytes;
    }

    private static long retainedBytes(Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof String text) {
            return 40 + 2L * text.length();
        } else if (value instanceof byte[] bytes) {
            return 16 + bytes.length;
        } else if (value instanceof AsObject object) {
            return 16 + retainedBytes(object.value());
        }
        return value instanceof Integer ? 16 : 64;
    }

    /** The number of positions up to the highest that was set. */
    public int size() {
        return values.length;
    }

    /**
     * The value at a position as an object, for a report.
     *
     * @return null for SQL NULL, for a position that was not set, and for setters without a plain value
     */
    public Object value(int index) {
        Object value = values[index - 1];
        if (value instanceof AsObject object) {
            return object.value();
        }
        return value instanceof Null || value instanceof Setter ? null : value;
    }
}
