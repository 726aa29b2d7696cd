package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.EpochCodec;
import io.shadowjdbc.schema.IsoCodec;
import io.shadowjdbc.schema.RawText;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.StorageClass;
import io.shadowjdbc.schema.StoredValue;
import java.util.ArrayList;
import java.util.EnumMap;
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
    private final Map<StorageClass, Long> counts = new EnumMap<>(StorageClass.class);
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
    private Object smallest;
    private Object largest;

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
    void add(Object stored, Supplier<String> row) {
        StorageClass storageClass = StorageClass.of(stored);
        counts.merge(storageClass, 1L, Long::sum);
        if (stored == null) {
            if (firstNullRow == null) {
                firstNullRow = row.get();
            }
            return;
        }
        measure(stored, storageClass, row);
        if (trial != null) {
            trial.add(stored, row, () -> describe(stored));
            return;
        }
        refute(stored, () -> "row " + row.get() + " holds " + describe(stored));
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
            String flaw = !RawText.isValid(text)
                    ? ", not valid UTF-8"
                    : text.indexOf('\0') >= 0 ? ", with the character U+0000" : "";
            return StoredValue.describe(stored) + flaw;
        }
        return StoredValue.describe(stored);
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

    private void measure(Object stored, StorageClass storageClass, Supplier<String> row) {
        long bytes = 8;
        if (stored instanceof String text) {
            bytes = RawText.toBytes(text).length;
            if (text.indexOf('\0') >= 0) {
                nulCharacters++;
                firstNulRow = firstNulRow == null ? row.get() : firstNulRow;
            }
            forms.add(text);
            invalidTexts += RawText.isValid(text) ? 0 : 1;
        } else if (stored instanceof byte[] blob) {
            bytes = blob.length;
        } else if (storageClass != StorageClass.NULL) {
            smallest = smallest == null || StoredValue.compare(stored, smallest) < 0 ? stored : smallest;
            largest = largest == null || StoredValue.compare(stored, largest) > 0 ? stored : largest;
        }
        zerosAndOnes += stored instanceof Long number && (number == 0 || number == 1) ? 1 : 0;
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
            return declared + "; " + form() + "decided by the operator or the target; "
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
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey() != StorageClass.NULL)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public long nulls() {
        return counts.getOrDefault(StorageClass.NULL, 0L);
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
        counts.forEach((storageClass, count) -> json.put(storageClass.name().toLowerCase(Locale.ROOT), count));
        if (values() > 0) {
            json.put("fewestBytes", fewestBytes);
        }
        json.put("mostBytes", mostBytes);
        if (zerosAndOnes > 0 && zerosAndOnes == values()) {
            json.put("booleans", zerosAndOnes);
        }
        json.putAll(forms.toJson(counts.getOrDefault(StorageClass.TEXT, 0L)));
        if (smallest != null) {
            json.put("smallest", smallest);
            json.put("largest", largest);
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
