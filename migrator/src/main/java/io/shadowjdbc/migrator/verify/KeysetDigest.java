package io.shadowjdbc.migrator.verify;

import io.shadowjdbc.schema.StoredCell;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;

/** SHA-256 over the keys of a table in their order. Not for use by several threads. */
final class KeysetDigest {
    private static final int BUFFER_BYTES = 8_192;
    private static final int INTEGER_BYTES = 9;

    private final MessageDigest digest = CellComparison.sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final StoredCell cell = new StoredCell();
    private int size;

    /** Integers, which most keys are, are gathered: the digest is slow with a few bytes at a time. */
    private void integer(long value) {
        if (size + INTEGER_BYTES > BUFFER_BYTES) {
            flush();
        }
        buffer[size++] = 1;
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
    }

    void update(StoredCell stored) throws SQLException {
        switch (stored.storageClass()) {
            case INTEGER -> integer(stored.integer());
            default -> {
                flush();
                stored.update(digest);
            }
        }
    }

    void update(Object stored) throws SQLException {
        if (stored instanceof Long value) {
            integer(value);
        } else {
            cell.set(stored);
            update(cell);
        }
    }

    private void flush() {
        digest.update(buffer, 0, size);
        size = 0;
    }

    /** The digest so far, in hexadecimal; ends it. */
    String end() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }
}
