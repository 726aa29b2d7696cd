package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** SQLite's schema table, as far as the schema map can show it: the names of tables. */
final class Catalogue {
    private Catalogue() {}

    static boolean isMaster(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sqlite_master", "sqlite_schema" -> true;
            default -> false;
        };
    }

    /**
     * Refuses a query that would see what the map does not know: indexes, views, triggers, SQLite's own tables.
     *
     * @param where the query's condition; may be null
     */
    static void check(Expr where, Scope scope, Span span) {
        boolean reads = scope.sources().stream()
                .anyMatch(source -> source.alias() != null && source.table() == null && isMaster(source.alias()));
        if (reads && !(holds(where, Catalogue::isTableType) && holds(where, Catalogue::isAboutName))) {
            throw new Refusal(
                    "a query of sqlite_master that is not about tables by name",
                    span,
                    "Ask WHERE type = 'table' AND name = ..., or use JDBC's DatabaseMetaData.");
        }
    }

    private static boolean holds(Expr where, Predicate<Expr> test) {
        if (where == null) {
            return false;
        }
        Expr expr = where.bare();
        if (expr instanceof Expr.Binary binary && binary.operator().equals("AND")) {
            return holds(binary.left(), test) || holds(binary.right(), test);
        }
        return test.test(expr);
    }

    private static boolean isTableType(Expr expr) {
        return expr instanceof Expr.Binary binary
                && binary.operator().equals("=")
                && isColumn(binary.left(), "type")
                && binary.right().bare() instanceof Expr.Literal literal
                && literal.value().equals("table");
    }

    private static boolean isAboutName(Expr expr) {
        Expr operand = expr instanceof Expr.Binary binary
                ? binary.left()
                : expr instanceof Expr.Like like
                        ? like.operand()
                        : expr instanceof Expr.InList in ? in.operand() : null;
        return operand != null && (isColumn(operand, "name") || isColumn(operand, "tbl_name"));
    }

    private static boolean isColumn(Expr expr, String name) {
        return expr.bare() instanceof Expr.ColumnRef ref && ref.column().equalsIgnoreCase(name);
    }

    /** The tables as rows of type, name and tbl_name. */
    static String master(Rendering rendering, From.Table table, Scope scope) {
        if (table.alias() != null) {
            throw new Refusal("sqlite_master by another name", table.span(), "Leave the alias away.");
        }
        String alias = table.name();
        String prefix = Quote.name(alias);
        List<String> rows = new ArrayList<>();
        for (TableMap known : rendering.map().tables()) {
            String name = Quote.string(known.sqliteName());
            rows.add("('table', " + name + ", " + name + ")");
        }
        List<Scope.Column> columns = new ArrayList<>();
        for (String name : List.of("type", "name", "tbl_name")) {
            columns.add(new Scope.Column(name, Sql.atom(Kind.TEXT, prefix + "." + Quote.name(name)), false));
        }
        scope.sources().add(new Scope.Source(alias, prefix, null, columns));
        String values = rows.isEmpty()
                ? "SELECT ''::text, ''::text, ''::text WHERE FALSE"
                : "VALUES " + String.join(", ", rows);
        return "(" + values + ") AS " + prefix + "(\"type\", \"name\", \"tbl_name\")";
    }
}
