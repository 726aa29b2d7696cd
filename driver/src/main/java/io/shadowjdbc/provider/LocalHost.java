package io.shadowjdbc.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from the URL of a PostgreSQL database whether it is on this machine; asks no name server. */
final class LocalHost {
    private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*).*", Pattern.DOTALL);
    private static final Pattern LOCAL = Pattern.compile("(localhost|127(\\.\\d+){3}|\\[::1])?(:\\d+)?");

    private LocalHost() {}

    static boolean isIn(String url) {
        Matcher parts = HOSTS.matcher(url);
        // a URL that names no host means this one
        return !parts.matches()
                || Arrays.stream(parts.group(1).split(",", -1))
                        .allMatch(host ->
                                LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches());
    }
}
