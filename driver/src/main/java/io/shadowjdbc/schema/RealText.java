package io.shadowjdbc.schema;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How SQLite writes a real number as text, {@code CAST(x AS TEXT)}: 17 significant digits, but fewer where those end in
 * nines or zeros and the number rounded there reads back the same (seen on SQLite 3.54, where two numbers of ten
 * thousand, of extreme size, differ in the last digit; before 3.53 it was always 15 digits).
 */
public final class RealText {
    private static final MathContext DIGITS_14 = new MathContext(14, RoundingMode.HALF_UP);
    private static final MathContext DIGITS_17 = new MathContext(17, RoundingMode.HALF_UP);
    private static final double LOG10_OF_2 = Math.log10(2);
    private static final int EXPONENT_FROM = 17;

    private RealText() {}

    /** As SQLite casts it. */
    public static String cast(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "Inf" : "-Inf";
        }
        if (value == 0) {
            return "0.0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal full = sqliteDigits(value, exact).round(DIGITS_17);
        String digits = full.unscaledValue().abs().toString();
        if (digits.startsWith("99", 14) || digits.startsWith("000", 13) || digits.startsWith("000", 14)) {
            BigDecimal rounded = exact.round(DIGITS_14);
            return format(rounded.doubleValue() == value ? rounded : full);
        }
        return format(full);
    }

    /**
     * The 18 or 19 digits that SQLite works out before it rounds to 17: to the decimal place that gives 18 digits for the
     * power of two below the number. So a number just below the middle may still be rounded up.
     */
    private static BigDecimal sqliteDigits(double value, BigDecimal exact) {
        int tens = (int) Math.floor(binaryExponent(value) * LOG10_OF_2);
        return exact.setScale(17 - tens, RoundingMode.HALF_UP);
    }

    private static int binaryExponent(double value) {
        int exponent = Math.getExponent(value);
        boolean subnormal = exponent < Double.MIN_EXPONENT;
        return subnormal ? Math.getExponent(value * 0x1p54) - 54 : exponent;
    }

    /** As SQLite casts it, but infinity and minus zero too as a literal that reads back as the same number. */
    static String literal(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "9e999" : "-9e999";
        }
        return value == 0 && 1 / value < 0 ? "-0.0" : cast(value);
    }

    /** printf's %g with the alternate form of SQLite: a decimal point always, trailing zeros never. */
    private static String format(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        String digits = stripped.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - stripped.scale();
        String sign = stripped.signum() < 0 ? "-" : "";
        if (exponent < -4 || exponent >= EXPONENT_FROM) {
            String fraction = digits.length() > 1 ? digits.substring(1) : "0";
            String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
            return sign + digits.charAt(0) + "." + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
        }
        String plain = stripped.abs().toPlainString();
        return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }
}
