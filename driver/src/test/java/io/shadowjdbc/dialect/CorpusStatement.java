package io.shadowjdbc.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of the corpus: one line {@code SQL --? parameters}, where parameters are SQL literals. {@code --! refused}
 * before it says that it must be refused, and {@code --! error} that PostgreSQL answers an error with these parameters.
 */
record CorpusStatement(String sql, List<Object> parameters, DifferentialRun.Kind expected) {
    private static final Pattern LITERAL = Pattern.compile("\\s*('(?:[^']|'')*'|X'[0-9a-fA-F]*'|[^,\\s]+)\\s*(?:,|$)");

    static List<CorpusStatement> read(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    static List<CorpusStatement> parse(List<String> lines) {
        List<CorpusStatement> statements = new ArrayList<>();
        DifferentialRun.Kind expected = DifferentialRun.Kind.IDENTICAL;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("-- ")) {
                continue;
            }
            if (line.startsWith("--! ")) {
                expected = DifferentialRun.Kind.valueOf(line.substring(4).toUpperCase(Locale.ROOT));
                continue;
            }
            int mark = line.indexOf("--?");
            String sql = mark < 0 ? line : line.substring(0, mark).trim();
            List<Object> parameters = mark < 0 ? List.of() : parameters(line.substring(mark + 3));
            statements.add(new CorpusStatement(sql, parameters, expected));
            expected = DifferentialRun.Kind.IDENTICAL;
        }
        return statements;
    }

    private static List<Object> parameters(String text) {
        List<Object> values = new ArrayList<>();
        Matcher matcher = LITERAL.matcher(text);
        while (matcher.find()) {
            values.add(value(matcher.group(1)));
        }
        return values;
    }

    static Object value(String literal) {
        if (literal.equals("NULL")) {
            return null;
        }
        if (literal.startsWith("X'")) {
            return HexFormat.of().parseHex(literal.substring(2, literal.length() - 1));
        }
        if (literal.startsWith("'")) {
            return literal.substring(1, literal.length() - 1).replace("''", "'");
        }
        return literal.matches("-?[0-9]+") ? (Object) Long.valueOf(literal) : (Object) Double.valueOf(literal);
    }
}
