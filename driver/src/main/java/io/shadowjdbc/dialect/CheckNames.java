package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import io.shadowjdbc.schema.Definition;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How SQLite's errors call a CHECK: by its name, or else by its text. */
public final class CheckNames {
    private CheckNames() {}

    /**
     * The name of a CHECK without one.
     *
     * @param text the expression as written
     */
    public static String unnamed(String text) {
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        char end = quote == '[' ? ']' : quote;
        // SQLite takes a text that begins with a quote for a quoted name
        int close = "\"'`[".indexOf(quote) < 0 ? -1 : text.indexOf(end, 1);
        return close < 0 ? text : text.substring(1, close);
    }

    /**
     * SQLite's name of a CHECK that has failed on PostgreSQL.
     *
     * @param constraint PostgreSQL's name of it
     * @param postgresqlTable PostgreSQL's name of its table
     */
    static String of(String constraint, String postgresqlTable, SchemaMap map) {
        List<String> unnamed = new ArrayList<>();
        for (Statement.Check check : checks(postgresqlTable, map)) {
            if (check.name() != null && constraint != null && constraint.equalsIgnoreCase(check.name())) {
                return check.name();
            }
            if (check.name() == null) {
                unnamed.add(unnamed(
                        check.expr().span().of(definition(postgresqlTable, map).orElse(""))));
            }
        }
        Optional<String> same =
                unnamed.stream().filter(name -> name.equals(constraint)).findFirst();
        return same.orElse(unnamed.size() == 1 ? unnamed.get(0) : columnsOwn(constraint, unnamed));
    }

    /** Of several, the only one that speaks of the column in PostgreSQL's default name, {@code table_column_check}. */
    private static String columnsOwn(String constraint, List<String> unnamed) {
        String name = constraint == null ? "?" : constraint;
        String[] parts = name.toLowerCase(Locale.ROOT).split("_");
        if (parts.length < 3) {
            return name;
        }
        String column = parts[parts.length - 2];
        List<String> found = unnamed.stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains(column))
                .toList();
        return found.size() == 1 ? found.get(0) : name;
    }

    private static Optional<String> definition(String postgresqlTable, SchemaMap map) {
        Optional<String> table = map.tables().stream()
                .filter(each -> each.postgresqlName().equals(postgresqlTable))
                .map(TableMap::sqliteName)
                .findFirst();
        return map.definitions().stream()
                .filter(each -> each.type().equals("table") && SqliteNames.same(each.name(), table.orElse(null)))
                .map(Definition::sql)
                .findFirst();
    }

    private static List<Statement.Check> checks(String postgresqlTable, SchemaMap map) {
        List<Statement.Check> checks = new ArrayList<>();
        try {
            String sql = definition(postgresqlTable, map).orElse("");
            if (!sql.isEmpty() && SqliteParser.parse(sql).get(0) instanceof Statement.CreateTable table) {
                table.columns().forEach(column -> column.constraints().forEach(each -> add(each, checks)));
                table.constraints().forEach(each -> add(each, checks));
            }
        } catch (ParseException e) {
            // PostgreSQL's own name has to do
        }
        return checks;
    }

    private static void add(Statement.Constraint constraint, List<Statement.Check> checks) {
        if (constraint instanceof Statement.Check check) {
            checks.add(check);
        }
    }
}
