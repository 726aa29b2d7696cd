package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.Affinity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** SQLite's conversions between storage classes (documentation, "Datatypes In SQLite", sections 3 and 4). */
public final class SqliteValues {
    private SqliteValues() {}

    /** The stored value that a column of the affinity keeps for a value. */
    public static Object store(Affinity affinity, Object value) {
        switch (affinity) {
            case TEXT:
                return value instanceof Long || value instanceof Double ? text(value) : value;
            case REAL:
                Object real = numeric(value);
                return real instanceof Long whole ? (Object) whole.doubleValue() : real;
            case INTEGER, NUMERIC:
                Object number = numeric(value);
                if (number instanceof Double d && d == Math.rint(d) && Math.abs(d) < 9.2e18) {
                    return (long) (double) d;
                }
                return number;
            default:
                return value;
        }
    }

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

    /** A number as SQLite 3.51 and later print it: a REAL with up to 17 significant digits and always a decimal point. */
    public static String text(Object number) {
        return number instanceof Double real ? realText(real) : String.valueOf(number);
    }

    private static String realText(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Inf" : "-Inf";
        }
        if (value == 0) {
            return "0.0";
        }
        // SQLite keeps 18 digits and shows 17 of them, or fewer where it sees at a glance that they say the same
        BigDecimal kept = new BigDecimal(value).round(new MathContext(18, RoundingMode.HALF_UP));
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = padded(kept);
        boolean plain = value == Math.rint(value) || digits.startsWith("99", 14) || digits.startsWith("000", 13);
        boolean few = plain && shortest.precision() <= 14;
        return format(few ? shortest : kept.round(new MathContext(17, RoundingMode.HALF_UP)), value < 0);
    }

    private static String padded(BigDecimal number) {
        String digits = number.unscaledValue().abs().toString();
        return digits + "0".repeat(Math.max(0, 18 - digits.length()));
    }

    private static String format(BigDecimal number, boolean negative) {
        int exponent = number.precision() - number.scale() - 1;
        BigDecimal stripped = number.stripTrailingZeros();
        if (exponent < -4 || exponent >= 17) {
            String digits = stripped.unscaledValue().abs().toString();
            String fraction = digits.length() == 1 ? "0" : digits.substring(1);
            String sign = exponent < 0 ? "-" : "+";
            String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
            return (negative ? "-" : "") + digits.charAt(0) + "." + fraction + "e" + sign + power;
        }
        String plain = stripped.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
}
