package io.shadowjdbc.schema;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.List;

/**
 * The codecs by name. A name is {@code family:PostgreSQL type} with, for some families, {@code :parameter}:
 *
 * <table>
 * <caption>Families</caption>
 * <tr><td>{@code integer:bigint}</td><td>also integer, smallint</td></tr>
 * <tr><td>{@code real:double precision}</td><td>also real</td></tr>
 * <tr><td>{@code text:text}</td><td>also character varying(n), character(n), citext, enum types</td></tr>
 * <tr><td>{@code blob:bytea}</td><td></td></tr>
 * <tr><td>{@code boolean:boolean}</td><td>0 and 1</td></tr>
 * <tr><td>{@code number:double precision}</td><td>INTEGER and REAL in one column; also real</td></tr>
 * <tr><td>{@code decimal:numeric(10,2):NUMERIC}</td><td>also numeric; the column's affinity</td></tr>
 * <tr><td>{@code epoch-ms:timestamp(3)}, {@code epoch-s:timestamp(0)}</td><td>also timestamptz</td></tr>
 * <tr><td>{@code iso:timestamp(3):YYYY-MM-DD HH:MM:SS.SSS}</td><td>also date, timestamptz; see {@link IsoFormat}</td></tr>
 * <tr><td>{@code uuid:uuid:lower}</td><td>also upper</td></tr>
 * <tr><td>{@code uuid-key:uuid:artist}</td><td>integers that are keys of that table; see {@link UuidKeyCodec}</td></tr>
 * <tr><td>{@code json:json}</td><td>also jsonb</td></tr>
 * <tr><td>{@code json-value:jsonb}</td><td>the value of a JSON text, not its writing</td></tr>
 * <tr><td>{@code time:time(3):HH:MM:SS}</td><td>times of day</td></tr>
 * <tr><td>{@code trimmed:character(n)}</td><td>text that ends in no space</td></tr>
 * <tr><td>{@code nul-escape:text}, {@code nul-strip:text}</td><td>text with U+0000 written otherwise, or without it</td></tr>
 * <tr><td>{@code raw-text:bytea}</td><td>text with U+0000 or invalid UTF-8</td></tr>
 * <tr><td>{@code affinity:text:INTEGER}</td><td>mixed storage classes; also NUMERIC, REAL</td></tr>
 * <tr><td>{@code any:bytea}</td><td>anything, tagged with its storage class</td></tr>
 * </table>
 */
public final class Codecs {
    /** Before a large value that is written as SQLite holds it. */
    static final byte[] NO_PREFIX = {};

    public static final Codec BIGINT = new IntegerCodec("bigint");
    public static final Codec DOUBLE = new RealCodec("double precision");
    public static final Codec TEXT = new TextCodec("text");
    public static final Codec BLOB = new BlobCodec();
    public static final Codec BOOLEAN = new BooleanCodec();
    public static final Codec NUL_ESCAPE = new NulEscapeCodec();
    public static final Codec NUL_STRIP = new NulStripCodec();
    public static final Codec JSON_VALUE = new JsonValueCodec();
    public static final Codec RAW_TEXT = new RawTextCodec();
    public static final Codec ANY = new AnyCodec();

    private Codecs() {}

    /**
     * The codec that was recorded under this name.
     *
     * @throws IllegalArgumentException if there is none, which names the name and the families
     */
    public static Codec named(String name) {
        String[] parts = name.split(":", 3);
        String family = parts[0];
        // the name of an enum type may hold anything
        String type = family.equals(TextCodec.FAMILY)
                ? name.substring(Math.min(name.length(), family.length() + 1))
                : parts.length > 1 ? parts[1] : "";
        String parameter = parts.length > 2 ? parts[2] : "";
        Codec codec = switch (family) {
            case IntegerCodec.FAMILY -> new IntegerCodec(type);
            case RealCodec.FAMILY -> new RealCodec(type);
            case TextCodec.FAMILY -> new TextCodec(type);
            case "blob" -> BLOB;
            case "boolean" -> BOOLEAN;
            case DecimalCodec.FAMILY -> new DecimalCodec(type, Affinity.valueOf(parameter));
            case NumberCodec.FAMILY -> new NumberCodec(type);
            case "epoch-ms" -> new EpochCodec(EpochCodec.Unit.MILLISECONDS, type);
            case "epoch-s" -> new EpochCodec(EpochCodec.Unit.SECONDS, type);
            case IsoCodec.FAMILY -> new IsoCodec(IsoFormat.ofPattern(parameter), type);
            case UuidCodec.FAMILY -> new UuidCodec(parameter.equals("upper"));
            case UuidKeyCodec.FAMILY -> new UuidKeyCodec(parameter);
            case JsonCodec.FAMILY -> new JsonCodec(type);
            case "json-value" -> JSON_VALUE;
            case TimeCodec.FAMILY -> new TimeCodec(type, parameter);
            case TrimmedCodec.FAMILY -> new TrimmedCodec(type);
            case "nul-escape" -> NUL_ESCAPE;
            case "nul-strip" -> NUL_STRIP;
            case "raw-text" -> RAW_TEXT;
            case AffinityTextCodec.FAMILY -> new AffinityTextCodec(Affinity.valueOf(parameter));
            case "any" -> ANY;
            default -> null;
        };
        if (codec == null || !codec.name().equals(name)) {
            throw new IllegalArgumentException("unknown codec \"" + name
                    + "\": expected family:type, such as integer:bigint, text:text or epoch-ms:timestamp(3);"
                    + " was the schema map written by a newer version?");
        }
        return codec;
    }

    /** The codec for dates and times in this format, with the PostgreSQL type that holds just what it can write. */
    public static Codec iso(IsoFormat format) {
        return new IsoCodec(format, format.isDate() ? "date" : "timestamp(" + format.fraction() + ")");
    }

    /** The codec for integers that count this unit, with the PostgreSQL type that holds just what they can say. */
    public static Codec epoch(EpochCodec.Unit unit) {
        return new EpochCodec(unit, unit == EpochCodec.Unit.MILLISECONDS ? "timestamp(3)" : "timestamp(0)");
    }

    /**
     * Whether every one of these values fits the codec.
     *
     * @param stored stored values
     */
    static boolean fitsAll(Codec codec, List<Object> stored) {
        return stored.stream().allMatch(codec::fits);
    }

    static void check(Codec codec, Object stored) throws CodecException {
        if (!codec.fits(stored)) {
            throw doesNotFit(codec, StoredValue.describe(stored));
        }
    }

    static void check(Codec codec, StoredCell cell) throws CodecException, SQLException {
        if (!codec.fits(cell)) {
            throw doesNotFit(codec, cell.describe());
        }
    }

    private static CodecException doesNotFit(Codec codec, String what) {
        return new CodecException(
                what + " does not fit codec " + codec.name() + " (PostgreSQL " + codec.postgresqlType() + ")");
    }

    static SQLException notRepresentable(Codec codec, String what) {
        return new SQLDataException(
                "PostgreSQL holds " + what + ", which codec " + codec.name() + " can't give back to SQLite exactly",
                "22000");
    }

    /** The n-th number in the brackets of a type, from 0, or -1 where there is none. */
    static int typeArgument(String type, int n) {
        // by hand: codecs ask this for every value
        int i = type.indexOf('(');
        for (int skipped = 0; i >= 0 && skipped < n; skipped++) {
            i = type.indexOf(',', i + 1);
        }
        if (i < 0) {
            return -1;
        }
        int number = -1;
        for (i++; i < type.length(); i++) {
            char c = type.charAt(i);
            if (c >= '0' && c <= '9') {
                number = Math.max(number, 0) * 10 + (c - '0');
            } else if (c != ' ') {
                break;
            }
        }
        return number;
    }

    /** Writes the bytes that SQLite holds, as they are. */
    static void encodeBytes(Codec codec, StoredCell cell, CopyFields out) throws CodecException, SQLException {
        check(codec, cell);
        if (cell.isNull()) {
            out.writeNull();
        } else if (cell.isLarge()) {
            out.writeLarge(NO_PREFIX, cell.large());
        } else {
            out.writeBytes(cell.array(), cell.offset(), (int) cell.length());
        }
    }
}
