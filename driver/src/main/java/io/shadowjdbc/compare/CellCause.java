package io.shadowjdbc.compare;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.Optional;

/** Finds why two values differ, by what they look like. Static, pure. */
final class CellCause {
    /** Zones differ by whole quarters of an hour, and by no more than 26 hours. */
    private static final long QUARTER_HOUR_MILLIS = 900_000;

    private static final long LARGEST_SHIFT_MILLIS = 26 * 3_600_000L;
    /** Numbers below are taken for counts and keys, not for times: 1973 in seconds, in milliseconds 1973 too. */
    private static final long FIRST_EPOCH_SECONDS = 100_000_000L;

    private static final long FIRST_EPOCH_MILLIS = 100_000_000_000L;
    /** Reals that differ by less were computed or stored with fewer digits. */
    private static final double LARGEST_RELATIVE_LOSS = 1e-5;

    private static final int LONGEST_NUMBER = 60;

    private CellCause() {}

    /** The cause of a difference between two values that getters gave; they are not equal. */
    static Cause of(Object left, Object right) {
        if (left instanceof Cells.Failure || right instanceof Cells.Failure) {
            return Cause.ERROR_CLASS;
        } else if (left == null || right == null) {
            return "".equals(left) || "".equals(right) ? Cause.WHITESPACE : Cause.NULL;
        } else if (left instanceof Number a && right instanceof Number b) {
            return numbers(a, b);
        } else if (left instanceof Date a && right instanceof Date b) {
            return times(Duration.ofMillis(a.getTime() - b.getTime())).orElse(Cause.VALUE);
        } else if (left instanceof String a && right instanceof String b) {
            return texts(a, b);
        }
        return left.getClass() == right.getClass() ? Cause.VALUE : Cause.TYPE;
    }

    private static Cause numbers(Number left, Number right) {
        BigDecimal a = exact(left);
        BigDecimal b = exact(right);
        if (a == null || b == null) {
            return left.getClass() == right.getClass() ? Cause.VALUE : Cause.TYPE;
        }
        if (a.compareTo(b) == 0) {
            // 1 and 1.0, 1.0 and 1.00, 0.0 and -0.0
            return left.getClass() == right.getClass() ? Cause.PRECISION : Cause.TYPE;
        }
        if (isWhole(left) && isWhole(right)) {
            return shifted(left.longValue(), right.longValue()) ? Cause.TIME_ZONE : Cause.VALUE;
        }
        return closeEnough(a.doubleValue(), b.doubleValue()) ? Cause.PRECISION : Cause.VALUE;
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    /** Null for what is no finite number. */
    private static BigDecimal exact(Number number) {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean closeEnough(double a, double b) {
        return Math.abs(a - b) <= LARGEST_RELATIVE_LOSS * Math.max(Math.abs(a), Math.abs(b));
    }

    private static boolean shifted(long left, long right) {
        long smaller = Math.min(Math.abs(left), Math.abs(right));
        long difference = Math.abs(left - right);
        return (smaller >= FIRST_EPOCH_MILLIS && isShift(difference))
                || (smaller >= FIRST_EPOCH_SECONDS
                        && smaller < FIRST_EPOCH_MILLIS
                        && difference <= LARGEST_SHIFT_MILLIS / 1000
                        && isShift(difference * 1000));
    }

    private static boolean isShift(long millis) {
        return millis != 0 && millis <= LARGEST_SHIFT_MILLIS && millis % QUARTER_HOUR_MILLIS == 0;
    }

    private static Cause texts(String left, String right) {
        if (left.strip().equals(right.strip())) {
            return Cause.WHITESPACE;
        } else if (left.equalsIgnoreCase(right)) {
            return Cause.CASE;
        } else if (Normalizer.normalize(left, Normalizer.Form.NFC)
                .equals(Normalizer.normalize(right, Normalizer.Form.NFC))) {
            return Cause.UNICODE_FORM;
        }
        return timestamps(left, right).or(() -> numbersInText(left, right)).orElse(Cause.VALUE);
    }

    private static Optional<Cause> timestamps(String left, String right) {
        Optional<Moment> a = Moment.parse(left);
        Optional<Moment> b = Moment.parse(right);
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        Duration difference = Duration.between(b.get().instant(), a.get().instant());
        if (difference.isZero()) {
            // the same moment: written with another offset, or with more zeros or another separator
            return Optional.of(a.get().offset() != b.get().offset() ? Cause.TIME_ZONE : Cause.PRECISION);
        }
        return a.get().timed() && b.get().timed() ? times(difference) : Optional.empty();
    }

    private static Optional<Cause> times(Duration difference) {
        Duration size = difference.abs();
        if (size.compareTo(Duration.ofSeconds(1)) < 0) {
            return Optional.of(Cause.PRECISION);
        }
        boolean wholeMillis = size.toNanosPart() % 1_000_000 == 0;
        return wholeMillis && size.compareTo(Duration.ofMillis(LARGEST_SHIFT_MILLIS)) <= 0 && isShift(size.toMillis())
                ? Optional.of(Cause.TIME_ZONE)
                : Optional.empty();
    }

    /** A text that is a date or a time stamp; one without an offset is taken as UTC. */
    private record Moment(Instant instant, int offset, boolean timed) {
        static Optional<Moment> parse(String text) {
            if (text.length() < 10 || text.length() > 40 || text.charAt(4) != '-') {
                return Optional.empty();
            }
            try {
                if (text.length() == 10) {
                    return Optional.of(
                            new Moment(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC), 0, false));
                }
                String iso = text.substring(0, 10) + "T" + text.substring(11).strip();
                boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
                if (!offset) {
                    return Optional.of(new Moment(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC), 0, true));
                }
                boolean hoursOnly = iso.charAt(iso.length() - 3) == '+' || iso.charAt(iso.length() - 3) == '-';
                OffsetDateTime parsed = OffsetDateTime.parse(hoursOnly ? iso + ":00" : iso);
                return Optional.of(
                        new Moment(parsed.toInstant(), parsed.getOffset().getTotalSeconds(), true));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }

    private static Optional<Cause> numbersInText(String left, String right) {
        if (left.length() > LONGEST_NUMBER || right.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            BigDecimal a = new BigDecimal(left);
            BigDecimal b = new BigDecimal(right);
            boolean near = a.compareTo(b) == 0
                    || ((a.scale() > 0 || b.scale() > 0) && closeEnough(a.doubleValue(), b.doubleValue()));
            return near ? Optional.of(Cause.PRECISION) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
