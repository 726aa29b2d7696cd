package io.shadowjdbc.migrator.run;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;

/** Maps as JSON text. */
public final class Json {
    private Json() {}

    /** On one line. */
    public static String line(Map<String, Object> json) {
        return write(JSON.std, json);
    }

    /** For files. */
    public static String pretty(Map<String, Object> json) {
        return write(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT), json) + "\n";
    }

    private static String write(JSON writer, Map<String, Object> json) {
        try {
            return writer.asString(json);
        } catch (IOException e) {
            throw new IllegalStateException("maps of plain values can be written as JSON", e);
        }
    }
}
