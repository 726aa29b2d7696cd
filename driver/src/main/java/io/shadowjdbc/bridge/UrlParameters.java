package io.shadowjdbc.bridge;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** What a URL of sqlite-jdbc says. */
final class UrlParameters {
    private static final String PREFIX = "jdbc:sqlite:";
    private static final int SQLITE_OPEN_READONLY = 1;

    private UrlParameters() {}

    /** The parameters by name in lower case, those of the URL before the properties. */
    static Map<String, String> of(String url, Properties properties) {
        Map<String, String> parameters = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            parameters.put(name.toLowerCase(Locale.ROOT), properties.getProperty(name));
        }
        int query = url.indexOf('?');
        if (query >= 0) {
            for (String parameter : url.substring(query + 1).split("&")) {
                int equals = parameter.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            parameter.substring(0, equals).toLowerCase(Locale.ROOT), parameter.substring(equals + 1));
                }
            }
        }
        return parameters;
    }

    /** The file as {@code PRAGMA database_list} shows it; empty for a database in memory. */
    static String file(String url) {
        int query = url.indexOf('?');
        String name = url.substring(url.startsWith(PREFIX) ? PREFIX.length() : 0, query < 0 ? url.length() : query);
        if (name.startsWith("file:")) {
            name = name.substring("file:".length());
        }
        return name.isEmpty() || name.equals(":memory:")
                ? ""
                : Path.of(name).toAbsolutePath().normalize().toString();
    }

    /** Whether the URL asks for a connection that only reads. */
    static boolean readsOnly(Map<String, String> parameters) {
        try {
            return (Integer.parseInt(parameters.getOrDefault("open_mode", "0")) & SQLITE_OPEN_READONLY) != 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
