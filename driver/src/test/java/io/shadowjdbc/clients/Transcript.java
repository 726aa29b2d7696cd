package io.shadowjdbc.clients;

import java.lang.reflect.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** All that a client saw, as text: values with their classes, exceptions with all that can be asked of them. */
final class Transcript {
    /** Something that may fail. */
    interface Call {
        Object run() throws Exception;
    }

    private final Map<String, List<String>> steps = new LinkedHashMap<>();
    private final String location;
    private List<String> current = new ArrayList<>();

    /**
     * A transcript.
     *
     * @param location a text that is another in each run, to be left out
     */
    Transcript(String location) {
        this.location = location;
    }

    void begin(String step) {
        current = new ArrayList<>();
        if (steps.put(step, current) != null) {
            throw new IllegalArgumentException("two steps are named '" + step + "'");
        }
    }

    /** What was seen in each step. */
    Map<String, List<String>> steps() {
        return Collections.unmodifiableMap(steps);
    }

    /** The same without the lines that begin so. */
    Transcript without(String beginning) {
        Transcript less = new Transcript(location);
        steps.forEach((step, lines) -> {
            less.begin(step);
            lines.stream().filter(line -> !line.startsWith(beginning)).forEach(less.current::add);
        });
        return less;
    }

    /** What was seen in a step. */
    List<String> of(String step) {
        return steps.getOrDefault(step, List.of());
    }

    void saw(String what, Object value) {
        current.add(neutral(what + ": " + text(value)));
    }

    /** Notes what a call gives, be it a value or an exception. */
    void tried(String what, Call call) {
        Object value;
        try {
            value = call.run();
        } catch (Exception e) {
            threw(what, e);
            return;
        }
        saw(what, value);
    }

    /** Notes an exception with its causes and those chained to it. */
    void threw(String what, Throwable thrown) {
        String before = what + " threw ";
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            current.add(neutral(before + text(each)));
            if (each instanceof SQLException sql && sql.getNextException() != null) {
                current.add(neutral("  and then " + text(sql.getNextException())));
            }
            before = "  because of ";
        }
    }

    private static String text(Throwable thrown) {
        String state =
                thrown instanceof SQLException sql ? " [" + sql.getSQLState() + ", " + sql.getErrorCode() + "]" : "";
        return thrown.getClass().getName() + state + " " + thrown.getMessage();
    }

    private static String text(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof byte[] bytes) {
            return "byte[] " + HexFormat.of().formatHex(bytes);
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(index -> text(Array.get(value, index)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), text(each)));
            return sorted.toString();
        }
        if (value instanceof Iterable<?> values) {
            return StreamSupport.stream(values.spliterator(), false)
                    .map(Transcript::text)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return value.getClass().getSimpleName() + " " + value;
    }

    /** Without what is another in each run: the database's place, and hash codes. */
    private String neutral(String line) {
        return line.replace(location, "<database>").replaceAll("@[0-9a-f]{5,8}\\b", "@<hash>");
    }
}
