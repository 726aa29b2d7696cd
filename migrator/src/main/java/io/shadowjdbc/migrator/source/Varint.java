package io.shadowjdbc.migrator.source;

/** SQLite's integers of 1 to 9 bytes (documentation, "Database File Format", section 1.6). */
final class Varint {
    private static final int MOST_BYTES = 9;

    private Varint() {}

    /** The number that begins there; the array goes on for at least 9 bytes. */
    static long read(byte[] bytes, int position) {
        long value = 0;
        for (int i = 0; i < MOST_BYTES - 1; i++) {
            byte b = bytes[position + i];
            value = value << 7 | (b & 0x7F);
            if (b >= 0) {
                return value;
            }
        }
        return value << 8 | (bytes[position + MOST_BYTES - 1] & 0xFF);
    }

    /** The bytes that it takes. */
    static int length(byte[] bytes, int position) {
        for (int i = 0; i < MOST_BYTES - 1; i++) {
            if (bytes[position + i] >= 0) {
                return i + 1;
            }
        }
        return MOST_BYTES;
    }
}
