package io.shadowjdbc.report;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Values of parameters as an operator writes them: NULL, a number, x'HEX' or text. */
final class ParameterText {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern REAL = Pattern.compile("[+-]?(\\d+\\.\\d*|\\.?\\d+)([eE][+-]?\\d+)?");
    private static final Pattern BYTES = Pattern.compile("[xX]'((?:[0-9a-fA-F]{2})*)'");

    private ParameterText() {}

    /** The value for {@code setObject}. */
    static Object parse(String text) {
        var bytes = BYTES.matcher(text);
        if (text.toUpperCase(Locale.ROOT).equals("NULL")) {
            return null;
        } else if (INTEGER.matcher(text).matches()) {
            return Long.valueOf(text);
        } else if (REAL.matcher(text).matches()) {
            return Double.valueOf(text);
        } else if (bytes.matches()) {
            return HexFormat.of().parseHex(bytes.group(1));
        } else if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return text.substring(1, text.length() - 1).replace("''", "'");
        }
        return text;
    }
}
