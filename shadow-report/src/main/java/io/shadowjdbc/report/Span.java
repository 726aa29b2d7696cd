package io.shadowjdbc.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations and points in time as the options take them. */
final class Span {
    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,9})([smhd])");

    private Span() {}

    private static Duration parse(String text) {
        Matcher simple = SIMPLE.matcher(text.toLowerCase(Locale.ROOT));
        if (!simple.matches()) {
            return null;
        }
        long n = Long.parseLong(simple.group(1));
        return switch (simple.group(2)) {
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }

    /** {@code 90s}, {@code 15m}, {@code 2h}, {@code 7d}. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration duration = parse(text);
            if (duration == null) {
                throw new TypeConversionException("'" + text
                        + "' is not a duration: expected a number and s, m, h or d, as in 90s, 15m, 2h or 7d");
            }
            return duration;
        }
    }

    /** A point in time: ISO 8601 in UTC, or a duration back from now. */
    record Since(Instant at, Duration back) {
        Instant from(Instant now) {
            return at != null ? at : now.minus(back);
        }
    }

    /** {@code 2026-01-31T23:59:59Z}, or {@code 2h} for two hours ago. */
    static final class SinceConverter implements ITypeConverter<Since> {
        @Override
        public Since convert(String text) {
            Duration back = parse(text);
            if (back != null) {
                return new Since(null, back);
            }
            try {
                return new Since(Instant.parse(text), null);
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'" + text
                                + "' is not a time: expected ISO 8601 in UTC, as in 2026-01-31T23:59:59Z, or how long ago, as in 2h");
            }
        }
    }
}
