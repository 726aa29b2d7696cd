package io.shadowjdbc.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code jdbc:shadow:} URL taken apart.
 *
 * @param inner the inner driver's URL: everything that is not ours, byte for byte, in its order
 * @param settings our parameters, decoded
 */
record ShadowUrl(String inner, Map<String, String> settings) {
    static final String PREFIX = "jdbc:shadow:";

    /**
     * Takes the parameters whose key starts with {@code shadow.} out of the query. They are decoded as pgjdbc decodes its
     * own: percent-encoding, and {@code +} for a space.
     *
     * @param problems receives a line for each parameter that can't be decoded
     */
    static ShadowUrl parse(String url, List<String> problems) {
        String rest = "jdbc:" + url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        Map<String, String> settings = new LinkedHashMap<>();
        if (question < 0) {
            return new ShadowUrl(rest, settings);
        }
        List<String> others = new ArrayList<>();
        for (String parameter : rest.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith(Setting.KEY_PREFIX)) {
                read(parameter, settings, problems);
            } else {
                others.add(parameter);
            }
        }
        String query = others.isEmpty() ? "" : "?" + String.join("&", others);
        return new ShadowUrl(rest.substring(0, question) + query, settings);
    }

    private static void read(String parameter, Map<String, String> settings, List<String> problems) {
        int equals = parameter.indexOf('=');
        String key = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        try {
            settings.put(key, URLDecoder.decode(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            problems.add(key + " (from the URL): its value is not percent-encoded; write % as %25, & as %26");
        }
    }
}
