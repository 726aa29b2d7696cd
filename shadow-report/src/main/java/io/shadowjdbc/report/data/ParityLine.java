package io.shadowjdbc.report.data;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Typed access to the members of one JSON object of a parity file. A member of the wrong type is an error that names
 * file, line and member, and quotes no value, which may be the application's.
 */
final class ParityLine {
    private final Path file;
    private final long line;
    private final String path;
    private final Map<?, ?> members;

    ParityLine(Path file, long line, Map<?, ?> members) {
        this(file, line, "", members);
    }

    private ParityLine(Path file, long line, String path, Map<?, ?> members) {
        this.file = file;
        this.line = line;
        this.path = path;
        this.members = members;
    }

    /** Text that has to be there. */
    String text(String name) throws ParityFormatException {
        return required(name, textOrNull(name));
    }

    String textOrNull(String name) throws ParityFormatException {
        Object value = members.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrongType(name, "a string", value);
    }

    /** Text, or a number as text: a column may go by its label or by its index. */
    String labelOrNull(String name) throws ParityFormatException {
        Object value = members.get(name);
        return value instanceof Number ? value.toString() : textOrNull(name);
    }

    /** A point in time that has to be there. */
    Instant instant(String name) throws ParityFormatException {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw problem(name, "is not a time in ISO 8601 and UTC, as in 2026-01-31T23:59:59.000Z", e);
        }
    }

    /** A count that has to be there. */
    long count(String name) throws ParityFormatException {
        return required(name, countOrNull(name));
    }

    /** A count; nothing is 0. */
    long countOrZero(String name) throws ParityFormatException {
        Long count = countOrNull(name);
        return count == null ? 0 : count;
    }

    Long countOrNull(String name) throws ParityFormatException {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw wrongType(name, "a whole number, 0 or more", value);
    }

    boolean flag(String name) throws ParityFormatException {
        Object value = required(name, members.get(name));
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrongType(name, "true or false", value);
    }

    Double numberOrNull(String name) throws ParityFormatException {
        Object value = members.get(name);
        if (value == null || value instanceof Number) {
            return value == null ? null : (Double) ((Number) value).doubleValue();
        }
        throw wrongType(name, "a number", value);
    }

    double numberOrZero(String name) throws ParityFormatException {
        Double number = numberOrNull(name);
        return number == null ? 0 : number;
    }

    /** A member that is an object; an empty one if it is missing. */
    ParityLine object(String name) throws ParityFormatException {
        ParityLine object = objectOrNull(name);
        return object == null ? new ParityLine(file, line, path + name + ".", Map.of()) : object;
    }

    ParityLine objectOrNull(String name) throws ParityFormatException {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return new ParityLine(file, line, path + name + ".", map);
        }
        throw wrongType(name, "an object", value);
    }

    /** Strings of an array; none if the member is missing. */
    List<String> texts(String name) throws ParityFormatException {
        List<String> texts = new ArrayList<>();
        for (Object element : array(name)) {
            if (!(element instanceof String text)) {
                throw wrongType(name, "an array of strings", element);
            }
            texts.add(text);
        }
        return texts;
    }

    /** Objects of an array; none if the member is missing. */
    List<ParityLine> objects(String name) throws ParityFormatException {
        List<ParityLine> objects = new ArrayList<>();
        for (Object element : array(name)) {
            if (!(element instanceof Map<?, ?> map)) {
                throw wrongType(name, "an array of objects", element);
            }
            objects.add(new ParityLine(file, line, path + name + ".", map));
        }
        return objects;
    }

    /** Any JSON value. */
    Object raw(String name) {
        return members.get(name);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        members.keySet().forEach(name -> names.add(name.toString()));
        return names;
    }

    ParityFormatException problem(String name, String what, Throwable cause) {
        return new ParityFormatException(file, line, "member \"" + path + name + "\" " + what, cause);
    }

    private List<?> array(String name) throws ParityFormatException {
        Object value = members.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrongType(name, "an array", value);
    }

    private <T> T required(String name, T value) throws ParityFormatException {
        if (value == null) {
            throw problem(name, "is missing", null);
        }
        return value;
    }

    private ParityFormatException wrongType(String name, String expected, Object found) {
        return problem(name, "has to be " + expected + ", found " + describe(found), null);
    }

    private static String describe(Object value) {
        if (value instanceof String) {
            return "a string";
        } else if (value instanceof Number number) {
            return number.doubleValue() < 0 ? "a negative number" : "a number";
        } else if (value instanceof Boolean) {
            return "a boolean";
        } else if (value instanceof List) {
            return "an array";
        }
        return value == null ? "null" : "an object";
    }
}
