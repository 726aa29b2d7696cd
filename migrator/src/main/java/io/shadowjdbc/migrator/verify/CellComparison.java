package io.shadowjdbc.migrator.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shadowjdbc.migrator.source.RowReader;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.StoredCell;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * Compares a cell in two ways that share no code: the codec reads PostgreSQL's value as SQLite would store it, and the
 * text that PostgreSQL prints is held against what SQLite stores. Large values are compared by their SHA-256.
 */
final class CellComparison {
    private CellComparison() {}

    /** The difference, or null if there is none; the row is named by whoever finds one. */
    static Difference compare(
            String table, ColumnMap column, RenderedValue rendered, StoredCell source, TargetRow row, int position)
            throws SQLException {
        StoredCell stored = kept(column.codec(), source);
        LargeDigest large = row.large(position);
        if (large != null || LargeDigest.isLarge(stored)) {
            return compareLarge(table, column, stored, row, position, large);
        }
        String error = row.error(position);
        Object decoded = row.value(position);
        byte[] printed = row.printed(position);
        if (error == null && !stored.same(decoded)) {
            error = describe(decoded);
        } else if (error == null && !rendered.agrees(stored, printed)) {
            String shown = printed == null ? "NULL" : "a text of " + printed.length + " bytes (" + hash(printed) + ")";
            error = "prints " + shown + ", which is not that value under codec "
                    + column.codec().name();
        }
        return error == null ? null : difference(table, column, stored, error, literal(printed));
    }

    /** What has to be on PostgreSQL: what is stored, unless the operator has chosen to alter it. */
    static StoredCell kept(Codec codec, StoredCell cell) throws SQLException {
        if (!codec.alters()) {
            return cell;
        }
        StoredCell kept = new StoredCell();
        kept.set(codec.kept(cell.value()));
        return kept;
    }

    /** By the digests of both sides, where both are large; else they differ in length. */
    private static Difference compareLarge(
            String table, ColumnMap column, StoredCell stored, TargetRow row, int position, LargeDigest large)
            throws SQLException {
        if (large == null) {
            return difference(table, column, stored, describe(row.value(position)), literal(row.printed(position)));
        }
        if (LargeDigest.isLarge(stored) && LargeDigest.of(stored).equals(large)) {
            return null;
        }
        return difference(table, column, stored, large.describe(), large.describe());
    }

    private static String literal(byte[] printed) {
        return printed == null ? "NULL" : RowReader.literal(new String(printed, UTF_8));
    }

    private static Difference difference(
            String table, ColumnMap column, StoredCell stored, String target, String targetValue) throws SQLException {
        return new Difference(
                Difference.Kind.VALUE,
                table,
                null,
                column.sqliteName(),
                "SQLite has " + describe(stored) + ", PostgreSQL " + target,
                RowReader.literal(stored),
                targetValue);
    }

    /** Storage class, length and a hash: enough to tell values apart, without showing them. */
    static String describe(Object stored) throws SQLException {
        StoredCell cell = new StoredCell();
        cell.set(stored);
        return describe(cell);
    }

    static String describe(StoredCell cell) throws SQLException {
        if (cell.isNull()) {
            return "NULL";
        }
        if (LargeDigest.isLarge(cell)) {
            return LargeDigest.of(cell).describe();
        }
        MessageDigest digest = sha256();
        cell.update(digest);
        return cell.describe() + " (" + HexFormat.of().formatHex(digest.digest(), 0, 4) + ")";
    }

    private static String hash(byte[] printed) {
        return HexFormat.of().formatHex(sha256().digest(printed), 0, 4);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
