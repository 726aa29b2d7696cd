package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecChoice;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.StoredCell;
import io.shadowjdbc.schema.UuidKeyCodec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tries the codecs that may fill a column whose type is given, all on every value, and counts what does not fit each: the
 * one that the fewest values do not fit is chosen.
 */
final class CodecTrial {
    private static final int MOST_ATTEMPTS = 8;

    private final SqliteColumn column;
    private final WantedType wanted;
    private final List<Attempt> attempts = new ArrayList<>();
    private long values;
    private Misfit first;

    /**
     * What a column is to be on PostgreSQL.
     *
     * @param type its type
     * @param codec the codec, or null where the data decide
     * @param labels the values of an enum type, null for other types
     * @param reason who has decided, for the operator
     */
    record WantedType(String type, Codec codec, Set<String> labels, String reason) {
        private static final String BY_CHOICE = "decided by the operator or the target";

        WantedType(String type, Codec codec, Set<String> labels) {
            this(type, codec, labels, BY_CHOICE);
        }

        /** Of an integer key, or a column that refers to it, that becomes a UUID. */
        static WantedType key(UuidKeyCodec codec) {
            return new WantedType(
                    codec.postgresqlType(), codec, null, "a key of table " + codec.table() + " as UUID (key: uuid)");
        }

        boolean holds(Codec candidate, StoredCell cell) throws SQLException {
            boolean fits = candidate.fits(cell) || (cell.isLarge() && candidate.fits(cell.value()));
            return fits && (labels == null || labels.contains(cell.value()));
        }
    }

    /** A value that does not fit: its row, and what it is without showing it. */
    record Misfit(String row, String what) {}

    private static final class Attempt {
        private final Codec codec;
        private long misfits;
        private Misfit first;

        Attempt(Codec codec) {
            this.codec = codec;
        }
    }

    CodecTrial(SqliteColumn column, WantedType wanted) {
        this.column = column;
        this.wanted = wanted;
        if (wanted.codec() != null) {
            attempts.add(new Attempt(wanted.codec()));
        }
    }

    /** @param cell not NULL */
    void add(StoredCell cell, Supplier<String> row) throws SQLException {
        boolean fitsOne = false;
        for (Attempt attempt : attempts) {
            if (wanted.holds(attempt.codec, cell)) {
                fitsOne = true;
            } else {
                attempt.misfits++;
                attempt.first =
                        attempt.first == null ? new Misfit(row.get(), ColumnCensus.describe(cell)) : attempt.first;
            }
        }
        if (!fitsOne && wanted.codec() == null) {
            extend(cell, row);
        }
        if (first == null) {
            first = new Misfit(row.get(), ColumnCensus.describe(cell));
        }
        values++;
    }

    /** Codecs that follow from the form of a value, such as a date format, join when the first such value is seen. */
    private void extend(StoredCell cell, Supplier<String> row) throws SQLException {
        for (Codec candidate : candidates(List.of(ColumnCensus.representative(cell)))) {
            boolean known =
                    attempts.stream().anyMatch(attempt -> attempt.codec.name().equals(candidate.name()));
            if (known || attempts.size() >= MOST_ATTEMPTS) {
                continue;
            }
            Attempt attempt = new Attempt(candidate);
            // no codec before it held this value, and none of the earlier values is of its form
            attempt.misfits = values;
            attempt.first = first;
            if (!wanted.holds(candidate, cell)) {
                attempt.misfits++;
                attempt.first =
                        attempt.first == null ? new Misfit(row.get(), ColumnCensus.describe(cell)) : attempt.first;
            }
            attempts.add(attempt);
        }
    }

    private List<Codec> candidates(List<Object> sample) {
        return CodecChoice.candidates(column, wanted.type(), wanted.labels() != null, sample);
    }

    private Attempt best() {
        return attempts.stream()
                .min(Comparator.comparingLong(attempt -> attempt.misfits))
                .orElseGet(() -> new Attempt(candidates(List.of()).get(0)));
    }

    Codec codec() {
        return best().codec;
    }

    /** Values that do not fit. */
    long misfits() {
        return best().misfits;
    }

    /** The first value that does not fit, or null. */
    Misfit firstMisfit() {
        return best().first;
    }

    WantedType wanted() {
        return wanted;
    }
}
