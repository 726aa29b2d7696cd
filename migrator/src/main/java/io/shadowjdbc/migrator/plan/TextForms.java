package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.schema.IsoFormat;
import io.shadowjdbc.schema.JsonCodec;
import io.shadowjdbc.schema.UuidCodec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what the texts of a column look like: dates by format, UUIDs, JSON. Once a text has the look of none, the costly
 * question whether others are JSON is no longer asked.
 */
final class TextForms {
    private static final JsonCodec JSON = new JsonCodec("json");
    private static final UuidCodec LOWER = new UuidCodec(false);
    private static final int UUID_LENGTH = 36;
    private static final int DATE_LENGTH = 10;

    private final Map<String, Long> dates = new TreeMap<>();
    private long uuids;
    private long json;
    private boolean mayBeJson = true;

    void add(String text) {
        if (text.length() >= DATE_LENGTH && text.charAt(4) == '-') {
            IsoFormat.of(text).ifPresent(format -> dates.merge(format.pattern(), 1L, Long::sum));
        }
        if (text.length() == UUID_LENGTH && LOWER.fits(text.toLowerCase(Locale.ROOT))) {
            uuids++;
        }
        if (mayBeJson) {
            boolean begins = !text.isEmpty() && (text.charAt(0) == '{' || text.charAt(0) == '[');
            mayBeJson = begins && JSON.fits(text);
            json += mayBeJson ? 1 : 0;
        }
    }

    Map<String, Object> toJson(long texts) {
        Map<String, Object> figures = new LinkedHashMap<>();
        if (!dates.isEmpty()) {
            figures.put("dates", dates);
        }
        if (uuids > 0) {
            figures.put("uuids", uuids);
        }
        if (texts > 0 && mayBeJson) {
            figures.put("json", json);
        }
        return figures;
    }
}
