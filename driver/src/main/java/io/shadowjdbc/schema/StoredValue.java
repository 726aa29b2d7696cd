package io.shadowjdbc.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * What SQLite keeps in a cell: null, {@link Long}, {@link Double}, {@link String} or {@code byte[]}. Text that is not
 * valid UTF-8 is a string as {@link RawText} makes it.
 */
public final class StoredValue {
    private StoredValue() {}

    /**
     * Reads a cell of a result of sqlite-jdbc as the value that is stored.
     *
     * @param row a result set of sqlite-jdbc itself, not of a wrapper that changes values
     * @param column from 1
     */
    public static Object read(ResultSet row, int column) throws SQLException {
        // sqlite-jdbc's getObject looks at the storage class first; it decodes text with replacement characters
        Object value = row.getObject(column);
        if (value instanceof Integer integer) {
            return integer.longValue();
        }
        if (value instanceof String text && text.indexOf('\uFFFD') >= 0) {
            byte[] bytes = row.getBytes(column);
            String raw = RawText.ofBytes(bytes);
            // in a UTF-16 database the bytes are not UTF-8: there the text itself is what is stored
            return Arrays.equals(raw.getBytes(UTF_8), bytes) || !isUtf16Of(bytes, text) ? raw : text;
        }
        return value;
    }

    private static boolean isUtf16Of(byte[] bytes, String text) {
        return bytes.length == 2L * text.length();
    }

    /** Whether two stored values are the same: storage class, bytes of text, bits of reals. */
    public static boolean same(Object left, Object right) {
        if (left instanceof byte[] leftBytes && right instanceof byte[] rightBytes) {
            return Arrays.equals(leftBytes, rightBytes);
        }
        if (left instanceof Double leftReal && right instanceof Double rightReal) {
            return Double.doubleToRawLongBits(leftReal) == Double.doubleToRawLongBits(rightReal);
        }
        return left == null ? right == null : left.equals(right);
    }

    /**
     * Compares as SQLite orders values under the BINARY collation: NULL, numbers by value, text by its UTF-8 bytes,
     * blobs by their bytes (documentation, "Datatypes In SQLite", section 4.1).
     */
    public static int compare(Object left, Object right) {
        StorageClass leftClass = StorageClass.of(left);
        StorageClass rightClass = StorageClass.of(right);
        int rank = Integer.compare(rank(leftClass), rank(rightClass));
        if (rank != 0 || left == null || right == null) {
            return rank;
        }
        return switch (leftClass) {
            case INTEGER, REAL -> compareNumbers((Number) left, (Number) right);
            case TEXT -> compareText((String) left, (String) right);
            default -> Arrays.compareUnsigned((byte[]) left, (byte[]) right);
        };
    }

    private static int rank(StorageClass storageClass) {
        return storageClass == StorageClass.REAL ? StorageClass.INTEGER.code : storageClass.code;
    }

    private static int compareNumbers(Number left, Number right) {
        if (left instanceof Long leftInteger && right instanceof Long rightInteger) {
            return Long.compare(leftInteger, rightInteger);
        }
        double leftReal = left.doubleValue();
        double rightReal = right.doubleValue();
        if (leftReal != rightReal || Double.isInfinite(leftReal)) {
            return leftReal < rightReal ? -1 : leftReal > rightReal ? 1 : 0;
        }
        // equal as doubles: the integer side may have lost its last bits
        return exact(left).compareTo(exact(right));
    }

    private static BigDecimal exact(Number number) {
        return number instanceof Long integer ? BigDecimal.valueOf(integer) : new BigDecimal(number.doubleValue());
    }

    /** By code points, which is the order of UTF-8's bytes; Java's own order, by UTF-16 units, is another. */
    private static int compareText(String left, String right) {
        if (!RawText.isValid(left) || !RawText.isValid(right)) {
            return Arrays.compareUnsigned(RawText.toBytes(left), RawText.toBytes(right));
        }
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean sameKind = Character.isSurrogate(a) == Character.isSurrogate(b);
                return sameKind ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /**
     * Folds the value into a digest: one byte for the storage class, the length where it varies, the bytes. Equal
     * digests mean {@linkplain #same the same} values.
     */
    public static void update(MessageDigest digest, Object stored) {
        StorageClass storageClass = StorageClass.of(stored);
        digest.update(storageClass.code);
        switch (storageClass) {
            case NULL -> {}
            case INTEGER -> updateLong(digest, (Long) stored);
            case REAL -> updateLong(digest, Double.doubleToRawLongBits((Double) stored));
            case TEXT -> updateBytes(digest, RawText.toBytes((String) stored));
            case BLOB -> updateBytes(digest, (byte[]) stored);
        }
    }

    private static void updateBytes(MessageDigest digest, byte[] bytes) {
        updateLong(digest, bytes.length);
        digest.update(bytes);
    }

    static void updateLong(MessageDigest digest, long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            digest.update((byte) (value >>> shift));
        }
    }

    /** Storage class and size, for messages that must not show the value: {@code TEXT of 12 bytes}. */
    public static String describe(Object stored) {
        StorageClass storageClass = StorageClass.of(stored);
        return switch (storageClass) {
            case TEXT -> "TEXT of " + RawText.toBytes((String) stored).length + " bytes";
            case BLOB -> "BLOB of " + ((byte[]) stored).length + " bytes";
            default -> storageClass.name();
        };
    }
}
