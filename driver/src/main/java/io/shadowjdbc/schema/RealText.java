package io.shadowjdbc.schema;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How SQLite writes a real number as text: {@code CAST(x AS TEXT)}, printf's {@code %!.15g}. */
public final class RealText {
    private static final MathContext DIGITS_15 = new MathContext(15, RoundingMode.HALF_UP);

    private RealText() {}

    /** As SQLite casts it, with at most 15 significant digits. */
    public static String rounded(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Inf" : "-Inf";
        }
        if (value == 0) {
            return Double.doubleToRawLongBits(value) == 0 ? "0.0" : "-0.0";
        }
        return format(new BigDecimal(value).round(DIGITS_15));
    }

    /** As SQLite casts it where that reads back as the same number, else with as many digits as that takes. */
    static String exact(double value) {
        String text = rounded(value);
        if (Double.isInfinite(value)) {
            return value > 0 ? "9e999" : "-9e999";
        }
        return Double.parseDouble(text) == value ? text : format(new BigDecimal(Double.toString(value)));
    }

    /** printf's %g with the alternate form of SQLite: a decimal point always, trailing zeros never. */
    private static String format(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        String digits = stripped.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - stripped.scale();
        String sign = stripped.signum() < 0 ? "-" : "";
        if (exponent < -4 || exponent >= 15) {
            String fraction = digits.length() > 1 ? digits.substring(1) : "0";
            String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
            return sign + digits.charAt(0) + "." + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
        }
        String plain = stripped.abs().toPlainString();
        return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }
}
