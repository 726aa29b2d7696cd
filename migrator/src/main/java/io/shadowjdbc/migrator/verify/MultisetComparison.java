package io.shadowjdbc.migrator.verify;

import io.shadowjdbc.migrator.source.RowReader;
import io.shadowjdbc.migrator.source.RowidRange;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredCell;
import io.shadowjdbc.schema.StoredValue;
import io.shadowjdbc.schema.TableMap;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a table without a usable key as a multiset of rows: SHA-256 of each row, added up in buckets on both sides.
 * Only the rows of buckets that differ are then looked at one by one, so memory does not grow with the table.
 */
final class MultisetComparison {
    private static final int BUCKETS = 4_096;
    private static final int MOST_CANDIDATES = 100_000;
    private static final int MOST_PAIRED = 100;
    private static final long MOST_BYTES_PAIRED = 1 << 16;

    private final SqliteTable table;
    private final TableMap map;
    private final List<SqliteColumn> columns;
    private final List<ColumnMap> mapped;
    private final TableResult result;
    private final Runnable rowDone;
    private final RenderedValue[] rendered;
    private final RowHash rowHash;
    private final StoredCell cell = new StoredCell();

    MultisetComparison(
            SqliteTable table,
            TableMap map,
            List<SqliteColumn> columns,
            List<ColumnMap> mapped,
            TableResult result,
            Runnable rowDone) {
        this.table = table;
        this.map = map;
        this.columns = columns;
        this.mapped = mapped;
        this.result = result;
        this.rowDone = rowDone;
        this.rendered = RenderedValue.of(mapped);
        this.rowHash = new RowHash(mapped);
    }

    /** A row that one side may have more often than the other. */
    private static final class Candidate {
        private int surplus;
        private Object[] values;
        private String key;
    }

    void run(Connection source, Connection target) throws SQLException {
        long[] here = new long[2 * BUCKETS];
        long[] there = new long[2 * BUCKETS];
        ContentDigest sourceContent = new ContentDigest();
        ContentDigest targetContent = new ContentDigest();
        long sourceRows = 0;
        long targetRows = 0;
        try (RowReader left = RowReader.open(source, table, columns, RowidRange.ALL)) {
            for (; left.next(); sourceRows++) {
                byte[] hash = rowHash.of(left);
                count(here, hash);
                sourceContent.add(hash);
                rowDone.run();
            }
        }
        try (TargetRow right = new TargetRow(target, map, mapped, "", List.of())) {
            for (; right.next(); targetRows++) {
                checkPrinted(right);
                byte[] hash = rowHash.of(right);
                count(there, hash);
                targetContent.add(hash);
            }
        }
        result.rows(sourceRows, targetRows);
        result.contents(sourceContent.hex(), targetContent.hex());
        result.compared(mapped.size() * Math.min(sourceRows, targetRows));
        boolean[] differs = new boolean[BUCKETS];
        boolean any = false;
        for (int i = 0; i < BUCKETS; i++) {
            differs[i] = here[2 * i] != there[2 * i] || here[2 * i + 1] != there[2 * i + 1];
            any |= differs[i];
        }
        if (any || sourceRows != targetRows) {
            locate(source, target, differs);
        }
    }

    /** Since the rows agree as decoded, what is printed has to agree with what is decoded. */
    private void checkPrinted(TargetRow right) throws SQLException {
        for (int i = 0; i < rendered.length; i++) {
            if (right.large(i) != null) {
                continue;
            }
            cell.set(right.value(i));
            Difference difference =
                    CellComparison.compare(map.sqliteName(), mapped.get(i), rendered[i], cell, right, i);
            if (difference != null) {
                result.add(difference);
            }
        }
    }

    /** The values of a row, for a close look; null if that takes too much memory. */
    private Object[] values(RowReader left) throws SQLException {
        long bytes = 0;
        for (int i = 0; i < rendered.length; i++) {
            bytes += left.cell(i).length();
        }
        if (bytes > MOST_BYTES_PAIRED) {
            return null;
        }
        Object[] values = new Object[rendered.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = mapped.get(i).codec().kept(left.value(i));
        }
        return values;
    }

    private Object[] values(TargetRow right) {
        long bytes = 0;
        Object[] values = new Object[rendered.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = right.value(i);
            bytes += right.large(i) != null
                    ? LargeDigest.FROM_BYTES
                    : right.printed(i) == null ? 0 : right.printed(i).length;
        }
        return bytes > 2 * MOST_BYTES_PAIRED ? null : values;
    }

    private static int bucket(byte[] hash) {
        return (ByteBuffer.wrap(hash).getInt(28) & Integer.MAX_VALUE) % BUCKETS;
    }

    private static void count(long[] sums, byte[] hash) {
        ByteBuffer words = ByteBuffer.wrap(hash);
        int bucket = bucket(hash);
        sums[2 * bucket] += words.getLong(0);
        sums[2 * bucket + 1] += words.getLong(8);
    }

    private void locate(Connection source, Connection target, boolean[] differs) throws SQLException {
        Map<BigInteger, Candidate> candidates = new LinkedHashMap<>();
        try (RowReader left = RowReader.open(source, table, columns, RowidRange.ALL)) {
            while (left.next()) {
                byte[] hash = rowHash.of(left);
                Candidate added = note(candidates, differs, hash, 1);
                if (added != null) {
                    added.key = left.key();
                    added.values = candidates.size() <= 2 * MOST_PAIRED ? values(left) : null;
                }
            }
        }
        try (TargetRow right = new TargetRow(target, map, mapped, "", List.of())) {
            while (right.next()) {
                Candidate added = note(candidates, differs, rowHash.of(right), -1);
                if (added != null) {
                    added.key = "of PostgreSQL";
                    added.values = candidates.size() <= 2 * MOST_PAIRED ? values(right) : null;
                }
            }
        }
        List<Candidate> missing = new ArrayList<>();
        List<Candidate> extra = new ArrayList<>();
        for (Candidate candidate : candidates.values()) {
            (candidate.surplus > 0 ? missing : extra)
                    .addAll(java.util.Collections.nCopies(Math.abs(candidate.surplus), candidate));
        }
        report(missing, extra);
        if (result.found() == 0) {
            // more rows differ than are kept for a close look
            result.add(Difference.ofTable(
                    Difference.Kind.MISSING_ROW, map.sqliteName(), null, "the rows differ as a whole"));
        }
    }

    /** Returns the candidate if it is a new one. */
    private static Candidate note(Map<BigInteger, Candidate> candidates, boolean[] differs, byte[] hash, int side) {
        if (!differs[bucket(hash)]) {
            return null;
        }
        BigInteger id = new BigInteger(1, hash);
        Candidate candidate = candidates.get(id);
        boolean added = candidate == null;
        if (added) {
            if (candidates.size() >= MOST_CANDIDATES) {
                return null;
            }
            candidate = new Candidate();
            candidates.put(id, candidate);
        }
        candidate.surplus += side;
        if (candidate.surplus == 0) {
            candidates.remove(id);
        }
        return added ? candidate : null;
    }

    /** A missing and an extra row that agree in most columns are taken for one row with a changed value. */
    private void report(List<Candidate> missing, List<Candidate> extra) throws SQLException {
        for (Candidate row : missing) {
            Candidate twin = twin(row, extra);
            if (twin == null) {
                result.add(Difference.ofRow(
                        Difference.Kind.MISSING_ROW, map.sqliteName(), row.key, "PostgreSQL does not have the row"));
                continue;
            }
            extra.remove(twin);
            for (int i = 0; i < mapped.size(); i++) {
                if (!StoredValue.same(row.values[i], twin.values[i])) {
                    result.add(new Difference(
                            Difference.Kind.VALUE,
                            map.sqliteName(),
                            row.key,
                            mapped.get(i).sqliteName(),
                            "SQLite has " + CellComparison.describe(row.values[i]) + ", PostgreSQL "
                                    + CellComparison.describe(twin.values[i]),
                            RowReader.literal(row.values[i]),
                            RowReader.literal(twin.values[i])));
                }
            }
        }
        for (Candidate row : extra) {
            result.add(Difference.ofRow(
                    Difference.Kind.EXTRA_ROW, map.sqliteName(), row.key, "SQLite does not have the row"));
        }
    }

    private static Candidate twin(Candidate row, List<Candidate> extra) {
        Candidate best = null;
        int bestEqual = 0;
        for (Candidate other : extra.subList(0, Math.min(extra.size(), MOST_PAIRED))) {
            if (row.values == null || other.values == null) {
                continue;
            }
            int equal = 0;
            for (int i = 0; i < row.values.length; i++) {
                equal += StoredValue.same(row.values[i], other.values[i]) ? 1 : 0;
            }
            if (equal > bestEqual && 2 * equal >= row.values.length) {
                best = other;
                bestEqual = equal;
            }
        }
        return best;
    }
}
