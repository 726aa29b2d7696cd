package io.shadowjdbc.migrator.verify;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The content of a table in 256 bits, whatever the order of its rows: the sum of the rows' SHA-256, as big-endian numbers,
 * modulo 2^256. A row that is there twice counts twice. Not for use by several threads.
 */
final class ContentDigest {
    private static final int WORDS = 4;

    private final long[] sum = new long[WORDS];

    /** @param hash a row's SHA-256 */
    void add(byte[] hash) {
        ByteBuffer words = ByteBuffer.wrap(hash);
        long carry = 0;
        for (int i = WORDS - 1; i >= 0; i--) {
            long word = words.getLong(i * Long.BYTES);
            long added = sum[i] + word;
            long next = Long.compareUnsigned(added, word) < 0 ? 1 : 0;
            sum[i] = added + carry;
            carry = next | (carry == 1 && sum[i] == 0 ? 1 : 0);
        }
    }

    /** In hexadecimal. */
    String hex() {
        ByteBuffer bytes = ByteBuffer.allocate(WORDS * Long.BYTES);
        for (long word : sum) {
            bytes.putLong(word);
        }
        return HexFormat.of().formatHex(bytes.array());
    }
}
