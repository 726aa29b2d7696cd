package io.shadowjdbc.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.sql.SQLException;

/** Says whether a text is one JSON value. */
final class JsonText {
    private static final int BYTE_ORDER_MARK = 0xEF;

    private JsonText() {}

    /** Reads to the end: whether there is one value and nothing after it. */
    static boolean isOneValue(JsonParser parser) throws IOException {
        int depth = 0;
        int values = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            // strings are parsed lazily: bad escapes show when they are read
            parser.finishToken();
            if (token.isStructEnd()) {
                depth--;
                continue;
            }
            values += depth == 0 ? 1 : 0;
            depth += token.isStructStart() ? 1 : 0;
        }
        return values == 1;
    }

    /** @param cell valid UTF-8 without U+0000 */
    static boolean isJson(StoredCell cell) {
        int length = (int) cell.length();
        if (length == 0 || (cell.array()[cell.offset()] & 0xFF) == BYTE_ORDER_MARK) {
            return false;
        }
        try (JsonParser parser = Json.FACTORY.createParser(cell.array(), cell.offset(), length)) {
            return isOneValue(parser);
        } catch (IOException e) {
            return false;
        }
    }

    /** The same in chunks: memory holds no more than one string of the value. */
    static boolean isJson(LargeValue text) throws SQLException {
        try (JsonParser parser = Json.FACTORY.createNonBlockingByteArrayParser()) {
            Feeder feeder = new Feeder(parser);
            text.read(feeder);
            return feeder.isOneValue();
        } catch (IOException e) {
            return false;
        }
    }

    private static final class Feeder implements LargeValue.Sink {
        private final JsonParser parser;
        private final ByteArrayFeeder input;
        private int depth;
        private int values;
        private boolean first = true;
        private boolean broken;

        Feeder(JsonParser parser) {
            this.parser = parser;
            this.input = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        }

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            if (broken || length == 0) {
                return;
            }
            broken = first && (bytes[offset] & 0xFF) == BYTE_ORDER_MARK;
            first = false;
            try {
                input.feedInput(bytes, offset, offset + length);
                take();
            } catch (IOException e) {
                broken = true;
            }
        }

        private void take() throws IOException {
            for (JsonToken token = parser.nextToken();
                    token != null && token != JsonToken.NOT_AVAILABLE;
                    token = parser.nextToken()) {
                if (token.isStructEnd()) {
                    depth--;
                    continue;
                }
                values += depth == 0 ? 1 : 0;
                depth += token.isStructStart() ? 1 : 0;
            }
        }

        boolean isOneValue() throws IOException {
            if (broken) {
                return false;
            }
            input.endOfInput();
            take();
            return values == 1 && depth == 0;
        }
    }
}
