package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.EpochCodec;
import io.shadowjdbc.schema.IsoCodec;
import io.shadowjdbc.schema.RawText;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.StorageClass;
import io.shadowjdbc.schema.StoredCell;
import io.shadowjdbc.schema.StoredValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What the values of one column are, and the richest codec that holds them all. Filled in one pass over the table. */
public final class ColumnCensus {
    private final SqliteColumn column;
    private final boolean rowid;
    private final boolean key;
    private final long[] counts = new long[StorageClass.values().length];
    private final List<String> refutations = new ArrayList<>();
    private final CodecTrial trial;
    private final NulHandling nul;
    private final TextForms forms = new TextForms();
    private List<Codec> chain;
    private int chosen;
    private long mostBytes;
    private String largestRow;
    private String firstNullRow;
    private String firstNulRow;
    private long nulCharacters;
    private long invalidTexts;
    private long fewestBytes = Long.MAX_VALUE;
    private long zerosAndOnes;
    private long smallestInteger = Long.MAX_VALUE;
    private long largestInteger = Long.MIN_VALUE;
    private Double smallestReal;
    private Double largestReal;

    /**
     * @param rowid whether the column is an alias of the rowid
     * @param key whether it is part of a key or an index
     * @param nul how texts with U+0000 are held
     * @param wanted the type that was decided on, or null where the values decide
     */
    ColumnCensus(SqliteColumn column, boolean rowid, boolean key, NulHandling nul, CodecTrial.WantedType wanted) {
        this.column = column;
        this.rowid = rowid;
        this.key = key;
        this.nul = nul;
        this.trial = wanted == null ? null : new CodecTrial(column, wanted);
        if (rowid) {
            this.chain = List.of(Codecs.BIGINT);
        }
    }

    /** Takes a value of the column into account; the row is named only where it matters. */
    void add(StoredCell cell, Supplier<String> row) throws SQLException {
        counts[cell.storageClass().ordinal()]++;
        if (cell.isNull()) {
            if (firstNullRow == null) {
                firstNullRow = row.get();
            }
            return;
        }
        measure(cell, row);
        if (trial != null) {
            trial.add(cell, row);
            return;
        }
        refute(cell, row);
    }

    /** Takes the value of the column's DEFAULT into account: it will be stored one day. */
    void addDefault(Object stored) {
        if (stored == null || trial != null) {
            return;
        }
        if (chain == null && chain().get(0).fits(stored)) {
            return;
        }
        if (values() == 0 && !rowid) {
            chain = null;
        }
        refute(stored, () -> "its DEFAULT is " + describe(stored));
    }

    /** The storage class and size of a value, and what is wrong with a text; never the value. */
    static String describe(Object stored) {
        if (stored instanceof String text) {
            return StoredValue.describe(stored) + flaw(RawText.isValid(text), text.indexOf('\0') >= 0);
        }
        return StoredValue.describe(stored);
    }

    static String describe(StoredCell cell) throws SQLException {
        return cell.storageClass() == StorageClass.TEXT
                ? cell.describe() + flaw(cell.isValidText(), cell.hasNul())
                : cell.describe();
    }

    private static String flaw(boolean valid, boolean hasNul) {
        return !valid ? ", not valid UTF-8" : hasNul ? ", with the character U+0000" : "";
    }

    private void refute(Object stored, Supplier<String> what) {
        if (chain == null) {
            chain = CodecChain.of(column, key, nul, stored);
        }
        while (chosen < chain.size() - 1 && !chain.get(chosen).fits(stored)) {
            refutations.add("not " + chain.get(chosen).postgresqlType() + ": " + what.get());
            chosen++;
        }
    }

    private void refute(StoredCell cell, Supplier<String> row) throws SQLException {
        if (chain == null) {
            chain = CodecChain.of(column, key, nul, representative(cell));
        }
        while (chosen < chain.size() - 1 && !chain.get(chosen).fits(cell)) {
            refutations.add(
                    "not " + chain.get(chosen).postgresqlType() + ": row " + row.get() + " holds " + describe(cell));
            chosen++;
        }
    }

    /** Of a large value only the storage class tells the codecs that may do. */
    static Object representative(StoredCell cell) throws SQLException {
        if (!cell.isLarge()) {
            return cell.value();
        }
        return cell.storageClass() == StorageClass.TEXT ? "" : (Object) new byte[0];
    }

    private void measure(StoredCell cell, Supplier<String> row) throws SQLException {
        long bytes = 8;
        switch (cell.storageClass()) {
            case TEXT -> {
                bytes = cell.length();
                if (cell.hasNul()) {
                    nulCharacters++;
                    firstNulRow = firstNulRow == null ? row.get() : firstNulRow;
                }
                forms.add(cell);
                invalidTexts += cell.isValidText() ? 0 : 1;
            }
            case BLOB -> bytes = cell.length();
            case INTEGER -> {
                smallestInteger = Math.min(smallestInteger, cell.integer());
                largestInteger = Math.max(largestInteger, cell.integer());
                zerosAndOnes += cell.integer() == 0 || cell.integer() == 1 ? 1 : 0;
            }
            default -> {
                smallestReal = smallestReal == null || cell.real() < smallestReal ? (Double) cell.real() : smallestReal;
                largestReal = largestReal == null || cell.real() > largestReal ? (Double) cell.real() : largestReal;
            }
        }
        fewestBytes = Math.min(fewestBytes, bytes);
        if (bytes > mostBytes) {
            mostBytes = bytes;
            largestRow = row.get();
        }
    }

    /** Whether the codec can be made poorer by one step, and does so. */
    boolean demote(String reason) {
        if (trial != null) {
            return false;
        }
        chain();
        if (rowid || chosen >= chain.size() - 1) {
            return false;
        }
        refutations.add("not " + codec().postgresqlType() + ": " + reason);
        chosen++;
        return true;
    }

    private List<Codec> chain() {
        if (chain == null) {
            chain = CodecChain.of(column, key, nul, null);
        }
        return chain;
    }

    /** The codecs that would do, from the chosen one on. */
    List<Codec> candidates() {
        return trial != null ? List.of(trial.codec()) : chain().subList(chosen, chain().size());
    }

    public Codec codec() {
        return trial != null ? trial.codec() : chain().get(chosen);
    }

    /** The type that was decided on and how it fits, or null where the values decided. */
    CodecTrial trial() {
        return trial;
    }

    /** Why this codec, in one sentence. */
    public String reason() {
        String declared = column.declaredType().isBlank() ? "no declared type" : "declared " + column.declaredType();
        if (trial != null) {
            return declared + "; " + form() + trial.wanted().reason() + "; "
                    + (trial.misfits() == 0
                            ? "all " + String.format(Locale.ROOT, "%,d", values()) + " values fit"
                            : String.format(Locale.ROOT, "%,d of %,d values do not fit", trial.misfits(), values()));
        }
        if (rowid) {
            return declared + ", the alias of the rowid";
        }
        if (values() == 0 && refutations.isEmpty()) {
            return declared + ", and no values to go by";
        }
        String all =
                form() + "each of " + String.format(Locale.ROOT, "%,d", values()) + " values comes back byte for byte";
        return declared + "; " + (refutations.isEmpty() ? "" : String.join("; ", refutations) + "; ") + all;
    }

    /** How the values say what they stand for, where the type alone does not tell. */
    private String form() {
        if (codec() instanceof IsoCodec iso) {
            return "text " + iso.format().pattern() + "; ";
        }
        if (codec() instanceof EpochCodec epoch) {
            return epoch.unit() == EpochCodec.Unit.MILLISECONDS ? "milliseconds since 1970; " : "seconds since 1970; ";
        }
        return "";
    }

    public SqliteColumn column() {
        return column;
    }

    /** Values that are not NULL. */
    public long values() {
        return Arrays.stream(counts).sum() - nulls();
    }

    private long count(StorageClass storageClass) {
        return counts[storageClass.ordinal()];
    }

    public long nulls() {
        return count(StorageClass.NULL);
    }

    /** The first row that holds NULL, or null. */
    public String firstNullRow() {
        return firstNullRow;
    }

    /** Bytes of the largest value. */
    public long mostBytes() {
        return mostBytes;
    }

    /** The row that holds the largest value, or null where there is none. */
    public String largestRow() {
        return largestRow;
    }

    /** The smaller or, with sign 1, the larger of the two; null where there are no numbers. */
    private Object extreme(long integer, Double real, int sign) {
        if (count(StorageClass.INTEGER) == 0 || real == null) {
            return count(StorageClass.INTEGER) == 0 ? real : (Object) integer;
        }
        return StoredValue.compare(integer, real) * sign >= 0 ? (Object) integer : real;
    }

    /** Texts that hold U+0000. */
    long nulCharacters() {
        return nulCharacters;
    }

    /** The first row whose text holds U+0000, or null. */
    String firstNulRow() {
        return firstNulRow;
    }

    /** The figures for the plan's file; no values but the ends of numbers. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        for (StorageClass storageClass : StorageClass.values()) {
            if (count(storageClass) > 0) {
                json.put(storageClass.name().toLowerCase(Locale.ROOT), count(storageClass));
            }
        }
        if (values() > 0) {
            json.put("fewestBytes", fewestBytes);
        }
        json.put("mostBytes", mostBytes);
        if (zerosAndOnes > 0 && zerosAndOnes == values()) {
            json.put("booleans", zerosAndOnes);
        }
        json.putAll(forms.toJson());
        Object smallest = extreme(smallestInteger, smallestReal, -1);
        if (smallest != null) {
            json.put("smallest", smallest);
            json.put("largest", extreme(largestInteger, largestReal, 1));
        }
        if (nulCharacters > 0) {
            json.put("withNul", nulCharacters);
        }
        if (invalidTexts > 0) {
            json.put("invalidUtf8", invalidTexts);
        }
        return json;
    }
}
