package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.AffinityTextCodec;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.DecimalCodec;
import io.shadowjdbc.schema.EpochCodec;
import io.shadowjdbc.schema.IsoFormat;
import io.shadowjdbc.schema.JsonCodec;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.UuidCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The codecs that a column may get, the richest first. Each holds every value that the one before it holds, so a value
 * that refutes one never needs the earlier values to be read again; the last of them, as a rule
 * {@link io.shadowjdbc.schema.AnyCodec}, holds all.
 */
final class CodecChain {
    private static final Pattern DECIMAL = Pattern.compile("\\(\\s*(\\d{1,4})\\s*(?:,\\s*(\\d{1,4})\\s*)?\\)");
    private static final long FIRST_MILLISECOND = 100_000_000_000L;
    private static final long LAST_MILLISECOND = 10_000_000_000_000L;
    private static final long FIRST_SECOND = 100_000_000L;

    private final SqliteColumn column;
    private final boolean key;
    private final NulHandling nul;
    private final Affinity affinity;
    private final String type;

    private CodecChain(SqliteColumn column, boolean key, NulHandling nul) {
        this.column = column;
        this.key = key;
        this.nul = nul;
        this.affinity = column.affinity();
        this.type = column.declaredType().replaceFirst("\\(.*", "").strip().toUpperCase(Locale.ROOT);
    }

    /**
     * @param key whether the column is part of a key or index, which json can't be
     * @param nul how texts with U+0000 are held; in a key they are never stripped of it, as two could become one
     * @param first the column's first value, or null where it has none
     */
    static List<Codec> of(SqliteColumn column, boolean key, NulHandling nul, Object first) {
        CodecChain chain = new CodecChain(column, key, nul);
        return first == null ? List.of(chain.withoutValues(), Codecs.ANY) : chain.startingWith(first);
    }

    private Codec withoutValues() {
        if (isTime() || isUuid() || isJson()) {
            return new AffinityTextCodec(Affinity.NUMERIC);
        }
        return switch (affinity) {
            case INTEGER -> Codecs.BIGINT;
            case REAL -> Codecs.DOUBLE;
            case NUMERIC -> isBoolean() ? Codecs.BOOLEAN : declaredDecimal().orElse(decimal());
            case TEXT -> Codecs.TEXT;
            case BLOB -> column.declaredType().isBlank() ? Codecs.TEXT : Codecs.BLOB;
        };
    }

    private List<Codec> startingWith(Object first) {
        if (first instanceof byte[]) {
            return List.of(Codecs.BLOB, Codecs.ANY);
        }
        return switch (affinity) {
            case TEXT -> texts();
            case BLOB -> untyped(first);
            case REAL ->
                first instanceof Double
                        ? List.of(Codecs.DOUBLE, new AffinityTextCodec(affinity), Codecs.ANY)
                        : List.of(new AffinityTextCodec(affinity), Codecs.ANY);
            case INTEGER, NUMERIC -> numeric(first);
        };
    }

    private List<Codec> texts() {
        return switch (nul) {
            case ESCAPE -> List.of(Codecs.TEXT, Codecs.NUL_ESCAPE, Codecs.RAW_TEXT, Codecs.ANY);
            case STRIP ->
                key
                        ? List.of(Codecs.TEXT, Codecs.RAW_TEXT, Codecs.ANY)
                        : List.of(Codecs.TEXT, Codecs.NUL_STRIP, Codecs.RAW_TEXT, Codecs.ANY);
            case BYTEA -> List.of(Codecs.TEXT, Codecs.RAW_TEXT, Codecs.ANY);
        };
    }

    private List<Codec> untyped(Object first) {
        if (first instanceof Long) {
            return List.of(Codecs.BIGINT, Codecs.ANY);
        }
        if (first instanceof Double) {
            return List.of(Codecs.DOUBLE, Codecs.ANY);
        }
        return texts();
    }

    private List<Codec> numeric(Object first) {
        List<Codec> codecs = new ArrayList<>();
        if (first instanceof String text) {
            text(text, codecs);
        } else {
            number(first, codecs);
            codecs.add(decimal());
        }
        codecs.add(new AffinityTextCodec(affinity));
        codecs.add(Codecs.ANY);
        return codecs;
    }

    private void text(String first, List<Codec> codecs) {
        if (isTime()) {
            IsoFormat.of(first).map(Codecs::iso).ifPresent(codecs::add);
        } else if (isUuid()) {
            codecs.add(new UuidCodec(!first.equals(first.toLowerCase(Locale.ROOT))));
        } else if (isJson() && !key) {
            codecs.add(new JsonCodec("json"));
        }
    }

    private void number(Object first, List<Codec> codecs) {
        if (!(first instanceof Long value)) {
            declaredDecimal().ifPresent(codecs::add);
            return;
        }
        if (isBoolean()) {
            codecs.add(Codecs.BOOLEAN);
            codecs.add(Codecs.BIGINT);
        } else if (isTime()) {
            epoch(value).map(Codecs::epoch).ifPresent(codecs::add);
            codecs.add(Codecs.BIGINT);
        } else if (affinity == Affinity.INTEGER) {
            codecs.add(Codecs.BIGINT);
        } else {
            declaredDecimal().ifPresent(codecs::add);
        }
    }

    /** What an integer in a column declared as a time counts: the years 1973 to 2286 are apart in both units. */
    private static Optional<EpochCodec.Unit> epoch(long value) {
        if (value >= FIRST_MILLISECOND && value < LAST_MILLISECOND) {
            return Optional.of(EpochCodec.Unit.MILLISECONDS);
        }
        return value >= FIRST_SECOND && value < FIRST_MILLISECOND
                ? Optional.of(EpochCodec.Unit.SECONDS)
                : Optional.empty();
    }

    private Codec decimal() {
        return new DecimalCodec("numeric", affinity);
    }

    private Optional<Codec> declaredDecimal() {
        Matcher matcher = DECIMAL.matcher(column.declaredType());
        if (!matcher.find()) {
            return Optional.empty();
        }
        int precision = Integer.parseInt(matcher.group(1));
        int scale = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        // PostgreSQL's limits: documentation, "Numeric Types"
        return precision >= 1 && precision <= 1000 && scale <= precision
                ? Optional.of(new DecimalCodec("numeric(" + precision + "," + scale + ")", affinity))
                : Optional.empty();
    }

    private boolean isBoolean() {
        return type.equals("BOOLEAN") || type.equals("BOOL");
    }

    private boolean isTime() {
        return affinity == Affinity.NUMERIC && (type.startsWith("DATE") || type.startsWith("TIMESTAMP"));
    }

    private boolean isUuid() {
        return type.equals("UUID") || type.equals("GUID") || type.equals("UNIQUEIDENTIFIER");
    }

    private boolean isJson() {
        return type.equals("JSON") || type.equals("JSONB");
    }
}
