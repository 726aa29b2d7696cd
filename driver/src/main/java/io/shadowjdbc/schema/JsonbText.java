package io.shadowjdbc.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The text in which PostgreSQL prints a jsonb value. */
final class JsonbText {

    private JsonbText() {}

    /** What jsonb gives back for this text, or null if it refuses the text. */
    static String of(String text) {
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return null;
            }
            String value = value(parser);
            return value == null || parser.nextToken() != null ? null : value;
        } catch (IOException e) {
            return null;
        }
    }

    private static String value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(parser.getText()).toPlainString();
            default -> parser.getText();
        };
    }

    private static String object(JsonParser parser) throws IOException {
        // keys in order of length, then of bytes; the last of equal keys wins
        Map<byte[], String> members = new TreeMap<>((left, right) -> left.length != right.length
                ? Integer.compare(left.length, right.length)
                : Arrays.compareUnsigned(left, right));
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String printedKey = string(key);
            parser.nextToken();
            String value = value(parser);
            if (printedKey == null || value == null) {
                return null;
            }
            members.put(key.getBytes(StandardCharsets.UTF_8), printedKey + ": " + value);
        }
        return "{" + String.join(", ", members.values()) + "}";
    }

    private static String array(JsonParser parser) throws IOException {
        StringBuilder text = new StringBuilder("[");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String value = value(parser);
            if (value == null) {
                return null;
            }
            text.append(text.length() > 1 ? ", " : "").append(value);
        }
        return text.append(']').toString();
    }

    private static String string(String value) {
        if (!TextCodec.isPortable(value)) {
            return null;
        }
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
