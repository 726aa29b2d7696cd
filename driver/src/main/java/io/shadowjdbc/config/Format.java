package io.shadowjdbc.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * How the text of a setting becomes a value.
 *
 * @param allowed the texts that are allowed, as it follows "expected"
 * @param choices the allowed texts where they can be listed, else empty
 * @param parser throws {@link IllegalArgumentException} for a text that is not allowed; its message is shown
 */
record Format(String allowed, List<String> choices, Function<String, Object> parser) {
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");
    private static final Pattern RECHECK = Pattern.compile("(\\d{1,6})(?:\\s+within\\s+(.+))?");
    private static final Map<String, Long> MILLISECONDS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

    /** A message for texts whose fault {@link #allowed} says already. */
    private static final String NO_DETAIL = "";

    static final Format TEXT = new Format("any text", List.of(), text -> text);

    static final Format URL = new Format("a JDBC URL of SQLite or PostgreSQL", List.of(), text -> {
        DatabaseKind.ofUrl(text);
        return text;
    });

    static final Format PATH = new Format("a path", List.of(), Path::of);

    static final Format BOOLEAN = new Format("true or false", List.of("true", "false"), text -> {
        require(text.equals("true") || text.equals("false"));
        return text.equals("true");
    });

    static final Format DURATION = new Format(
            "a time longer than zero with its unit, such as 500ms, 5s, 2m or 1h", List.of(), Format::duration);

    static final Format SIZE =
            new Format("a number of bytes, such as 65536, 64KB, 16MB or 1GB", List.of(), Format::size);

    static final Format PATTERN = new Format("a regular expression (java.util.regex)", List.of(), text -> {
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription() + " near index " + e.getIndex(), e);
        }
    });

    static final Format NAMES = new Format("names with commas between them", List.of(), Format::names);

    static final Format INSTANCE =
            new Format("1 to 100 letters, digits, dots, underscores and hyphens", List.of(), text -> {
                require(text.matches("[A-Za-z0-9._-]{1,100}"));
                return text;
            });

    static final Format CONTROL = new Format("local, file:PATH or postgresql", List.of(), Format::control);

    static final Format RECHECK_POLICY = new Format(
            "a number of retries and their time, such as '5 within 2s', or 0", List.of(), Format::recheckPolicy);

    static final Format PARITY_TARGET = new Format(
            "a directory, or postgresql",
            List.of(),
            text -> text.equals("postgresql")
                    ? new ShadowConfig.Parity.Table()
                    : new ShadowConfig.Parity.Directory(Path.of(text)));

    /** Whole numbers from {@code min} to {@code max}, both included. */
    static Format integer(int min, int max) {
        return new Format("a whole number from " + min + " to " + max, List.of(), text -> {
            int value = number(text, Integer::parseInt);
            require(value >= min && value <= max);
            return value;
        });
    }

    /** Numbers from {@code min} to {@code max}, both included. */
    static Format real(double min, double max) {
        String allowed = String.format(Locale.ROOT, "a number from %.0f to %.0f", min, max);
        return new Format(allowed, List.of(), text -> {
            double value = number(text, Double::parseDouble);
            require(value >= min && value <= max);
            return value;
        });
    }

    /** The constants of an enum, by their names in lower case. */
    static <E extends Enum<E>> Format oneOf(Class<E> type) {
        Map<String, E> byName = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> constant.name().toLowerCase(Locale.ROOT), constant -> constant));
        List<String> choices = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return new Format("one of " + String.join(", ", choices), choices, text -> {
            require(byName.containsKey(text));
            return byName.get(text);
        });
    }

    private static Duration duration(String text) {
        Matcher parts = QUANTITY.matcher(text);
        require(parts.matches());
        Long unit = MILLISECONDS.get(parts.group(2).toLowerCase(Locale.ROOT));
        require(unit != null);
        Duration duration = Duration.ofMillis(Math.multiplyExact(Long.parseLong(parts.group(1)), unit));
        require(!duration.isZero());
        return duration;
    }

    private static Long size(String text) {
        Matcher parts = QUANTITY.matcher(text);
        require(parts.matches());
        Long unit = BYTES.get(parts.group(2).toLowerCase(Locale.ROOT));
        require(unit != null);
        long size = number(text, ignored -> Math.multiplyExact(Long.parseLong(parts.group(1)), unit));
        require(size > 0);
        return size;
    }

    private static Set<String> names(String text) {
        Set<String> names = Arrays.stream(text.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        require(!names.isEmpty());
        return names;
    }

    private static ShadowConfig.Control control(String text) {
        if (text.equals("local")) {
            return new ShadowConfig.Control.Local();
        }
        if (text.equals("postgresql")) {
            return new ShadowConfig.Control.Postgresql();
        }
        require(text.startsWith("file:") && text.length() > "file:".length());
        return new ShadowConfig.Control.File(Path.of(text.substring("file:".length())));
    }

    private static RecheckPolicy recheckPolicy(String text) {
        Matcher parts = RECHECK.matcher(text);
        require(parts.matches());
        Duration window = parts.group(2) == null ? Duration.ofSeconds(2) : duration(parts.group(2));
        return new RecheckPolicy(Integer.parseInt(parts.group(1)), window);
    }

    private static <N> N number(String text, Function<String, N> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(NO_DETAIL, e);
        }
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException(NO_DETAIL);
        }
    }

    /** The value of {@code shadow.compare.recheck}. */
    record RecheckPolicy(int retries, Duration window) {}
}
