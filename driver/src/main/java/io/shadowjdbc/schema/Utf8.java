package io.shadowjdbc.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks bytes for being UTF-8 as Unicode defines it (no overlong forms, no surrogates, nothing above U+10FFFF), in
 * chunks, and notes the character U+0000. Not for use by several threads.
 */
final class Utf8 implements LargeValue.Sink {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;

    private boolean invalid;
    private boolean nul;
    private long characters;
    private int expected;
    private int lowest;
    private int highest;

    void reset() {
        invalid = false;
        nul = false;
        characters = 0;
        expected = 0;
    }

    /** Whether all bytes are ASCII and none is 0: true for most text, and found out eight bytes at a time. */
    static boolean isPlain(byte[] bytes, int offset, int length) {
        int i = offset;
        int end = offset + length;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            // the subtraction sets a high bit where a byte is 0
            if (((word | (word - LOW_BITS)) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < end; i++) {
            if (bytes[i] <= 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        if (expected == 0 && isPlain(bytes, offset, length)) {
            characters += length;
            return;
        }
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            int b = bytes[i] & 0xFF;
            if (expected > 0) {
                invalid |= b < lowest || b > highest;
                lowest = 0x80;
                highest = 0xBF;
                expected--;
            } else {
                characters++;
                nul |= b == 0;
                begin(b);
            }
        }
    }

    /** Table 3-7 of the Unicode Standard: what may follow the first byte. */
    private void begin(int first) {
        if (first < 0x80) {
            return;
        }
        invalid |= first < 0xC2 || first > 0xF4;
        expected = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    }

    boolean isValid() {
        return !invalid && expected == 0;
    }

    boolean hasNul() {
        return nul;
    }

    /** Code points; meaningful where the text is valid. */
    long characters() {
        return characters;
    }
}
