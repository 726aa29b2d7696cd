package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * How a column's PostgreSQL value becomes SQLite's stored value inside a statement. Found out by asking the codec what it
 * takes and what it writes for that, so that codecs need not be known here by name. Immutable.
 *
 * @param kind what the stored value is: what {@code decode} gives
 * @param natural whether the PostgreSQL column already is of {@code kind}'s type, so that there is nothing to decode
 * @param decode turns an expression of the column's type into the stored value; null where that is not known
 * @param encode turns an expression of {@code kind}'s type into the column's type, or fails at run time; null where that
 *     is not known
 * @param comparable whether equal PostgreSQL values are exactly equal stored values and the type has {@code =}
 * @param ordered whether PostgreSQL's order is SQLite's
 * @param numeric whether the PostgreSQL type is a number, so that it compares with numbers as it is
 * @param total whether {@code encode} takes every value of {@code kind}, so that what is compared with the column can be
 *     brought to its type
 * @param grid for a timestamp or date stored as text: the text's form, else null
 */
record StoredForm(
        Kind kind,
        boolean natural,
        UnaryOperator<String> decode,
        UnaryOperator<String> encode,
        boolean comparable,
        boolean ordered,
        boolean numeric,
        boolean total,
        TextGrid grid) {

    /** 2024-03-05 06:07:08.123 UTC in its parts. */
    private static final long SECONDS = 1709618828L;

    private static final long MICROS_2000 = (SECONDS - 946684800L) * 1_000_000;
    private static final long DAYS_2000 = 8830;

    /** The forms found so far: there are few codecs, and asking one takes longer than translating a statement. */
    private static final Map<Key, StoredForm> KNOWN = new ConcurrentHashMap<>();

    private record Key(Codec codec, Affinity affinity) {}

    private StoredForm(
            Kind kind,
            boolean natural,
            UnaryOperator<String> decode,
            UnaryOperator<String> encode,
            boolean comparable,
            boolean ordered,
            boolean numeric,
            TextGrid grid) {
        this(kind, natural, decode, encode, comparable, ordered, numeric, false, grid);
    }

    static StoredForm of(ColumnMap column) {
        return of(column.codec(), column.affinity());
    }

    static StoredForm of(Codec codec, Affinity affinity) {
        return KNOWN.computeIfAbsent(new Key(codec, affinity), key -> find(codec, affinity));
    }

    private static StoredForm find(Codec codec, Affinity affinity) {
        String type = LiteralFields.baseType(codec);
        return switch (type) {
            case "smallint", "int2", "integer", "int", "int4", "bigint", "int8" ->
                codec.fits(1L) ? natural(Kind.INTEGER) : unknown(Kind.INTEGER);
            case "double precision", "float8", "real", "float4" -> real(codec, affinity);
            case "numeric", "decimal" -> numeric(codec, affinity);
            case "text", "character varying", "varchar" -> characters(codec);
            case "character", "char" -> fixedLength(codec, type);
            case "bytea" -> bytes(codec);
            case "boolean", "bool" -> bool(codec);
            case "json" -> text("text", type);
            case "jsonb" -> jsonb(codec);
            case "uuid" -> uuid(codec);
            default -> temporal(codec, type);
        };
    }

    private static StoredForm natural(Kind kind) {
        return new StoredForm(kind, true, sql -> sql, sql -> sql, true, kind != Kind.TEXT, kind.isNumber(), null);
    }

    private static StoredForm unknown(Kind kind) {
        return new StoredForm(kind, false, null, null, true, false, false, null);
    }

    private static StoredForm characters(Codec codec) {
        if (!codec.fits("a")) {
            return unknown(Kind.TEXT);
        }
        boolean numbers = codec.fits(0.5);
        if (numbers) {
            return mixed(codec.fits(1L) ? "shadow.sq_store_mixed" : "shadow.sq_store_mixed_real");
        }
        // what is kept with U+0000 is written in another way, unless the codec leaves that out
        return codec.fits("\0") && !codec.alters() ? escaped() : natural(Kind.TEXT);
    }

    private static StoredForm escaped() {
        return new StoredForm(
                Kind.TEXT,
                false,
                sql -> "shadow.sq_unescaped(" + sql + ")",
                sql -> "shadow.sq_escaped(" + sql + ")",
                true,
                false,
                false,
                null);
    }

    /** PostgreSQL takes the spaces at the end of {@code character(n)} for filling. */
    private static StoredForm fixedLength(Codec codec, String type) {
        String declared = codec.postgresqlType();
        String digits = declared.replaceAll("\\D", "");
        int length = digits.isEmpty() ? 1 : Integer.parseInt(digits);
        if (!codec.fits(" ".repeat(length))) {
            // without the length, to which a cast would cut; the assignment refuses what is longer
            return text("text", "bpchar");
        }
        return new StoredForm(
                Kind.TEXT,
                false,
                sql -> "rpad(" + sql + "::text, " + length + ")",
                sql -> "shadow.sq_store_characters(" + sql + ", " + length + ")::" + type + "(" + length + ")",
                false,
                false,
                false,
                null);
    }

    private static StoredForm bytes(Codec codec) {
        boolean blobs = codec.fits(new byte[] {1});
        if (!codec.fits("a")) {
            return blobs ? natural(Kind.BLOB) : unknown(Kind.BLOB);
        }
        return blobs ? any() : rawText();
    }

    /** Any storage class behind a tag; an integer and a real that are equal have other bytes. */
    private static StoredForm any() {
        return new StoredForm(
                Kind.DYNAMIC,
                false,
                sql -> "shadow.sq_any(" + sql + ")",
                sql -> "shadow.sq_store_any(" + sql + ")",
                false,
                false,
                false,
                null);
    }

    /** Text that PostgreSQL's may not be able to hold: equal where its bytes are. */
    private static StoredForm rawText() {
        return new StoredForm(
                Kind.TEXT,
                false,
                sql -> "convert_from(" + sql + ", 'UTF8')",
                sql -> "convert_to(" + sql + ", 'UTF8')",
                true,
                true,
                false,
                null);
    }

    private static StoredForm jsonb(Codec codec) {
        // a text that jsonb would write otherwise is lost, which only some codecs allow
        return codec.alters()
                ? text("text", "jsonb")
                : new StoredForm(
                        Kind.TEXT,
                        false,
                        sql -> sql + "::text",
                        sql -> "shadow.sq_store_jsonb(" + sql + ")",
                        false,
                        false,
                        false,
                        null);
    }

    /** Text to which the column's affinity gives the storage classes back. */
    private static StoredForm mixed(String encode) {
        return new StoredForm(
                Kind.DYNAMIC,
                false,
                sql -> "shadow.sq_mixed(" + sql + ")",
                sql -> encode + "(" + sql + ")",
                true,
                false,
                false,
                null);
    }

    private static StoredForm text(String cast, String type) {
        return new StoredForm(
                Kind.TEXT, false, sql -> sql + "::" + cast, sql -> sql + "::" + type, false, false, false, null);
    }

    private static StoredForm real(Codec codec, Affinity affinity) {
        boolean whole = codec.fits(1L) && affinity != Affinity.REAL;
        return whole
                ? new StoredForm(
                        Kind.NUMBER,
                        false,
                        sql -> "shadow.sq_number_stored(" + sql + ")",
                        sql -> sql + "::float8",
                        true,
                        true,
                        true,
                        null)
                : natural(Kind.REAL);
    }

    private static StoredForm numeric(Codec codec, Affinity affinity) {
        boolean fraction = codec.fits(0.5);
        if (affinity == Affinity.REAL || (fraction && !codec.fits(1L))) {
            return new StoredForm(
                    Kind.REAL, false, sql -> sql + "::float8", sql -> sql + "::numeric", true, true, true, null);
        }
        if (codec.fits(1L)) {
            return fraction
                    ? new StoredForm(
                            Kind.NUMBER,
                            false,
                            sql -> "shadow.sq_number_stored(" + sql + ")",
                            sql -> sql,
                            true,
                            true,
                            true,
                            null)
                    : new StoredForm(Kind.INTEGER, false, sql -> sql + "::bigint", sql -> sql, true, true, true, null);
        }
        return unknown(Kind.TEXT);
    }

    private static StoredForm bool(Codec codec) {
        if (codec.fits(1L)) {
            return new StoredForm(Kind.BOOLEAN, true, sql -> sql, sql -> sql, true, true, false, null);
        }
        for (String[] words : List.of(
                new String[] {"true", "false"},
                new String[] {"TRUE", "FALSE"},
                new String[] {"t", "f"},
                new String[] {"yes", "no"},
                new String[] {"Y", "N"},
                new String[] {"y", "n"})) {
            if (codec.fits(words[0]) && codec.fits(words[1])) {
                return new StoredForm(
                        Kind.TEXT,
                        false,
                        sql -> "CASE WHEN " + sql + " THEN '" + words[0] + "' WHEN NOT " + sql + " THEN '" + words[1]
                                + "' END",
                        null,
                        true,
                        false,
                        false,
                        null);
            }
        }
        return unknown(Kind.TEXT);
    }

    private static StoredForm uuid(Codec codec) {
        if (codec.fits(1L)) {
            return KeyForm.of(codec);
        }
        if (codec.fits("1b4e28ba-2fa1-11d2-883f-0016d3cca427")) {
            return new StoredForm(
                    Kind.TEXT,
                    false,
                    sql -> sql + "::text",
                    sql -> "shadow.sq_store_uuid(" + sql + ", false)",
                    true,
                    true,
                    false,
                    null);
        }
        if (codec.fits("1B4E28BA-2FA1-11D2-883F-0016D3CCA427")) {
            return new StoredForm(
                    Kind.TEXT,
                    false,
                    sql -> "upper(" + sql + "::text)",
                    sql -> "shadow.sq_store_uuid(" + sql + ", true)",
                    true,
                    true,
                    false,
                    null);
        }
        if (codec.fits(new byte[16])) {
            return new StoredForm(Kind.BLOB, false, sql -> "uuid_send(" + sql + ")", null, true, true, false, null);
        }
        return unknown(Kind.TEXT);
    }

    private static StoredForm temporal(Codec codec, String type) {
        boolean zoned = type.equals("timestamptz") || type.equals("timestamp with time zone");
        boolean timestamp = zoned || type.startsWith("timestamp");
        if (!timestamp && !type.equals("date") && !type.startsWith("time")) {
            return text("text", codec.postgresqlType());
        }
        UnaryOperator<String> local = sql -> zoned ? "(" + sql + " AT TIME ZONE 'UTC')" : sql;
        UnaryOperator<String> back = sql -> zoned ? "(" + sql + " AT TIME ZONE 'UTC')" : sql;
        Object expected = timestamp ? (Object) MICROS_2000 : (Object) DAYS_2000;
        if (timestamp || type.equals("date")) {
            long stored = timestamp ? SECONDS : SECONDS / 86400 * 86400;
            for (int perSecond : new int[] {1000, 1}) {
                if (writes(codec, stored * perSecond, expected)) {
                    return epoch(local, back, perSecond, step(codec, stored, perSecond), type);
                }
            }
        }
        List<TextGrid> grids = new ArrayList<>();
        for (TextGrid grid : TextGrid.candidates(timestamp, type.equals("date"))) {
            if (codec.fits(grid.sample())) {
                grids.add(grid);
            }
        }
        if (grids.size() != 1) {
            return unknown(Kind.TEXT);
        }
        TextGrid grid = grids.get(0);
        boolean date = type.equals("date");
        String function = "shadow.sq_to_" + (timestamp ? "timestamp" : date ? "date" : "time");
        UnaryOperator<String> encode =
                sql -> back.apply(function + "(" + sql + ", " + Quote.string(grid.format()) + ")");
        // a date or a time is made a timestamp without the session's zone
        UnaryOperator<String> wall =
                timestamp ? local : date ? sql -> sql + "::timestamp" : sql -> "(DATE '2000-01-01' + " + sql + ")";
        return new StoredForm(
                Kind.TEXT,
                false,
                // by the bytes, as a text column, so that an index over an expression of it serves
                sql -> "(shadow.sq_stored_time(" + wall.apply(sql) + ", " + Quote.string(grid.format())
                        + ") COLLATE \"C\")",
                encode,
                true,
                true,
                false,
                timestamp || date ? grid : null);
    }

    private static boolean writes(Codec codec, Object stored, Object field) {
        Optional<Object> written = LiteralFields.field(codec, stored);
        return written.isPresent() && written.get().equals(field);
    }

    /** What all integers that the type holds are multiples of: it may be as coarse as a second or a day. */
    private static long step(Codec codec, long seconds, int perSecond) {
        long stored = seconds * perSecond;
        return codec.fits(stored + 1) ? 1 : codec.fits(stored + perSecond) ? perSecond : 86400L * perSecond;
    }

    private static StoredForm epoch(
            UnaryOperator<String> local, UnaryOperator<String> back, int perSecond, long step, String type) {
        String factor = perSecond == 1 ? "" : " * " + perSecond;
        String cast = type.equals("date") ? "::date" : "";
        UnaryOperator<String> checked = sql -> step == 1 ? sql : "shadow.sq_multiple(" + sql + ", " + step + ")";
        return new StoredForm(
                Kind.INTEGER,
                false,
                sql -> "(extract(epoch FROM " + local.apply(sql) + ")" + factor + ")::bigint",
                sql -> back.apply("shadow.sq_epoch(" + checked.apply(sql) + ", " + perSecond + ")" + cast),
                true,
                true,
                false,
                null);
    }
}
