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
    private static final long OTHER_MULTIPLIER = 0xC2B2AE3D27D4EB4FL;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ValueHash() {}

    static long of(boolean value) {
        return value ? 1 : 2;
    }

    static long of(long value) {
        return value;
    }

    static long of(double value) {
        return Double.doubleToLongBits(value) + 3;
    }

    static long of(String value) {
        if (value == null) {
            return NULL;
        }
        int length = value.length();
        long hash = (length + 5) * MULTIPLIER;
        if (length < 8) {
            return ofFew(value, length, hash);
        }
        // eight characters at a time, for the multiplications wait for one another; without a loop as far as most texts
        // go, for it takes longer to begin and to end than these do
        hash = combine(hash, four(value, 0), four(value, 4));
        if (length >= 16) {
            hash = combine(hash, four(value, 8), four(value, 12));
            if (length >= 24) {
                hash = combine(hash, four(value, 16), four(value, 20));
                if (length >= 32) {
                    hash = ofMany(value, length, hash);
                }
            }
        }
        int left = length & 7;
        if (left == 0) {
            return hash;
        }
        // the last ones, even where some of them were taken before
        long last = four(value, length - 4);
        return left <= 4 ? combine(hash, last) : combine(hash, four(value, length - 8), last);
    }

    private static long ofFew(String value, int length, long hash) {
        if (length == 0) {
            return hash;
        } else if (length < 4) {
            // the first, the middle and the last: with the length, these are all
            return combine(
                    hash,
                    value.charAt(0)
                            | ((long) value.charAt(length / 2) << 16)
                            | ((long) value.charAt(length - 1) << 32));
        }
        long last = four(value, length - 4);
        return length == 4 ? combine(hash, last) : combine(hash, four(value, 0), last);
    }

    /** All whole eights from the fourth on. */
    private static long ofMany(String value, int length, long before) {
        long hash = before;
        for (int i = 24; i <= length - 8; i += 8) {
            hash = combine(hash, four(value, i), four(value, i + 4));
        }
        return hash;
    }

    private static long four(String text, int i) {
        return text.charAt(i)
                | ((long) text.charAt(i + 1) << 16)
                | ((long) text.charAt(i + 2) << 32)
                | ((long) text.charAt(i + 3) << 48);
    }

    static long of(byte[] value) {
        if (value == null) {
            return NULL;
        }
        int length = value.length;
        long hash = (length + 7) * MULTIPLIER;
        if (length >= 8) {
            for (int i = 0; i < length - 8; i += 8) {
                hash = combine(hash, (long) LONGS.get(value, i));
            }
            return combine(hash, (long) LONGS.get(value, length - 8));
        }
        for (byte b : value) {
            hash = combine(hash, b);
        }
        return hash;
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

    /** Adds a value to the hash of those before it. */
    static long combine(long hash, long next) {
        long combined = (hash ^ next) * MULTIPLIER;
        return combined ^ (combined >>> 32);
    }

    private static long combine(long hash, long next, long afterNext) {
        return combine(hash + afterNext * OTHER_MULTIPLIER, next);
    }

    /** Spreads a hash over all bits, so that the sum of several tells them apart. */
    static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 32)) * MULTIPLIER;
        return mixed ^ (mixed >>> 29);
    }
}
