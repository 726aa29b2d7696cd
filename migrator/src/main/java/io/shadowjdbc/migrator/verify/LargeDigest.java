package io.shadowjdbc.migrator.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.shadowjdbc.schema.StorageClass;
import io.shadowjdbc.schema.StoredCell;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A text or blob too large to be fetched as a whole, by its SHA-256: each database's own bytes are digested where they
 * are, PostgreSQL's by its sha256().
 *
 * @param storageClass what SQLite has to store
 * @param length bytes; of text in UTF-8
 * @param sha256 in hexadecimal
 */
record LargeDigest(StorageClass storageClass, long length, String sha256) {
    /** Longer values are compared by their digest. */
    static final long FROM_BYTES = 1 << 20;

    /** No compressed value as small as this is longer than {@link #FROM_BYTES}: lz4 and pglz make 255 bytes of one at most. */
    private static final int SURELY_SMALL = 4_096;

    private static final int ANY_TEXT = 2;

    static boolean isLarge(StoredCell cell) {
        boolean bytes = cell.storageClass() == StorageClass.TEXT || cell.storageClass() == StorageClass.BLOB;
        return bytes && cell.length() > FROM_BYTES;
    }

    static LargeDigest of(StoredCell cell) throws SQLException {
        MessageDigest digest = CellComparison.sha256();
        cell.read(digest::update);
        return new LargeDigest(
                cell.storageClass(), cell.length(), HexFormat.of().formatHex(digest.digest()));
    }

    /** SQL: whether the column's value is large. {@code any} has one byte more. */
    static String condition(String column, String codec) {
        String more = family(codec).equals("any") ? " + 1" : "";
        return "pg_column_size(" + column + ") > " + SURELY_SMALL + " AND octet_length("
                + (isBytea(codec) ? column : column + "::text") + ") > " + FROM_BYTES + more;
    }

    /** SQL: the digest of the column's value, as {@link #parse} reads it. */
    static String expression(String column, String codec) {
        String bytes = bytes(column, codec);
        if (family(codec).equals("any")) {
            // its layout: one byte for the storage class, then the value
            return "get_byte(" + column + ", 0) || ' ' || octet_length(" + column
                    + ") - 1 || ' ' || encode(sha256(substring(" + column + " FROM 2)), 'hex')";
        }
        return "'0 ' || octet_length(" + bytes + ") || ' ' || encode(sha256(" + bytes + "), 'hex')";
    }

    /** The database's own encoding is UTF8, too. */
    private static String bytes(String column, String codec) {
        return isBytea(codec) ? column : "convert_to(" + column + "::text, 'UTF8')";
    }

    private static String family(String codec) {
        return codec.split(":", 2)[0];
    }

    private static boolean isBytea(String codec) {
        return switch (family(codec)) {
            case "blob", "raw-text", "any" -> true;
            default -> false;
        };
    }

    /** Whether the codec's values may be large at all. */
    static boolean mayBeLarge(String codec) {
        return switch (family(codec)) {
            case "text", "json", "affinity" -> true;
            default -> isBytea(codec);
        };
    }

    static LargeDigest parse(String codec, byte[] printed) {
        String[] parts = new String(printed, US_ASCII).split(" ");
        boolean blob =
                family(codec).equals("blob") || (family(codec).equals("any") && Integer.parseInt(parts[0]) != ANY_TEXT);
        return new LargeDigest(blob ? StorageClass.BLOB : StorageClass.TEXT, Long.parseLong(parts[1]), parts[2]);
    }

    /** Folds it into a digest of rows. */
    void update(MessageDigest digest) {
        digest.update((storageClass.name() + length + sha256).getBytes(US_ASCII));
    }

    /** For messages: {@code BLOB of 12 bytes (01ab...)}. */
    String describe() {
        return storageClass.name() + " of " + length + " bytes (" + sha256.substring(0, 8) + ")";
    }
}
