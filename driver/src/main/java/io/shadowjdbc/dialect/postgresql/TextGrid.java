package io.shadowjdbc.dialect.postgresql;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A form in which dates or timestamps are kept as text: fixed width, so that the order of the texts is that of the times.
 *
 * @param format as PostgreSQL's {@code to_char} takes it
 * @param sample 2024-03-05 06:07:08.123456 in this form
 * @param start the earliest text: what completes a text that is a beginning of one of this form
 */
record TextGrid(String format, String sample, String start) {

    /** The text that comes a number of steps after another one; empty where that is no time of this form. */
    Optional<String> shift(String text, int steps) {
        try {
            int digits = fractionDigits();
            int seconds = hasSeconds() ? second(text, digits, steps) : 0;
            LocalDateTime time = LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    hasTime() ? number(text, 11, 13) : 0,
                    hasTime() ? number(text, 14, 16) : 0,
                    hasSeconds() ? number(text, 17, 19) : 0);
            if (!hasTime()) {
                time = time.plusDays(steps);
            } else if (!hasSeconds()) {
                time = time.plusMinutes(steps);
            } else {
                time = time.plusSeconds(seconds);
            }
            return Optional.of(format(time, text, digits, steps));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean hasTime() {
        return format.contains("HH24");
    }

    private boolean hasSeconds() {
        return format.contains(":SS");
    }

    private int fractionDigits() {
        int digits = 0;
        int i = start.indexOf('.') + 1;
        while (i > 0 && i + digits < start.length() && Character.isDigit(start.charAt(i + digits))) {
            digits++;
        }
        return digits;
    }

    /** By how many seconds the steps, counted in the fraction's last digit, move the time. */
    private static int second(String text, int digits, int steps) {
        if (digits == 0) {
            return steps;
        }
        int unit = (int) Math.round(Math.pow(10, digits));
        return Math.floorDiv(number(text, 20, 20 + digits) + steps, unit);
    }

    private String format(LocalDateTime time, String text, int digits, int steps) {
        StringBuilder result = new StringBuilder(start);
        put(result, 0, 4, time.getYear());
        put(result, 5, 7, time.getMonthValue());
        put(result, 8, 10, time.getDayOfMonth());
        if (hasTime()) {
            put(result, 11, 13, time.getHour());
            put(result, 14, 16, time.getMinute());
        }
        if (hasSeconds()) {
            put(result, 17, 19, time.getSecond());
        }
        if (digits > 0) {
            int unit = (int) Math.round(Math.pow(10, digits));
            put(result, 20, 20 + digits, Math.floorMod(number(text, 20, 20 + digits) + steps, unit));
        }
        return result.toString();
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text.substring(from, to));
    }

    private static void put(StringBuilder text, int from, int to, int number) {
        text.replace(from, to, String.format(Locale.ROOT, "%0" + (to - from) + "d", number));
    }

    static List<TextGrid> candidates(boolean timestamp, boolean date) {
        List<TextGrid> grids = new ArrayList<>();
        if (date) {
            grids.add(new TextGrid("YYYY-MM-DD", "2024-03-05", "0001-01-01"));
        } else if (timestamp) {
            grids.add(new TextGrid("YYYY-MM-DD", "2024-03-05", "0001-01-01"));
            for (String separator : List.of(" ", "T")) {
                String quoted = separator.equals("T") ? "\"T\"" : " ";
                for (String zone : List.of("", "Z", "+00:00", "+0000")) {
                    String quotedZone = zone.isEmpty() ? "" : "\"" + zone + "\"";
                    String day = "YYYY-MM-DD" + quoted;
                    String sampleDay = "2024-03-05" + separator;
                    String startDay = "0001-01-01" + separator;
                    grids.add(new TextGrid(
                            day + "HH24:MI" + quotedZone, sampleDay + "06:07" + zone, startDay + "00:00" + zone));
                    addSeconds(grids, day, quotedZone, sampleDay, startDay, zone);
                }
            }
        } else {
            addSeconds(grids, "", "", "", "", "");
            grids.add(new TextGrid("HH24:MI", "06:07", "00:00"));
        }
        return grids;
    }

    private static void addSeconds(
            List<TextGrid> grids, String day, String quotedZone, String sampleDay, String startDay, String zone) {
        String[][] fractions = {
            {"", "", ""},
            {".FF1", ".1", ".0"},
            {".FF2", ".12", ".00"},
            {".MS", ".123", ".000"},
            {".FF4", ".1234", ".0000"},
            {".FF5", ".12345", ".00000"},
            {".US", ".123456", ".000000"}
        };
        for (String[] fraction : fractions) {
            grids.add(new TextGrid(
                    day + "HH24:MI:SS" + fraction[0] + quotedZone,
                    sampleDay + "06:07:08" + fraction[1] + zone,
                    startDay + "00:00:00" + fraction[2] + zone));
        }
    }
}
