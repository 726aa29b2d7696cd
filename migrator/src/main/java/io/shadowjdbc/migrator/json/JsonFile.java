package io.shadowjdbc.migrator.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.shadowjdbc.migrator.MigrationException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;

/**
 * A file of JSON as rows: an array of objects has one a element; an object of objects has one a member, whose name is column
 * {@code key}; any other object is one row. It is read as a stream, so its size does not matter.
 *
 * @param path the file
 */
record JsonFile(Path path) {
    /** The column of the names of an object of objects. */
    static final String KEY = "key";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Takes rows, value by value. */
    interface Reader {
        /** A value other than null, at which the parser stands; it has to be read to its end. */
        void value(String column, JsonParser parser) throws IOException, MigrationException;

        /** The name under which a row stands. */
        void key(String key) throws IOException, MigrationException;

        /** The row is complete. */
        void row() throws IOException, MigrationException;
    }

    /** The table that it becomes. */
    String table() {
        return path.getFileName().toString().replaceFirst("\\.json$", "");
    }

    /** @throws MigrationException naming file and place where it is none of the three */
    void read(Reader reader) throws MigrationException {
        boolean keyed = isObjectOfObjects();
        try (JsonParser parser = FACTORY.createParser(path.toFile())) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                    if (parser.currentToken() != JsonToken.START_OBJECT) {
                        throw new MigrationException(
                                path + ": element " + i + " of the array is no object; a file has to"
                                        + " hold an array of objects, or an object");
                    }
                    object(parser, reader);
                }
            } else if (first == JsonToken.START_OBJECT && keyed) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    reader.key(parser.currentName());
                    parser.nextToken();
                    object(parser, reader);
                }
            } else if (first == JsonToken.START_OBJECT) {
                object(parser, reader);
            } else {
                throw new MigrationException(path + ": holds neither an array of objects nor an object");
            }
            if (parser.nextToken() != null) {
                throw new MigrationException(path + ": something follows the end of its array or object");
            }
        } catch (JsonProcessingException e) {
            throw new MigrationException(
                    path + ": is not JSON: " + e.getOriginalMessage() + ", line "
                            + e.getLocation().getLineNr(),
                    e);
        } catch (IOException e) {
            throw new MigrationException(path + ": can't be read: " + e.getMessage(), e);
        }
    }

    private static void object(JsonParser parser, Reader reader) throws IOException, MigrationException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String column = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                reader.value(column, parser);
            }
        }
        reader.row();
    }

    private boolean isObjectOfObjects() throws MigrationException {
        try (JsonParser parser = FACTORY.createParser(path.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            int members = 0;
            for (; parser.nextToken() != JsonToken.END_OBJECT; members++) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return false;
                }
                parser.skipChildren();
            }
            return members > 0;
        } catch (JsonProcessingException e) {
            // said where it is read
            return false;
        } catch (IOException e) {
            throw new MigrationException(path + ": can't be read: " + e.getMessage(), e);
        }
    }

    /** The value at which the parser stands, as JSON without spaces; figures stay as they are written. */
    static String text(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }
}
