package io.shadowjdbc.config;

import java.util.regex.Pattern;

/** Takes secrets out of what is shown to people: messages, logs, reports. */
public final class Redaction {
    private static final String SECRET_NAME =
            "[\\w.-]*(?:password|passwd|pwd|secret|token|credential)[\\w.-]*|(?:hex|text)?(?:re)?key";
    private static final Pattern PARAMETER =
            Pattern.compile("(?<=[?&])((?:" + SECRET_NAME + ")=)[^&]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENCODED_PARAMETER =
            Pattern.compile("(?<=%3f|%26)((?:" + SECRET_NAME + ")%3d)(?:(?!%26)[^&])*", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOGIN = Pattern.compile("(//[^/?@:]*:)[^/?]*@");

    private Redaction() {}

    /**
     * The URL with {@code ***} in place of every password: that of parameters whose name says so ({@code password},
     * {@code sslpassword}, {@code hexkey}, ...), that of {@code //user:password@host}, and those of a URL inside a
     * parameter, which is percent-encoded.
     */
    public static String url(String url) {
        String shown = PARAMETER.matcher(url).replaceAll("$1***");
        shown = ENCODED_PARAMETER.matcher(shown).replaceAll("$1***");
        return LOGIN.matcher(shown).replaceAll("$1***@");
    }
}
