package io.shadowjdbc.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The codecs that can fill a PostgreSQL column of a given type from a given SQLite column, the likeliest first.
 *
 * @param codec the first of them that all values fit, or the likeliest
 * @param reason for the operator
 */
public record CodecChoice(Codec codec, String reason) {

    /**
     * Chooses for a column of a target that exists.
     *
     * @param column SQLite's column
     * @param type PostgreSQL's type, as {@link PostgresqlCatalogue} gives it
     * @param enumType whether that is an enum type
     * @param sample stored values of the column, without nulls; may be empty
     */
    static CodecChoice forExisting(SqliteColumn column, String type, boolean enumType, List<Object> sample) {
        List<Codec> known = candidates(column, type, enumType, sample);
        // PostgreSQL reads text where it is told no type, whatever the column's type
        List<Codec> candidates = known.isEmpty() ? List.of(new TextCodec(type)) : known;
        if (sample.isEmpty()) {
            return new CodecChoice(
                    candidates.get(0),
                    "by PostgreSQL's type " + type + " and the declared type; there are no values to go by");
        }
        for (Codec candidate : candidates) {
            if (Codecs.fitsAll(candidate, sample)) {
                return new CodecChoice(
                        candidate, "by PostgreSQL's type " + type + "; it fits the first " + sample.size() + " values");
            }
        }
        return new CodecChoice(
                candidates.get(0),
                "by PostgreSQL's type " + type + "; not all of the first " + sample.size() + " values fit it");
    }

    /**
     * Chooses for a column that is about to be made, of which there are no values: the one that holds what its declared
     * type suggests, and anything where it suggests nothing.
     */
    static CodecChoice forNew(SqliteColumn column) {
        String declared = column.declaredType().toUpperCase(Locale.ROOT);
        Codec codec = switch (column.affinity()) {
            case INTEGER -> Codecs.BIGINT;
            case TEXT -> Codecs.TEXT;
            case REAL -> Codecs.DOUBLE;
            case BLOB -> declared.contains("BLOB") ? Codecs.BLOB : Codecs.ANY;
            case NUMERIC -> {
                if (declared.startsWith("BOOL")) {
                    yield Codecs.BOOLEAN;
                }
                // dates, JSON and the like: SQLite keeps whatever text or number comes
                yield declared.startsWith("NUM") || declared.startsWith("DEC")
                        ? new DecimalCodec("numeric", Affinity.NUMERIC)
                        : new AffinityTextCodec(Affinity.NUMERIC);
            }
        };
        return new CodecChoice(codec, "by the declared type, when the column was created through the driver");
    }

    /**
     * The codecs that may fill a column of this type, the likeliest first; empty where no codec knows the type.
     *
     * @param column SQLite's column
     * @param type PostgreSQL's type, as {@link PostgresqlCatalogue} gives it
     * @param enumType whether that is an enum type
     * @param sample stored values of the column, without nulls; may be empty
     */
    public static List<Codec> candidates(SqliteColumn column, String type, boolean enumType, List<Object> sample) {
        Affinity affinity = column.affinity();
        String base = type.replaceFirst("\\(.*", "");
        if (enumType) {
            return List.of(new TextCodec(type));
        }
        return switch (base) {
            case "smallint", "integer", "bigint" -> List.of(new IntegerCodec(type));
            case "real", "double precision" ->
                affinity == Affinity.REAL
                        ? List.of(new RealCodec(type))
                        : List.of(new NumberCodec(type), new RealCodec(type));
            case "numeric" ->
                List.of(
                        new DecimalCodec(type, affinity == Affinity.REAL ? affinity : Affinity.NUMERIC),
                        new DecimalCodec(type, Affinity.REAL));
            case "boolean" -> List.of(Codecs.BOOLEAN);
            case "bytea" -> List.of(Codecs.BLOB, Codecs.RAW_TEXT, Codecs.ANY);
            case "timestamp", "timestamptz", "date" -> times(base, type, sample);
            case "uuid" -> List.of(new UuidCodec(false), new UuidCodec(true));
            case "json" -> List.of(new JsonCodec(type));
            case "jsonb" -> List.of(new JsonCodec(type), Codecs.JSON_VALUE);
            case "time" -> timeOfDay(type, sample);
            case "text" ->
                affinity == Affinity.TEXT || affinity == Affinity.BLOB
                        ? List.of(Codecs.TEXT)
                        : List.of(Codecs.TEXT, new AffinityTextCodec(affinity));
            case "character" -> List.of(new TextCodec(type), new TrimmedCodec(type));
            case "character varying", "citext" -> List.of(new TextCodec(type));
            default -> List.of();
        };
    }

    private static List<Codec> timeOfDay(String type, List<Object> sample) {
        String pattern = sample.isEmpty() || !(sample.get(0) instanceof String text) ? null : TimeCodec.patternOf(text);
        return List.of(new TimeCodec(type, pattern == null ? "HH:MM:SS" : pattern));
    }

    private static List<Codec> times(String base, String type, List<Object> sample) {
        List<Codec> codecs = new ArrayList<>();
        if (!sample.isEmpty() && sample.get(0) instanceof String text) {
            IsoFormat.of(text).ifPresent(format -> codecs.add(new IsoCodec(format, type)));
        }
        if (base.equals("date")) {
            codecs.add(new IsoCodec(IsoFormat.DATE, type));
            return codecs;
        }
        // sqlite-jdbc and Prisma both write milliseconds
        EpochCodec milliseconds = new EpochCodec(EpochCodec.Unit.MILLISECONDS, type);
        EpochCodec seconds = new EpochCodec(EpochCodec.Unit.SECONDS, type);
        boolean small = !sample.isEmpty()
                && sample.stream()
                        .allMatch(value -> value instanceof Long number && Math.abs(number) < 100_000_000_000L);
        codecs.add(small ? seconds : milliseconds);
        codecs.add(small ? milliseconds : seconds);
        return codecs;
    }
}
