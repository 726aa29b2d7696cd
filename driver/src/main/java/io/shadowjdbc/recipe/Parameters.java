package io.shadowjdbc.recipe;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The parameters of a prepared statement as the application set them, so that they can be set again on a statement of
 * another connection. Numbers are kept without boxing, so that noting them allocates nothing; a {@linkplain #snapshot
 * snapshot} is taken only for a read that is mirrored or when the provider has changed. Not for use by several threads.
 */
public final class Parameters {
    private enum Kind {
        UNSET,
        INT,
        LONG,
        DOUBLE,
        /** An object whose class tells the setter. */
        VALUE,
        OBJECT,
        NULL
    }

    /** No driver takes more; an index beyond is left to the driver to refuse, and not noted. */
    private static final int MOST = 65_535;

    private static final Kind[] KINDS = Kind.values();
    private static final byte[] NO_KINDS = {};
    private static final long[] NO_NUMBERS = {};
    private static final Object[] NO_OBJECTS = {};

    /**
     * Places in {@link #KINDS}. Not the kinds themselves: to store a reference in an array that has survived collections
     * makes G1 wait for all stores before it.
     */
    private byte[] kinds = NO_KINDS;

    private long[] numbers = NO_NUMBERS;
    private Object[] objects = NO_OBJECTS;
    private int highest;

    public void setInt(int index, int value) {
        note(index, Kind.INT, value, null);
    }

    public void setLong(int index, long value) {
        note(index, Kind.LONG, value, null);
    }

    public void setDouble(int index, double value) {
        note(index, Kind.DOUBLE, Double.doubleToRawLongBits(value), null);
    }

    public void setString(int index, String value) {
        noteValue(index, value, ParameterValues.NULL_STRING);
    }

    public void setObject(int index, Object value) {
        note(index, Kind.OBJECT, 0, value);
    }

    public void setBigDecimal(int index, BigDecimal value) {
        noteValue(index, value, ParameterValues.NULL_BIG_DECIMAL);
    }

    public void setBytes(int index, byte[] value) {
        noteValue(index, value, ParameterValues.NULL_BYTES);
    }

    public void setNull(int index, int sqlType) {
        note(index, Kind.NULL, sqlType, null);
    }

    /** Any other setter. What it holds must allow it to run more than once. */
    public void set(int index, ParameterValues.Setter setter) {
        note(index, Kind.VALUE, 0, setter);
    }

    /** Forgets all, and keeps the memory. */
    public void clear() {
        for (int i = 0; i < highest; i++) {
            kinds[i] = 0;
            objects[i] = null;
        }
        highest = 0;
    }

    /** A copy that later changes, also to byte arrays, do not reach. */
    public ParameterValues snapshot() {
        if (highest == 0) {
            return ParameterValues.NONE;
        }
        Object[] values = new Object[highest];
        for (int i = 0; i < highest; i++) {
            values[i] = valueOf(i);
        }
        return new ParameterValues(values);
    }

    private Object valueOf(int i) {
        return switch (KINDS[kinds[i]]) {
            case UNSET -> null;
            case INT -> (int) numbers[i];
            case LONG -> numbers[i];
            case DOUBLE -> Double.longBitsToDouble(numbers[i]);
            case VALUE -> copyOf(objects[i]);
            case OBJECT -> new ParameterValues.AsObject(copyOf(objects[i]));
            case NULL -> new ParameterValues.Null((int) numbers[i]);
        };
    }

    private static Object copyOf(Object value) {
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    private void noteValue(int index, Object value, ParameterValues.Setter nothing) {
        note(index, Kind.VALUE, 0, value == null ? nothing : value);
    }

    private void note(int index, Kind kind, long number, Object object) {
        int i = index - 1;
        if (i >= kinds.length) {
            if (index > MOST) {
                return;
            }
            grow(index);
        } else if (i < 0) {
            return;
        }
        kinds[i] = (byte) kind.ordinal();
        numbers[i] = number;
        objects[i] = object;
        if (index > highest) {
            highest = index;
        }
    }

    private void grow(int size) {
        int capacity = Math.max(size, Math.max(4, kinds.length * 2));
        kinds = Arrays.copyOf(kinds, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        objects = Arrays.copyOf(objects, capacity);
    }
}
