package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.RealText;
import java.math.BigInteger;

/** SQLite's conversions between storage classes (documentation, "Datatypes In SQLite", sections 3 and 4). */
public final class SqliteValues {
    private SqliteValues() {}

    /** NUMERIC affinity: text that is wholly a number becomes one, anything else stays. */
    public static Object numeric(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        String trimmed = trim(text);
        int length = numberLength(trimmed);
        return length == 0 || length < trimmed.length() ? value : parse(trimmed);
    }

    /** The number at the start of a text, as arithmetic takes it; 0 where there is none. */
    public static Object prefixNumber(String text) {
        String trimmed = trim(text);
        int length = numberLength(trimmed);
        return length == 0 ? (Object) 0L : parse(trimmed.substring(0, length));
    }

    /** The integer at the start of a text, the nearest one of 64 bits where it has more; 0 where there is none. */
    public static long prefixInteger(String text) {
        String trimmed = trim(text);
        int end = !trimmed.isEmpty() && "+-".indexOf(trimmed.charAt(0)) >= 0 ? 1 : 0;
        int first = end;
        while (end < trimmed.length() && isDigit(trimmed.charAt(end))) {
            end++;
        }
        if (end == first) {
            return 0;
        }
        BigInteger integer = new BigInteger(trimmed.substring(0, end));
        if (integer.bitLength() < Long.SIZE) {
            return integer.longValue();
        }
        return integer.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static int numberLength(String text) {
        int i = 0;
        if (i < text.length() && "+-".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        int digits = 0;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
            digits++;
        }
        if (i < text.length() && text.charAt(i) == '.') {
            i++;
            while (i < text.length() && isDigit(text.charAt(i))) {
                i++;
                digits++;
            }
        }
        if (digits == 0) {
            return 0;
        }
        if (i < text.length() && "eE".indexOf(text.charAt(i)) >= 0) {
            int exponent = i + 1;
            if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
                exponent++;
            }
            int first = exponent;
            while (exponent < text.length() && isDigit(text.charAt(exponent))) {
                exponent++;
            }
            if (exponent > first) {
                i = exponent;
            }
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Object parse(String number) {
        boolean whole = number.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        if (whole) {
            try {
                return Long.parseLong(number);
            } catch (NumberFormatException e) {
                return Double.parseDouble(number);
            }
        }
        return Double.parseDouble(number);
    }

    /** A number as SQLite prints it. */
    public static String text(Object number) {
        return number instanceof Double real ? RealText.cast(real) : String.valueOf(number);
    }
}
