package io.shadowjdbc.provider;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hold-ups as they are kept in control stores: a JSON array. */
final class HoldUpJson {
    private HoldUpJson() {}

    static List<Map<String, Object>> toJson(List<HoldUp> holdUps) {
        return holdUps.stream()
                .map(each -> Map.<String, Object>of(
                        "thread", each.thread(),
                        "age_ms", each.age().toMillis(),
                        "fingerprint", each.fingerprint()))
                .toList();
    }

    static String toText(List<HoldUp> holdUps) throws IOException {
        return JSON.std.asString(toJson(holdUps));
    }

    static List<HoldUp> ofText(String json) throws IOException {
        return ofJson(JSON.std.listFrom(json));
    }

    static List<HoldUp> ofJson(List<?> json) {
        List<HoldUp> holdUps = new ArrayList<>();
        for (Object each : json) {
            Map<?, ?> fields = (Map<?, ?>) each;
            holdUps.add(new HoldUp(
                    (String) fields.get("thread"),
                    Duration.ofMillis(((Number) fields.get("age_ms")).longValue()),
                    (String) fields.get("fingerprint")));
        }
        return holdUps;
    }
}
