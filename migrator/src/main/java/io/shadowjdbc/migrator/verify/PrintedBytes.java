package io.shadowjdbc.migrator.verify;

/** Compares values with the ASCII in which PostgreSQL prints them, without making a text of either. */
final class PrintedBytes {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
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
