package io.shadowjdbc.migrator.verify;

/** Compares values with the ASCII in which PostgreSQL prints them, without making a text of either. */
final class PrintedBytes {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private PrintedBytes() {}

    /** Whether exactly this number is written: no zeros before it, no plus sign. */
    static boolean isDecimal(byte[] printed, long value) {
        boolean negative = value < 0;
        // the lowest number has no positive counterpart, so digits are taken from a negative one
        long rest = negative ? value : -value;
        int i = printed.length - 1;
        do {
            if (i < 0 || printed[i] != '0' - rest % 10) {
                return false;
            }
            rest /= 10;
            i--;
        } while (rest != 0);
        return negative ? i == 0 && printed[0] == '-' : i < 0;
    }

    /**
     * Whether the number written is this one, where that can be said without parsing it in full: of at most 15 digits
     * without an exponent, digits and power of ten are exact as doubles, so that one division rounds correctly.
     *
     * @return false also where it can't be said
     */
    static boolean isSurely(byte[] printed, double value) {
        int i = printed.length > 0 && printed[0] == '-' ? 1 : 0;
        int digits = 0;
        int afterPoint = -1;
        long mantissa = 0;
        if (printed.length - i > EXACT_DIGITS + 1) {
            return false;
        }
        for (int at = i; at < printed.length; at++) {
            if (printed[at] == '.' && afterPoint < 0) {
                afterPoint = digits;
            } else if (printed[at] >= '0' && printed[at] <= '9' && digits < EXACT_DIGITS) {
                mantissa = mantissa * 10 + (printed[at] - '0');
                digits++;
            } else {
                return false;
            }
        }
        double magnitude = mantissa / POWERS_OF_TEN[afterPoint < 0 ? 0 : digits - afterPoint];
        double number = i > 0 ? -magnitude : magnitude;
        return digits > 0 && Double.doubleToRawLongBits(number) == Double.doubleToRawLongBits(value);
    }

    /** Whether exactly these bytes are written, in bytea's hexadecimal form. */
    static boolean isHexadecimal(byte[] printed, byte[] bytes, int offset, int length) {
        if (printed.length != 2 + 2L * length || printed[0] != '\\' || printed[1] != 'x') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int b = bytes[offset + i] & 0xFF;
            if (printed[2 + 2 * i] != DIGITS[b >> 4] || printed[3 + 2 * i] != DIGITS[b & 15]) {
                return false;
            }
        }
        return true;
    }
}
