package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.postgresql.Selects.Output;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Renders what stands after FROM and makes its columns known to the scope. */
final class Froms {
    private final Rendering rendering;
    private final Expressions expressions;
    private final Selects selects;

    Froms(Rendering rendering, Expressions expressions, Selects selects) {
        this.rendering = rendering;
        this.expressions = expressions;
        this.selects = selects;
    }

    String render(From from, Scope scope) {
        if (from instanceof From.Table table) {
            return table(table, scope);
        } else if (from instanceof From.Subquery subquery) {
            return subquery(subquery, scope);
        } else if (from instanceof From.Parens parens) {
            return render(parens.inner(), scope);
        }
        return join((From.Join) from, scope);
    }

    private String table(From.Table table, Scope scope) {
        if (table.arguments() != null) {
            return TableFunctions.render(table, scope, expressions);
        }
        String alias = table.alias() == null ? table.name() : table.alias();
        List<Output> cte = table.schema() == null ? selects.commonTables().cte(table.name()) : null;
        if (cte != null) {
            scope.sources().add(source(alias, Quote.name(alias), cte));
            String name = Quote.name(cteName(table.name()));
            return alias.equals(table.name()) ? name : name + " AS " + Quote.name(alias);
        }
        if (Catalogue.isMaster(table.name())) {
            throw new Refusal(
                    table.name() + " beside tables of the application",
                    table.span(),
                    "Read the catalogue in a statement of its own.");
        }
        if (rendering.map().view(table.name()).isPresent() && rendering.isMain(table.schema())) {
            try {
                return view(table, alias, scope);
            } catch (Refusal e) {
                // PostgreSQL may have a view of that name, made by hand
                if (rendering.map().table(table.name()).isEmpty()) {
                    throw e;
                }
            }
        }
        TableMap known = rendering.table(table.schema(), table.name(), table.span());
        String prefix = table.alias() == null ? Quote.name(known.postgresqlName()) : Quote.name(alias);
        String unique = prefix;
        boolean taken =
                scope.sources().stream().anyMatch(source -> source.prefix().equals(prefix));
        if (taken) {
            unique = rendering.newAlias();
        }
        scope.sources().add(Scope.Source.of(known, alias, unique));
        if (SequenceTable.is(table.name())) {
            return "(SELECT * FROM " + Quote.table(known) + " WHERE " + SequenceTable.condition(rendering.map(), "")
                    + ") AS " + unique;
        }
        boolean named = unique.equals(Quote.name(known.postgresqlName()));
        return Quote.table(known) + (named ? "" : " AS " + unique);
    }

    /** A view is what it selects: PostgreSQL needs none of its own, and the columns' codecs are known. */
    private String view(From.Table table, String alias, Scope scope) {
        String prefix = Quote.name(alias);
        Selects.Query query = Views.render(table, rendering.map());
        scope.sources().add(source(alias, prefix, query.outputs()));
        return "(" + query.text() + ") AS " + prefix;
    }

    /** The name under which a common table expression was written: SQLite finds it in any case. */
    private String cteName(String name) {
        return selects.commonTables().cteName(name);
    }

    static Scope.Source source(String alias, String prefix, List<Output> outputs) {
        List<Scope.Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Output output : outputs) {
            Sql sql = output.sql()
                    .withText(prefix + "." + Quote.name(output.name()), true)
                    .withoutConstant();
            if (sql.kind() == Kind.PARAMETER) {
                sql = sql.withKind(Kind.TEXT);
            } else if (sql.kind() == Kind.NULL) {
                sql = Sql.nothing();
            }
            boolean again = !names.add(output.label().toLowerCase(java.util.Locale.ROOT));
            columns.add(new Scope.Column(again ? output.label() + ":" + columns.size() : output.label(), sql, false));
        }
        return new Scope.Source(alias, prefix, null, columns);
    }

    private String subquery(From.Subquery subquery, Scope scope) {
        Selects.Query query = selects.inner(subquery.select(), scope.parent());
        String alias = subquery.alias() == null ? rendering.newAlias() : Quote.name(subquery.alias());
        scope.sources().add(source(subquery.alias(), alias, query.outputs()));
        return "(" + query.text() + ") AS " + alias;
    }

    private String join(From.Join join, Scope scope) {
        String left = render(join.left(), scope);
        int leftCount = scope.sources().size();
        String right = render(join.right(), scope);
        if (unwrapped(join.right()) instanceof From.Join) {
            right = "(" + right + ")";
        }
        List<String> conditions = new ArrayList<>();
        if (join.on() != null) {
            conditions.add(expressions.condition(join.on(), scope, true));
        }
        for (String column : shared(join, scope, leftCount)) {
            conditions.add(using(join, column, scope, leftCount));
        }
        optional(join.type(), scope, leftCount);
        String on = conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions);
        return switch (join.type()) {
            case "LEFT", "RIGHT", "FULL" -> left + " " + join.type() + " JOIN " + right + " ON " + on;
            default -> conditions.isEmpty() ? left + " CROSS JOIN " + right : left + " JOIN " + right + " ON " + on;
        };
    }

    private static From unwrapped(From from) {
        return from instanceof From.Parens parens ? unwrapped(parens.inner()) : from;
    }

    private static List<String> shared(From.Join join, Scope scope, int leftCount) {
        if (!join.natural()) {
            return join.using();
        }
        List<String> shared = new ArrayList<>();
        List<Scope.Source> sources = scope.sources();
        for (Scope.Source right : sources.subList(leftCount, sources.size())) {
            for (Scope.Column column : right.columns()) {
                boolean both = sources.subList(0, leftCount).stream()
                        .anyMatch(left -> left.column(column.name()) != null
                                && left.column(column.name()).name().equalsIgnoreCase(column.name()));
                if (both) {
                    shared.add(column.name());
                }
            }
        }
        return shared;
    }

    /** The equation of a column of USING; the second one of the two columns is hidden from then on. */
    private String using(From.Join join, String name, Scope scope, int leftCount) {
        if (join.type().equals("FULL")) {
            throw new Refusal("FULL JOIN with USING", join.span(), "Write ON and coalesce() of both columns.");
        }
        Span span = join.span();
        List<Scope.Source> sources = scope.sources();
        Scope.Column left = null;
        for (Scope.Source source : sources.subList(0, leftCount)) {
            Scope.Column column = source.column(name);
            if (left == null && column != null && !column.hidden()) {
                left = column;
            }
        }
        Scope.Column right = null;
        for (int i = leftCount; i < sources.size() && right == null; i++) {
            right = sources.get(i).column(name);
        }
        if (left == null || right == null) {
            throw new Refusal("column " + name + " of USING", span, "Both sides of the join must have it.");
        }
        Sql condition = expressions.comparisons().compare("=", left.sql(), right.sql(), true, span);
        hide(scope, join.type().equals("RIGHT") ? left : right);
        return condition.text();
    }

    private static void hide(Scope scope, Scope.Column hidden) {
        List<Scope.Source> replaced = new ArrayList<>();
        for (Scope.Source source : scope.sources()) {
            List<Scope.Column> columns = source.columns().stream()
                    .map(column -> column.equals(hidden) ? new Scope.Column(column.name(), column.sql(), true) : column)
                    .toList();
            replaced.add(new Scope.Source(source.alias(), source.prefix(), source.table(), columns));
        }
        scope.replaceSources(replaced);
    }

    private static void optional(String type, Scope scope, int leftCount) {
        List<Scope.Source> replaced = new ArrayList<>();
        for (int i = 0; i < scope.sources().size(); i++) {
            Scope.Source source = scope.sources().get(i);
            boolean isLeft = i < leftCount;
            boolean optional =
                    type.equals("FULL") || (type.equals("LEFT") && !isLeft) || (type.equals("RIGHT") && isLeft);
            replaced.add(optional ? source.optional() : source);
        }
        scope.replaceSources(replaced);
    }
}
