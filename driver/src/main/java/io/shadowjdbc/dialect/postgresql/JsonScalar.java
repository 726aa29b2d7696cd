package io.shadowjdbc.dialect.postgresql;

import java.math.BigDecimal;

/** The text of a jsonb scalar, as PostgreSQL prints it, as the value that it stands for. */
final class JsonScalar {
    private JsonScalar() {}

    static Object value(String json) {
        if (json == null || json.equals("null")) {
            return null;
        }
        if (json.equals("true")) {
            return 1L;
        }
        if (json.equals("false")) {
            return 0L;
        }
        char first = json.charAt(0);
        if (first == '"') {
            return unquote(json);
        }
        if (first == '-' || (first >= '0' && first <= '9')) {
            return ResultCodec.number(new BigDecimal(json));
        }
        return json;
    }

    private static String unquote(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 1; i < json.length() - 1; i++) {
            char c = json.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = json.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }
}
