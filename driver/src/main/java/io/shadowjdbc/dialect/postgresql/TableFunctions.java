package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Renders table-valued functions: json_each, json_tree, generate_series. */
final class TableFunctions {
    private TableFunctions() {}

    static String render(From.Table table, Scope scope, Expressions expressions) {
        String name = table.name().toLowerCase(Locale.ROOT);
        List<String> arguments = new ArrayList<>();
        switch (name) {
            case "json_each", "json_tree":
                for (Expr argument : table.arguments()) {
                    Sql sql = expressions.render(argument, scope);
                    arguments.add(
                            expressions.conversions().text(sql, argument.span()).text());
                }
                if (arguments.isEmpty() || arguments.size() > 2) {
                    throw refused(table);
                }
                if (arguments.size() == 1) {
                    arguments.add("'$'");
                }
                return each(table, name, arguments, scope);
            default:
                throw refused(table);
        }
    }

    private static Refusal refused(From.Table table) {
        return new Refusal(
                "table-valued function " + table.name() + "()",
                table.span(),
                "PostgreSQL has none that answers alike; use a recursive query or compute it in the application.");
    }

    private static String each(From.Table table, String name, List<String> arguments, Scope scope) {
        String alias = table.alias() == null ? table.name() : table.alias();
        String prefix = Quote.name(alias);
        List<Scope.Column> columns = List.of(
                column("key", Kind.DYNAMIC, prefix, false),
                column("value", Kind.DYNAMIC, prefix, false),
                column("type", Kind.TEXT, prefix, false),
                column("atom", Kind.DYNAMIC, prefix, false),
                column("fullkey", Kind.TEXT, prefix, false),
                column("path", Kind.TEXT, prefix, false));
        scope.sources().add(new Scope.Source(alias, prefix, null, columns));
        return "shadow.sq_" + name + "(" + String.join(", ", arguments) + ") AS " + prefix;
    }

    private static Scope.Column column(String name, Kind kind, String prefix, boolean hidden) {
        Sql sql = Sql.atom(kind, prefix + "." + Quote.name(name)).withCollation("BINARY", false);
        return new Scope.Column(name, sql, hidden);
    }
}
