package io.shadowjdbc.jdbc.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The deviations that {@code docs/reference/jdbc-behaviour.md} lists, each with its reason: rows of a table with the
 * sides, the method, what deviates and why.
 */
final class KnownDeviations {
    private static final Path PAGE = Path.of("..", "docs", "reference", "jdbc-behaviour.md");
    private static final String HEADING = "| Where | Method | Fact | Why |";

    /**
     * A row.
     *
     * @param side the name of a side, or {@code all}
     * @param method as in {@code Driver.getMajorVersion()}, or {@code any}
     * @param fact what deviates: {@code result}, or what a look afterwards shows
     * @param reason why it can't be otherwise
     */
    record Row(String side, String method, String fact, String reason) {
        boolean covers(Deviation deviation) {
            return (side.equals("all") || side.equals(deviation.side()))
                    && (method.equals("any") || method.equals(deviation.call().signature()))
                    && fact.equals(deviation.fact());
        }
    }

    private final List<Row> rows;
    private final Set<Row> seen = new HashSet<>();

    KnownDeviations() throws IOException {
        rows = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(HEADING))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(KnownDeviations::row)
                .toList();
    }

    private static Row row(String line) {
        List<String> cells = Arrays.stream(
                        line.replaceAll("^\\|\\s*|\\s*\\|$", "").split("\\s*\\|\\s*"))
                .map(cell -> cell.replace("`", ""))
                .toList();
        return new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
    }

    List<Row> rows() {
        return rows;
    }

    /** Whether the deviation is listed; remembers that it occurred. */
    boolean list(Deviation deviation) {
        List<Row> covering = rows.stream().filter(row -> row.covers(deviation)).toList();
        seen.addAll(covering);
        return !covering.isEmpty();
    }

    /** Rows for which nothing occurred, of those that speak of the given sides. */
    List<Row> unseen(Set<String> sides) {
        return rows.stream()
                .filter(row -> row.side().equals("all") || sides.contains(row.side()))
                .filter(row -> !seen.contains(row))
                .toList();
    }
}
