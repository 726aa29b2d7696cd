package io.shadowjdbc.compare;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;

/**
 * 64-bit hashes of what getters return, for the digest of a row. Equal values of one class hash equally; different
 * ones differ but for a chance of 2^-64. Nothing is allocated for primitives, text and bytes.
 */
final class ValueHash {
    /** The hash of SQL NULL. */
    static final long NULL = 0x9E3779B97F4A7C15L;

    private static final long MULTIPLIER = 0xD1342543DE82EF95L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ValueHash() {}

    static long of(boolean value) {
        return mix(value ? 1 : 2);
    }

    static long of(long value) {
        return mix(value);
    }

    static long of(double value) {
        return mix(Double.doubleToLongBits(value) + 3);
    }

    static long of(String value) {
        if (value == null) {
            return NULL;
        }
        int length = value.length();
        long hash = length + 5L;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            // four at a time: the multiplications wait for one another
            long four = value.charAt(i)
                    | ((long) value.charAt(i + 1) << 16)
                    | ((long) value.charAt(i + 2) << 32)
                    | ((long) value.charAt(i + 3) << 48);
            hash = fold(hash, four);
        }
        for (; i < length; i++) {
            hash = fold(hash, value.charAt(i));
        }
        return mix(hash);
    }

    static long of(byte[] value) {
        if (value == null) {
            return NULL;
        }
        int length = value.length;
        long hash = length + 7L;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            hash = fold(hash, (long) LONGS.get(value, i));
        }
        for (; i < length; i++) {
            hash = fold(hash, value[i]);
        }
        return mix(hash);
    }

    private static long fold(long hash, long next) {
        long folded = (hash ^ next) * MULTIPLIER;
        return folded ^ (folded >>> 32);
    }

    /** Of any object that a getter may return; its class counts. */
    static long of(Object value) {
        if (value == null) {
            return NULL;
        } else if (value instanceof String text) {
            return of(text);
        } else if (value instanceof Integer number) {
            return combine(17, of(number.longValue()));
        } else if (value instanceof Long number) {
            return combine(19, of(number.longValue()));
        } else if (value instanceof Double number) {
            return of(number.doubleValue());
        } else if (value instanceof byte[] bytes) {
            return of(bytes);
        } else if (value instanceof Boolean flag) {
            return of(flag.booleanValue());
        } else if (value instanceof BigDecimal number) {
            return combine(11, of(number.toString()));
        } else if (value instanceof java.util.Date date) {
            return combine(13, of(date.getTime()));
        }
        return combine(of(value.getClass().getName()), of(value.toString()));
    }

    static long combine(long hash, long next) {
        return mix(hash * MULTIPLIER + next);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * MULTIPLIER;
        return mixed ^ (mixed >>> 29);
    }
}
