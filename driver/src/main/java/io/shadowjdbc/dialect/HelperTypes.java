package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's type of an expression of a translated statement, where its text makes that certain: casts, literals, columns,
 * and arithmetic of them. So that the right one of several functions of one name is chosen, or none.
 */
final class HelperTypes {
    private static final Pattern ALIAS = Pattern.compile("(\"(?:[^\"]|\"\")+\") AS (\"(?:[^\"]|\"\")+\")");
    private static final Pattern DERIVED = Pattern.compile("\\) AS (\"(?:[^\"]|\"\")+\")");
    private static final Pattern COLUMN = Pattern.compile("(\"(?:[^\"]|\"\")+\")\\.(\"(?:[^\"]|\"\")+\")");
    private static final Pattern CAST = Pattern.compile("(?s)(.*)::([a-z0-9_ ]+(?:\\[\\])?)");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern FRACTION = Pattern.compile("-?[0-9]+\\.[0-9]+");

    /** PostgreSQL converts each of them to those after it where that is needed. */
    private static final List<String> NUMBERS = List.of("smallint", "integer", "bigint", "numeric", "float8");

    private static final String COALESCE = "COALESCE(";
    private static final List<String> ARITHMETIC = List.of(" + ", " - ", " * ");

    /** More than any number of conversions. */
    private static final int EXACT = 100;

    private final SchemaMap map;
    private final Map<String, String> tables = new HashMap<>();

    HelperTypes(String statement, SchemaMap map) {
        this.map = map;
        for (TableMap table : map.tables()) {
            tables.put(quoted(table.postgresqlName()), quoted(table.postgresqlName()));
        }
        Matcher alias = ALIAS.matcher(statement);
        while (alias.find()) {
            String before = tables.put(alias.group(2), alias.group(1));
            if (before != null && !before.equals(alias.group(1))) {
                tables.put(alias.group(2), "");
            }
        }
        Matcher derived = DERIVED.matcher(statement);
        while (derived.find()) {
            tables.put(derived.group(1), "");
        }
    }

    /** One name for each type. */
    static String canonical(String type) {
        return switch (type.trim().toLowerCase(Locale.ROOT)) {
            case "double precision" -> "float8";
            case "int8" -> "bigint";
            case "int", "int4" -> "integer";
            case "decimal" -> "numeric";
            case "character varying", "varchar" -> "text";
            default -> type.trim().toLowerCase(Locale.ROOT);
        };
    }

    /**
     * Of several functions of a name those that PostgreSQL would call: of the ones that take these types those with the most of
     * the very types, and then those that take {@code float8} where a number has to be converted, which it prefers.
     *
     * @param given types; null where one is not certain, and then no function is
     */
    static List<HelperBodies.Body> closest(List<HelperBodies.Body> functions, List<String> given) {
        List<HelperBodies.Body> best = new ArrayList<>();
        int most = -1;
        for (HelperBodies.Body function : functions) {
            int score = 0;
            for (int i = 0; i < given.size() && score >= 0; i++) {
                String taken = function.types().get(i);
                String type = given.get(i);
                int from = type == null ? -1 : NUMBERS.indexOf(type);
                if (taken.equals(type)) {
                    score += EXACT;
                } else if (from < 0 || NUMBERS.indexOf(taken) < from) {
                    score = -1;
                } else if (taken.equals("float8")) {
                    score++;
                }
            }
            if (score > most) {
                best.clear();
                most = score;
            }
            if (score >= 0 && score == most) {
                best.add(function);
            }
        }
        return best.size() == 1 ? best : List.of();
    }

    /** The type, or null where it is not certain. */
    String of(String expression) {
        String text = expression.trim();
        if (text.endsWith(" COLLATE \"C\"")) {
            return of(text.substring(0, text.length() - " COLLATE \"C\"".length()));
        }
        if (WHOLE.matcher(text).matches()) {
            return "integer";
        } else if (FRACTION.matcher(text).matches()) {
            return "numeric";
        }
        if (SqlText.isWithin(text, '(', ')')) {
            return of(text.substring(1, text.length() - 1));
        }
        if (text.startsWith(COALESCE) && SqlText.isWithin(text.substring(COALESCE.length() - 1), '(', ')')) {
            return of(SqlText.split(text.substring(COALESCE.length(), text.length() - 1), ",")
                    .get(0));
        }
        for (String operator : ARITHMETIC) {
            List<String> operands = SqlText.split(text, operator);
            if (operands.size() > 1) {
                String first = of(operands.get(0));
                return operands.stream().allMatch(operand -> first != null && first.equals(of(operand))) ? first : null;
            }
        }
        if (SqlText.split(text, " || ").size() > 1) {
            return "text";
        }
        Matcher cast = CAST.matcher(text);
        if (cast.matches() && SqlText.split(text, " ").size() <= (cast.group(2).contains(" ") ? 2 : 1)) {
            return canonical(cast.group(2));
        }
        return text.startsWith("'") && SqlText.split(text, " ").size() == 1 ? "text" : column(text);
    }

    private String column(String text) {
        Matcher column = COLUMN.matcher(text);
        if (!column.matches()) {
            return null;
        }
        String table = tables.get(column.group(1));
        for (TableMap known : map.tables()) {
            if (quoted(known.postgresqlName()).equals(table)) {
                for (ColumnMap each : known.columns()) {
                    if (quoted(each.postgresqlName()).equals(column.group(2))) {
                        return canonical(each.codec().postgresqlType().replaceFirst("\\(.*\\)", ""));
                    }
                }
            }
        }
        return null;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
