package io.shadowjdbc.migrator.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.RawText;
import io.shadowjdbc.schema.StorageClass;
import io.shadowjdbc.schema.StoredCell;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Of one column: says whether the text in which PostgreSQL itself prints a cell stands for the value that SQLite stores. It knows the
 * codecs by name only and shares no code with them, so that a codec which errs the same way in both directions is found.
 * Expects PostgreSQL's text with time zone UTC, ISO dates and hexadecimal bytea.
 */
final class RenderedValue {
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4,6})-(\\d\\d)-(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?(?:\\+00)?");

    private final String[] parts;
    private final RenderedKey key;
    private final Form form;

    /** How a value is printed where it can be compared byte by byte, without an object made of it. */
    private enum Form {
        DECIMAL,
        REAL,
        UTF_8,
        HEXADECIMAL,
        OTHER
    }

    /** @param codec the codec's name, as recorded */
    RenderedValue(String codec) {
        parts = codec.split(":", 3);
        key = parts[0].equals("uuid-key") ? new RenderedKey(parts[2]) : null;
        form = switch (parts[0]) {
            case "integer" -> Form.DECIMAL;
            case "real" -> parts[1].equals("real") ? Form.OTHER : Form.REAL;
            case "text", "json" -> Form.UTF_8;
            case "blob", "raw-text" -> Form.HEXADECIMAL;
            default -> Form.OTHER;
        };
    }

    /** One for each column. */
    static RenderedValue[] of(List<ColumnMap> columns) {
        return columns.stream()
                .map(column -> new RenderedValue(column.codec().name()))
                .toArray(RenderedValue[]::new);
    }

    /**
     * @param stored what SQLite stores
     * @param printed what PostgreSQL prints, or null for NULL
     */
    boolean agrees(StoredCell stored, byte[] printed) throws SQLException {
        if (stored.isNull() || printed == null) {
            return stored.isNull() && printed == null;
        }
        return switch (form) {
            case DECIMAL ->
                stored.storageClass() == StorageClass.INTEGER && PrintedBytes.isDecimal(printed, stored.integer());
            case REAL ->
                stored.storageClass() == StorageClass.REAL
                        && (PrintedBytes.isSurely(printed, stored.real())
                                || agrees(stored.value(), new String(printed, UTF_8)));
            case UTF_8 ->
                stored.storageClass() == StorageClass.TEXT
                        && Arrays.equals(
                                printed,
                                0,
                                printed.length,
                                stored.array(),
                                stored.offset(),
                                stored.offset() + (int) stored.length());
            case HEXADECIMAL ->
                stored.storageClass() == (parts[0].equals("blob") ? StorageClass.BLOB : StorageClass.TEXT)
                        && PrintedBytes.isHexadecimal(printed, stored.array(), stored.offset(), (int) stored.length());
            case OTHER -> agrees(stored.value(), new String(printed, UTF_8));
        };
    }

    private boolean agrees(Object stored, String text) {
        try {
            return switch (parts[0]) {
                case "real" -> stored instanceof Double real && real(parts[1], real, text);
                case "number" -> number(parts[1], stored, text);
                case "decimal" -> decimal(parts[2], stored, text);
                case "nul-escape" ->
                    stored instanceof String plain
                            && text.equals(
                                    plain.replace("\u2400", "\u2400\u2400").replace("\0", "\u24000"));
                case "nul-strip" -> stored instanceof String plain && plain.indexOf('\0') < 0 && plain.equals(text);
                case "trimmed" ->
                    stored instanceof String plain
                            && text.replaceFirst(" +$", "").equals(plain);
                case "json-value" -> stored.equals(text);
                case "time" -> stored instanceof String time && time(time).equals(time(text));
                case "boolean" -> (stored.equals(0L) && text.equals("f")) || (stored.equals(1L) && text.equals("t"));
                case "epoch-ms" ->
                    stored instanceof Long count && epochMicros(text) == Math.multiplyExact(count, 1_000L);
                case "epoch-s" ->
                    stored instanceof Long count && epochMicros(text) == Math.multiplyExact(count, 1_000_000L);
                case "iso" -> stored.equals(iso(parts[2], text));
                case "uuid-key" -> stored instanceof Long integer && key.integer(text) == integer;
                case "uuid" -> stored.equals(parts[2].equals("upper") ? text.toUpperCase(Locale.ROOT) : text);
                case "affinity" -> affinity(stored, text);
                case "any" -> any(stored, text);
                default -> false;
            };
        } catch (ArithmeticException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean real(String type, double stored, String text) {
        double printed = type.equals("real") ? Float.parseFloat(text) : Double.parseDouble(text);
        return Double.doubleToLongBits(printed) == Double.doubleToLongBits(stored);
    }

    private static boolean number(String type, Object stored, String text) {
        if (stored instanceof Double real) {
            return (real % 1 != 0 || Math.abs(real) >= 9.2e18) && real(type, real, text);
        }
        return stored instanceof Long integer && new BigDecimal(text).compareTo(BigDecimal.valueOf(integer)) == 0;
    }

    private static boolean decimal(String affinity, Object stored, String text) {
        BigDecimal printed = new BigDecimal(text);
        if (stored instanceof Long integer) {
            return !affinity.equals("REAL") && printed.compareTo(BigDecimal.valueOf(integer)) == 0;
        }
        boolean whole = printed.stripTrailingZeros().scale() <= 0
                && printed.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return stored instanceof Double real && printed.doubleValue() == real && (affinity.equals("REAL") || !whole);
    }

    private static String hex(byte[] bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return RawText.isValid(text) ? text.getBytes(UTF_8) : RawText.toBytes(text);
    }

    /** Microseconds since 1970 of a printed timestamp, by counting days (years from 1 on). */
    private static long epochMicros(String text) {
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a timestamp of the common era");
        }
        long year = Long.parseLong(matcher.group(1));
        int month = Integer.parseInt(matcher.group(2));
        long shifted = month <= 2 ? year - 1 : year;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + Integer.parseInt(matcher.group(3)) - 1;
        long days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468;
        long seconds = days * 86_400
                + Integer.parseInt(matcher.group(4)) * 3_600L
                + Integer.parseInt(matcher.group(5)) * 60L
                + Integer.parseInt(matcher.group(6));
        String fraction = matcher.group(7) == null ? "" : matcher.group(7);
        return seconds * 1_000_000L + Long.parseLong((fraction + "000000").substring(0, 6));
    }

    /** A time of day with all its digits. */
    private static String time(String text) {
        String seconds = text.length() == 5 ? text + ":00" : text;
        String fraction = seconds.length() > 8 ? seconds.substring(9) : "";
        return seconds.substring(0, 8) + "." + (fraction + "000000").substring(0, 6);
    }

    /** The text that SQLite would have, made from PostgreSQL's by shifting characters. */
    private static String iso(String pattern, String text) {
        if (pattern.equals("YYYY-MM-DD")) {
            return text.replaceFirst(" 00:00:00(\\+00)?$", "");
        }
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a timestamp of the common era");
        }
        int digits = pattern.length() - pattern.replace("S", "").length() - (pattern.contains(":SS") ? 2 : 0);
        String fraction = (matcher.group(7) == null ? "" : matcher.group(7)) + "000000";
        StringBuilder iso = new StringBuilder(text.substring(0, 10)).append(pattern.charAt(10));
        iso.append(text, 11, 16);
        if (pattern.contains(":SS")) {
            iso.append(text, 16, 19);
        } else if (!text.startsWith(":00", 16)) {
            return null;
        }
        if (digits > 0) {
            iso.append('.').append(fraction, 0, digits);
        }
        if (!fraction.substring(digits).matches("0*")) {
            return null;
        }
        return iso.append(pattern.endsWith("Z") ? "Z" : pattern.endsWith("+00:00") ? "+00:00" : "")
                .toString();
    }

    private static boolean affinity(Object stored, String text) {
        if (stored instanceof Double real) {
            return text.matches(".*[.eE].*")
                    && Double.doubleToLongBits(Double.parseDouble(text)) == Double.doubleToLongBits(real);
        }
        return !(stored instanceof byte[]) && stored.toString().equals(text);
    }

    /** By the layout that the codec's documentation gives. */
    private static boolean any(Object stored, String text) {
        if (stored instanceof String string) {
            return text.equals("\\x02" + hex(bytes(string)).substring(2));
        }
        if (stored instanceof byte[] blob) {
            return text.equals("\\x03" + hex(blob).substring(2));
        }
        if (!text.startsWith("\\x01")) {
            return false;
        }
        long sortable = Long.parseUnsignedLong(text.substring(4, 20), 16);
        double number = Double.longBitsToDouble(sortable < 0 ? sortable - Long.MIN_VALUE : ~sortable);
        if (stored instanceof Double real) {
            return text.length() == 22
                    && text.endsWith("00")
                    && Double.doubleToLongBits(number) == Double.doubleToLongBits(real);
        }
        return text.length() == 38
                && number == ((Long) stored).doubleValue()
                && Long.parseUnsignedLong(text.substring(22), 16) == (Long) stored + Long.MIN_VALUE;
    }
}
