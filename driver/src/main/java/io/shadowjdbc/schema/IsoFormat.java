package io.shadowjdbc.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to write a date or a point in time as text, of those that SQLite's date functions read (documentation, "Date
 * And Time Functions", section 2). Written as a pattern: {@code YYYY-MM-DD}, {@code YYYY-MM-DD HH:MM:SS},
 * {@code YYYY-MM-DDTHH:MM:SS.SSSZ}, {@code YYYY-MM-DD HH:MM+00:00}.
 *
 * @param separator between date and time: a space, {@code T}, or 0 where there is no time
 * @param seconds whether seconds are written
 * @param fraction digits of the fraction of a second, 0 to 6
 * @param suffix empty, {@code Z} or {@code +00:00}
 */
public record IsoFormat(char separator, boolean seconds, int fraction, String suffix) {
    /** A date without a time. */
    public static final IsoFormat DATE = new IsoFormat('\0', false, 0, "");

    private static final Pattern PATTERN =
            Pattern.compile("YYYY-MM-DD(?:([ T])HH:MM(:SS(?:\\.(S{1,6}))?)?(Z|\\+00:00)?)?");
    private static final int DATE_LENGTH = 10;

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static IsoFormat ofPattern(String pattern) {
        Matcher matcher = PATTERN.matcher(pattern);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a date format such as YYYY-MM-DD HH:MM:SS.SSS, got " + pattern);
        }
        if (matcher.group(1) == null) {
            return DATE;
        }
        return new IsoFormat(
                matcher.group(1).charAt(0),
                matcher.group(2) != null,
                matcher.group(3) == null ? 0 : matcher.group(3).length(),
                matcher.group(4) == null ? "" : matcher.group(4));
    }

    /** The format in which this text is written, or empty if it is no date or time in a format known here. */
    public static Optional<IsoFormat> of(String text) {
        if (text.length() < DATE_LENGTH || text.length() > 32) {
            return Optional.empty();
        }
        IsoFormat format = text.length() == DATE_LENGTH ? DATE : guess(text);
        return format != null && format.parse(text).isPresent() ? Optional.of(format) : Optional.empty();
    }

    private static IsoFormat guess(String text) {
        String suffix = text.endsWith("Z") ? "Z" : text.endsWith("+00:00") ? "+00:00" : "";
        int length = text.length() - suffix.length();
        boolean seconds = length > 16;
        int fraction = length > 19 ? length - 20 : 0;
        if (fraction > 6 || (length != 16 && length != 19 && fraction == 0)) {
            return null;
        }
        return new IsoFormat(text.charAt(DATE_LENGTH), seconds, fraction, suffix);
    }

    public boolean isDate() {
        return separator == '\0';
    }

    /** The pattern that {@link #ofPattern} reads. */
    public String pattern() {
        if (isDate()) {
            return "YYYY-MM-DD";
        }
        return "YYYY-MM-DD" + separator + "HH:MM" + (seconds ? ":SS" : "")
                + (fraction > 0 ? "." + "S".repeat(fraction) : "") + suffix;
    }

    /** The time that the text says, or empty if it is not written in exactly this format or is no date. */
    public Optional<LocalDateTime> parse(String text) {
        int length = isDate() ? DATE_LENGTH : 16 + (seconds ? 3 : 0) + (fraction > 0 ? 1 + fraction : 0);
        if (text.length() != length + suffix.length()
                || !text.endsWith(suffix)
                || text.charAt(4) != '-'
                || text.charAt(7) != '-') {
            return Optional.empty();
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        // year 0 is 1 BC to PostgreSQL
        if (year < 1 || month < 1 || day < 1) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(year, month, day);
            return isDate() ? Optional.of(date.atStartOfDay()) : time(text).map(date::atTime);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<LocalTime> time(String text) {
        if ((separator != ' ' && separator != 'T')
                || text.charAt(10) != separator
                || text.charAt(13) != ':'
                || (seconds && text.charAt(16) != ':')
                || (fraction > 0 && text.charAt(19) != '.')) {
            return Optional.empty();
        }
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = seconds ? digits(text, 17, 2) : 0;
        int part = fraction > 0 ? digits(text, 20, fraction) : 0;
        if (hour < 0 || minute < 0 || second < 0 || part < 0) {
            return Optional.empty();
        }
        int nanos = part;
        for (int i = fraction; i < 9; i++) {
            nanos *= 10;
        }
        return Optional.of(LocalTime.of(hour, minute, second, fraction > 0 ? nanos : 0));
    }

    /** The number written there, or -1 if another character than 0 to 9 is among them. */
    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    /** The text of a time in this format, or empty if the format can't say it exactly. */
    public Optional<String> format(LocalDateTime time) {
        int year = time.getYear();
        if (year < 1 || year > 9999 || !says(time)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(32);
        append(text, year, 4).append('-');
        append(text, time.getMonthValue(), 2).append('-');
        append(text, time.getDayOfMonth(), 2);
        if (!isDate()) {
            append(text.append(separator), time.getHour(), 2);
            append(text.append(':'), time.getMinute(), 2);
            if (seconds) {
                append(text.append(':'), time.getSecond(), 2);
            }
            if (fraction > 0) {
                append(text.append('.'), nanos(time) / power(9 - fraction), fraction);
            }
            text.append(suffix);
        }
        return Optional.of(text.toString());
    }

    private boolean says(LocalDateTime time) {
        if (isDate()) {
            return time.toLocalTime().equals(LocalTime.MIDNIGHT);
        }
        return (seconds || time.getSecond() == 0) && nanos(time) % power(9 - fraction) == 0;
    }

    /** The fraction of the second alone. */
    private static int nanos(LocalDateTime time) {
        return time.get(ChronoField.NANO_OF_SECOND);
    }

    private static int power(int digits) {
        int power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    private static StringBuilder append(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.append("0".repeat(width - digits.length())).append(digits);
    }
}
