package io.shadowjdbc.recipe;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The parameters of a prepared statement as the application set them, so that they can be set again on a statement of
 * another connection: with the same setter, in order of position. Numbers are kept without boxing; a snapshot is taken
 * only for a read that is mirrored. Not for use by several threads, except for snapshots, which nobody changes.
 */
public final class Parameters {
    /** Sets one parameter the way that the application did. */
    @FunctionalInterface
    public interface Setter {
        void set(PreparedStatement statement, int index) throws SQLException;
    }

    private enum Kind {
        INT,
        LONG,
        DOUBLE,
        STRING,
        OBJECT,
        BIG_DECIMAL,
        BYTES,
        NULL,
        SETTER
    }

    /** No driver takes more; an index beyond is left to the driver to refuse, and not noted. */
    private static final int MOST = 65_535;

    private static final Kind[] NO_KINDS = {};
    private static final long[] NO_NUMBERS = {};
    private static final Object[] NO_OBJECTS = {};

    private Kind[] kinds = NO_KINDS;
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
        note(index, Kind.STRING, 0, value);
    }

    public void setObject(int index, Object value) {
        note(index, Kind.OBJECT, 0, value);
    }

    public void setBigDecimal(int index, BigDecimal value) {
        note(index, Kind.BIG_DECIMAL, 0, value);
    }

    public void setBytes(int index, byte[] value) {
        note(index, Kind.BYTES, 0, value);
    }

    public void setNull(int index, int sqlType) {
        note(index, Kind.NULL, sqlType, null);
    }

    /** Any other setter. What it holds must allow it to run more than once. */
    public void set(int index, Setter setter) {
        note(index, Kind.SETTER, 0, setter);
    }

    public void clear() {
        Arrays.fill(kinds, 0, highest, null);
        Arrays.fill(objects, 0, highest, null);
        highest = 0;
    }

    /** Sets all noted parameters on the statement; positions that were never set are left unset. */
    public void applyTo(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < highest; i++) {
            if (kinds[i] != null) {
                apply(statement, i);
            }
        }
    }

    /** A copy that later changes, also to byte arrays, do not reach. */
    public Parameters snapshot() {
        Parameters copy = new Parameters();
        if (highest > 0) {
            copy.kinds = Arrays.copyOf(kinds, highest);
            copy.numbers = Arrays.copyOf(numbers, highest);
            copy.objects = Arrays.copyOf(objects, highest);
            copy.highest = highest;
            for (int i = 0; i < highest; i++) {
                if (copy.objects[i] instanceof byte[] bytes) {
                    copy.objects[i] = bytes.clone();
                }
            }
        }
        return copy;
    }

    /** Bytes of heap that the snapshot keeps alive, roughly. */
    public long retainedBytes() {
        long bytes = 64 + 20L * highest;
        for (int i = 0; i < highest; i++) {
            if (objects[i] instanceof String text) {
                bytes += 40 + 2L * text.length();
            } else if (objects[i] instanceof byte[] array) {
                bytes += 16 + array.length;
            } else if (objects[i] != null) {
                bytes += 64;
            }
        }
        return bytes;
    }

    /** The number of positions up to the highest that was set. */
    public int size() {
        return highest;
    }

    /**
     * The value at a position as an object, for a report.
     *
     * @return null for SQL NULL, for a position that was not set, and for setters without a plain value
     */
    public Object value(int index) {
        int i = index - 1;
        if (i < 0 || i >= highest || kinds[i] == null) {
            return null;
        }
        return switch (kinds[i]) {
            case INT, LONG -> numbers[i];
            case DOUBLE -> Double.longBitsToDouble(numbers[i]);
            case NULL, SETTER -> null;
            default -> objects[i];
        };
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
        kinds[i] = kind;
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

    private void apply(PreparedStatement statement, int i) throws SQLException {
        int index = i + 1;
        switch (kinds[i]) {
            case INT -> statement.setInt(index, (int) numbers[i]);
            case LONG -> statement.setLong(index, numbers[i]);
            case DOUBLE -> statement.setDouble(index, Double.longBitsToDouble(numbers[i]));
            case STRING -> statement.setString(index, (String) objects[i]);
            case OBJECT -> statement.setObject(index, objects[i]);
            case BIG_DECIMAL -> statement.setBigDecimal(index, (BigDecimal) objects[i]);
            case BYTES -> statement.setBytes(index, (byte[]) objects[i]);
            case NULL -> statement.setNull(index, (int) numbers[i]);
            case SETTER -> ((Setter) objects[i]).set(statement, index);
        }
    }
}
