package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.schema.IsoFormat;
import io.shadowjdbc.schema.JsonCodec;
import io.shadowjdbc.schema.StoredCell;
import io.shadowjdbc.schema.UuidCodec;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what the texts of a column look like: dates by format, UUIDs, JSON. Whether a text is JSON is asked of the first
 * thousand only, and no more once one is none: the question costs more than the reading.
 */
final class TextForms {
    private static final JsonCodec JSON = new JsonCodec("json");
    private static final UuidCodec LOWER = new UuidCodec(false);
    private static final int MOST_ASKED = 1_000;
    private static final int UUID_LENGTH = 36;
    private static final int SHORTEST_DATE = 10;
    private static final int LONGEST_DATE = 32;
    /** Where the first hyphen of a date is; that of a UUID is further on. */
    private static final int DATE_HYPHEN = 4;

    private static final int UUID_HYPHEN = 8;

    private final Map<String, Long> dates = new TreeMap<>();
    private long uuids;
    private long asked;
    private long json;

    void add(StoredCell cell) throws SQLException {
        long length = cell.length();
        if (length >= SHORTEST_DATE && length <= LONGEST_DATE && at(cell, DATE_HYPHEN) == '-') {
            IsoFormat.of((String) cell.value()).ifPresent(format -> dates.merge(format.pattern(), 1L, Long::sum));
        } else if (length == UUID_LENGTH && at(cell, UUID_HYPHEN) == '-') {
            uuids += LOWER.fits(((String) cell.value()).toLowerCase(Locale.ROOT)) ? 1 : 0;
        }
        if (json == asked && asked < MOST_ASKED) {
            asked++;
            json += !cell.isLarge() && length > 0 && (at(cell, 0) == '{' || at(cell, 0) == '[') && JSON.fits(cell)
                    ? 1
                    : 0;
        }
    }

    private static byte at(StoredCell cell, int position) {
        return cell.array()[cell.offset() + position];
    }

    Map<String, Object> toJson() {
        Map<String, Object> figures = new LinkedHashMap<>();
        if (!dates.isEmpty()) {
            figures.put("dates", dates);
        }
        if (uuids > 0) {
            figures.put("uuids", uuids);
        }
        if (json > 0) {
            figures.put("json", json);
            figures.put("askedForJson", asked);
        }
        return figures;
    }
}
