package io.shadowjdbc.compare;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * One call that reads a value.
 *
 * @param getter which
 * @param column from 1, or 0 where a label was given
 * @param label the label that was given, or null
 * @param type the class that {@code getObject} was asked for, or null
 */
record Step(Getter getter, int column, String label, Class<?> type) {

    boolean is(Getter otherGetter, int otherColumn, String otherLabel, Class<?> otherType) {
        return getter == otherGetter
                && column == otherColumn
                && type == otherType
                && (label == otherLabel || (label != null && label.equals(otherLabel)));
    }

    /** For a report. */
    Map<String, Object> toReport() {
        return label == null
                ? Map.of("getter", getter.methodName(), "column", column)
                : Map.of("getter", getter.methodName(), "label", label);
    }

    /** What the call gives, boxed. */
    Object read(ResultSet row) throws SQLException {
        if (type != null) {
            return label == null ? row.getObject(column, type) : row.getObject(label, type);
        }
        return label == null ? getter.read(row, column) : getter.read(row, label);
    }

    /** The hash of what the call gave, as the recorder made it for the application's own call. */
    long hash(Object value) {
        return switch (getter) {
            case BYTE, SHORT, INT, LONG -> ValueHash.of(((Number) value).longValue());
            case FLOAT, DOUBLE -> ValueHash.of(((Number) value).doubleValue());
            default -> ValueHash.of(value);
        };
    }
}
