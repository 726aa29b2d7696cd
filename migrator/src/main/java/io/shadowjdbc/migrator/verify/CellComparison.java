package io.shadowjdbc.migrator.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shadowjdbc.migrator.source.RowReader;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.StoredValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Compares a cell in two ways that share no code: the codec reads PostgreSQL's value as SQLite would store it, and the
 * text that PostgreSQL prints is held against what SQLite stores.
 */
final class CellComparison {
    private CellComparison() {}

    /** The difference, or null if there is none. */
    static Difference compare(
            String table, String key, ColumnMap column, Object source, Object decoded, String error, String text) {
        // what the operator has chosen to alter is held against what it was to become
        Object stored = column.codec().kept(source);
        if (error == null && !StoredValue.same(stored, decoded)) {
            return difference(table, key, column, describe(stored), describe(decoded), stored, text);
        }
        if (error != null) {
            return difference(table, key, column, describe(stored), error, stored, text);
        }
        if (!RenderedValue.agrees(column.codec().name(), stored, text)) {
            String shown = text == null ? "NULL" : "a text of " + text.length() + " characters (" + hash(text) + ")";
            return difference(
                    table,
                    key,
                    column,
                    describe(stored),
                    "prints " + shown + ", which is not that value under codec "
                            + column.codec().name(),
                    stored,
                    text);
        }
        return null;
    }

    private static Difference difference(
            String table, String key, ColumnMap column, String source, String target, Object stored, String text) {
        return new Difference(
                Difference.Kind.VALUE,
                table,
                key,
                column.sqliteName(),
                "SQLite has " + source + ", PostgreSQL " + target,
                RowReader.literal(stored),
                text == null ? "NULL" : RowReader.literal(text));
    }

    /** Storage class, length and a hash: enough to tell values apart, without showing them. */
    static String describe(Object stored) {
        if (stored == null) {
            return "NULL";
        }
        MessageDigest digest = sha256();
        StoredValue.update(digest, stored);
        return StoredValue.describe(stored) + " (" + HexFormat.of().formatHex(digest.digest(), 0, 4) + ")";
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)), 0, 4);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
