package io.shadowjdbc.report;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Getter;
import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.report.data.Call;
import io.shadowjdbc.report.data.Cell;
import io.shadowjdbc.report.data.Difference;
import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.ParityReader;
import io.shadowjdbc.report.data.Statement;
import io.shadowjdbc.report.text.Printable;
import io.shadowjdbc.report.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs the read of an example again, through the driver, which compares it as it compares the application's: the same
 * getters on the same columns.
 */
final class Rerun {
    /**
     * What came of it.
     *
     * @param text for the operator
     */
    record Result(boolean agrees, String text) {}

    /** The schema map is read by the driver while the connection is open already. */
    private static final Duration SCHEMA_MAP = Duration.ofSeconds(30);

    private static final Duration VERDICT = Duration.ofSeconds(60);

    private final RerunOptions options;
    private final String sql;
    private final Difference example;

    private Rerun(RerunOptions options, String sql, Difference example) {
        this.options = options;
        this.sql = sql;
        this.example = example;
    }

    /**
     * Looks the example up.
     *
     * @throws IOException if the parity files can't be read
     */
    static Rerun of(RerunOptions options) throws IOException {
        ParityData data = ParityReader.read(options.in, null);
        Statement statement = data.statements().stream()
                .filter(each -> each.fingerprint().equals(options.fingerprint))
                .findFirst()
                .orElseThrow(() -> options.usage(
                        "--fingerprint " + options.fingerprint + ": no statement of the parity files has it"));
        String sql = options.sql == null ? statement.sql() : options.sql;
        if (sql == null) {
            throw options.usage("no parity file tells the SQL of " + options.fingerprint + "; give it with --sql");
        }
        return new Rerun(
                options, sql, statement.differences().stream().findFirst().orElse(null));
    }

    /**
     * Runs it.
     *
     * @throws SQLException if a database can't be reached, or the statement fails on the application's own
     */
    Result run() throws IOException, SQLException {
        Path parity = Files.createTempDirectory("shadow-rerun-");
        try {
            Verdict verdict = compare(parity);
            return new Result(verdict.agrees(), text(verdict, parity));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            try (Stream<Path> files = Files.walk(parity)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Verdict compare(Path parity) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(url(), properties(parity));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Shadow shadow = Shadow.of(connection);
            bind(statement);
            long deadline = System.nanoTime() + SCHEMA_MAP.toNanos();
            while (true) {
                Map<Verdict, Long> before = shadow.verdicts();
                read(statement);
                if (!shadow.awaitVerdicts(VERDICT)) {
                    throw new SQLException("no verdict within " + VERDICT.toSeconds() + " s");
                }
                Map<Verdict, Long> after = shadow.verdicts();
                Verdict verdict = Stream.of(Verdict.values())
                        .filter(each -> after.get(each) > before.get(each))
                        .findFirst()
                        .orElseThrow(() -> new SQLException("the statement is not one that is mirrored"));
                boolean early =
                        verdict == Verdict.SKIPPED && shadow.reasons().keySet().equals(Set.of("no_schema_map"));
                if (verdict == Verdict.DROPPED || (verdict == Verdict.SKIPPED && !early)) {
                    throw new SQLException("it was not compared: " + Words.reasons(shadow.reasons()));
                } else if (!early) {
                    return verdict;
                } else if (System.nanoTime() - deadline > 0) {
                    throw new SQLException("there is no schema map of the two databases, and none can be derived");
                }
                Thread.sleep(100);
            }
        }
    }

    private String url() {
        String primary = options.primary;
        return primary.startsWith("jdbc:shadow:") ? primary : primary.replaceFirst("^jdbc:", "jdbc:shadow:");
    }

    private Properties properties(Path parity) {
        Properties properties = new Properties();
        properties.setProperty("shadow.secondary.url", options.secondary);
        if (options.user != null) {
            properties.setProperty("shadow.secondary.user", options.user);
        }
        if (options.passwordFile != null) {
            properties.setProperty("shadow.secondary.password-file", options.passwordFile.toString());
        }
        if (example != null && example.active() != null) {
            properties.setProperty("shadow.provider", example.active());
        }
        properties.setProperty("shadow.control", "local");
        properties.setProperty("shadow.mirror.rate", "1");
        properties.setProperty("shadow.mirror.budget", "1");
        properties.setProperty("shadow.parity.dir", parity.toString());
        properties.setProperty("shadow.parity.values", options.showValues ? "plain" : "hash");
        return properties;
    }

    private void bind(PreparedStatement statement) throws SQLException {
        int expected = statement.getParameterMetaData().getParameterCount();
        List<Object> values = new ArrayList<>();
        if (!options.parameters.isEmpty()) {
            options.parameters.forEach(text -> values.add(ParameterText.parse(text)));
        } else if (example != null && example.parameters().stream().allMatch(Rerun::isRecorded)) {
            example.parameters().forEach(cell -> values.add(recorded(cell)));
        }
        if (values.size() != expected) {
            throw options.usage("the statement has " + expected + " parameters, its literals among them, and "
                    + values.size() + " values are known; give each with --parameter, in order: " + sql);
        }
        for (int i = 0; i < expected; i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private static boolean isRecorded(Cell cell) {
        return cell.type().equals("null") || cell.value() != null;
    }

    private static Object recorded(Cell cell) {
        String text = cell.type().equals("null") ? null : cell.value().toString();
        return switch (cell.type()) {
            case "null" -> null;
            case "blob" -> HexFormat.of().parseHex(text);
            case "integer" -> Long.valueOf(text);
            case "real" -> Double.valueOf(text);
            case "boolean" -> Boolean.valueOf(text);
            default -> text;
        };
    }

    private void read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                if (example == null || example.calls().isEmpty()) {
                    for (int column = 1; column <= columns; column++) {
                        row.getObject(column);
                    }
                } else {
                    for (Call call : example.calls()) {
                        Getter getter = Getter.ofMethod(call.getter());
                        if (call.label() == null) {
                            getter.read(row, call.column());
                        } else {
                            getter.read(row, call.label());
                        }
                    }
                }
            }
        }
    }

    private String text(Verdict verdict, Path parity) throws IOException {
        StringBuilder text = new StringBuilder(verdict.name());
        ParityReader.read(List.of(parity), null).statements().stream()
                .flatMap(statement -> statement.differences().stream())
                .findFirst()
                .ifPresent(found -> text.append(": ").append(description(found)));
        return Printable.line(text.toString());
    }

    private static String description(Difference found) {
        StringBuilder text = new StringBuilder();
        if (found.kind() != null) {
            text.append(Words.kindAndCause(found)).append(": ");
        }
        text.append(found.detail());
        String place = Words.place(found);
        if (!place.isEmpty()) {
            text.append("; ").append(place);
        }
        if (found.activeValue() != null) {
            text.append("; ")
                    .append(found.active())
                    .append(": ")
                    .append(Words.cell(found.activeValue()))
                    .append("; ")
                    .append(found.other())
                    .append(": ")
                    .append(Words.cell(found.otherValue()));
        }
        return text.toString();
    }
}
