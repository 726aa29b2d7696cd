package io.shadowjdbc.report.text;

import io.shadowjdbc.report.data.Cell;
import io.shadowjdbc.report.data.Check;
import io.shadowjdbc.report.data.Difference;
import io.shadowjdbc.report.data.Noise;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers, times and cells as people read them: English, UTC, the same on every machine. */
public final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /** {@code 12,345}. */
    public static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1 read}, {@code 12,345 reads}. */
    public static String count(long n, String singular) {
        return number(n) + " " + singular + (n == 1 ? "" : "s");
    }

    /**
     * A share in percent with one decimal, cut off rather than rounded: {@code 100 %} and {@code 0 %} are written only
     * where they are exact, so that one read in a million still shows.
     */
    public static String percent(long part, long whole) {
        if (whole == 0) {
            return "-";
        } else if (part == 0 || part == whole) {
            return part == 0 ? "0 %" : "100 %";
        }
        BigDecimal percent = BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(whole), 1, RoundingMode.DOWN);
        return percent.signum() == 0 ? "< 0.1 %" : percent.toPlainString() + " %";
    }

    /** A limit in percent as it was given: {@code 10 %}, {@code 0.5 %}. */
    public static String percent(double percent) {
        return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + " %";
    }

    /** A time measured in microseconds with about three digits: {@code 87 µs}, {@code 1.24 ms}, {@code 3.10 s}. */
    public static String micros(double micros) {
        double value = micros;
        String unit = "µs";
        if (value >= 999.5) {
            value /= 1_000;
            unit = "ms";
        }
        if (value >= 999.5) {
            value /= 1_000;
            unit = "s";
        }
        int decimals = value < 9.995 && !unit.equals("µs") ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, unit);
    }

    /** The two largest units: {@code 3 d 4 h}, {@code 12 min 5 s}, {@code 8 s}. */
    public static String duration(Duration duration) {
        List<String> parts = new ArrayList<>();
        addUnit(parts, duration.toDays(), "d");
        addUnit(parts, duration.toHoursPart(), "h");
        addUnit(parts, duration.toMinutesPart(), "min");
        addUnit(parts, duration.toSecondsPart(), "s");
        return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    private static void addUnit(List<String> parts, long n, String unit) {
        if (n > 0) {
            parts.add(n + " " + unit);
        }
    }

    /** {@code 2026-01-31 23:59:59}, in UTC. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** {@code queue_full 12, closing 1}; the most frequent first. */
    public static String reasons(Map<String, Long> reasons) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> entry.getKey() + " " + number(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** {@code NULL}, {@code text, length 5, hash 1f3a...}, {@code integer 42}: as much as the file tells. */
    public static String cell(Cell cell) {
        if (cell.type().equals("null")) {
            return "NULL";
        }
        StringBuilder text = new StringBuilder(cell.type());
        if (cell.length() != null) {
            text.append(", length ").append(number(cell.length()));
        }
        if (cell.hash() != null) {
            text.append(", hash ").append(cell.hash());
        }
        if (cell.value() instanceof String string) {
            text.append(": \"").append(string).append('"');
        } else if (cell.value() != null) {
            text.append(": ").append(cell.value());
        }
        return text.toString();
    }

    /** What the other database said of a write. */
    public static String check(Check check) {
        String where = check.other() == null ? "the other side" : check.other();
        if (check.runs()) {
            return where + " would run it";
        }
        return where + " would not run it" + (check.detail() == null ? "" : ": " + check.detail());
    }

    /** {@code order (null order)}; the kind alone where the cause says no more. The kind must be known. */
    public static String kindAndCause(Difference difference) {
        String kind = difference.kind().replace('_', ' ');
        String cause = difference.cause() == null ? kind : difference.cause().replace('_', ' ');
        return cause.equals(kind) ? kind : kind + " (" + cause + ")";
    }

    /** Where a difference is and what it is, in one line. */
    public static String difference(Difference difference) {
        List<String> parts = new ArrayList<>();
        if (difference.kind() != null) {
            parts.add(kindAndCause(difference));
        }
        String place = place(difference);
        if (!place.isEmpty()) {
            parts.add(place);
        }
        if (difference.detail() != null) {
            parts.add(difference.detail());
        }
        String sides = sides(difference);
        if (!sides.isEmpty()) {
            parts.add(sides);
        }
        return String.join("; ", parts);
    }

    /** {@code row 2, column "Total", getInt}; empty where it is not one cell. */
    public static String place(Difference difference) {
        List<String> parts = new ArrayList<>();
        if (difference.row() != null) {
            parts.add("row " + number(difference.row()));
        }
        if (difference.column() != null) {
            parts.add("column " + difference.column());
        }
        if (difference.getter() != null) {
            parts.add(difference.getter());
        }
        return String.join(", ", parts);
    }

    /** The command that runs the read of an example again; in capitals what the operator puts in. */
    public static String rerun(Difference difference) {
        return "java -jar shadow-report.jar rerun --in DIR --fingerprint " + difference.fingerprint()
                + " --primary jdbc:URL --secondary jdbc:URL"
                + (difference.parameters().isEmpty()
                        ? ""
                        : " --parameter VALUE".repeat(difference.parameters().size()));
    }

    /** What reads that were made twice on the active database tell; empty if there were none. */
    public static String noise(Noise noise) {
        return noise.reads() == 0
                ? ""
                : count(noise.reads(), "read") + " made twice on the active database, " + number(noise.differing())
                        + " of them with two answers (" + percent(noise.differing(), noise.reads())
                        + "): so much differs although nothing is wrong";
    }

    private static String sides(Difference difference) {
        List<String> parts = new ArrayList<>();
        addSide(parts, side(difference.active(), "active"), difference.activeValue(), difference.activeRows());
        addSide(parts, side(difference.other(), "other"), difference.otherValue(), difference.otherRows());
        return String.join(" / ", parts);
    }

    private static void addSide(List<String> parts, String name, Cell value, Long rows) {
        if (value != null) {
            parts.add(name + ": " + cell(value));
        } else if (rows != null) {
            parts.add(name + ": " + count(rows, "row"));
        }
    }

    /** The name of a provider, or what it was there if the file does not name it. */
    public static String side(String name, String role) {
        return name == null ? role : name;
    }
}
