package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.ast.Walker;
import io.shadowjdbc.dialect.postgresql.Selects.Output;
import io.shadowjdbc.dialect.postgresql.Selects.Query;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Renders WITH and knows the common table expressions that are in sight. */
final class CommonTables {
    private final Rendering rendering;
    private final Expressions expressions;
    private final Selects selects;
    private final Deque<Map<String, List<Output>>> ctes = new ArrayDeque<>();
    private final Map<String, String> cteNames = new HashMap<>();

    CommonTables(Rendering rendering, Expressions expressions, Selects selects) {
        this.rendering = rendering;
        this.expressions = expressions;
        this.selects = selects;
    }

    /** The columns of a common table expression of that name; null where there is none. */
    List<Output> cte(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        for (Map<String, List<Output>> level : ctes) {
            if (level.containsKey(key)) {
                return level.get(key);
            }
        }
        return null;
    }

    private String cte(Select.Cte cte, Map<String, List<Output>> level, Scope parent) {
        cteNames.put(cte.name().toLowerCase(Locale.ROOT), cte.name());
        Query query = refersTo(cte.select(), cte.name())
                ? recursive(cte, level, parent)
                : named(selects.inner(cte.select(), parent), cte);
        level.put(cte.name().toLowerCase(Locale.ROOT), query.outputs());
        List<String> names = query.outputs().stream()
                .map(output -> Quote.name(output.name()))
                .toList();
        String materialized =
                cte.materialized() == null ? "" : cte.materialized() ? "MATERIALIZED " : "NOT MATERIALIZED ";
        return Quote.name(cte.name()) + "(" + String.join(", ", names) + ") AS " + materialized + "(" + query.text()
                + ")";
    }
    /** The name of a common table expression as it was written first. */
    String cteName(String name) {
        return cteNames.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    /** Renders WITH and makes its names known until {@link #leave}. */
    String enter(Select.With with, Scope parent) {
        Map<String, List<Output>> level = new HashMap<>();
        ctes.push(level);
        if (with.ctes().isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        for (Select.Cte cte : with.ctes()) {
            parts.add(cte(cte, level, parent));
        }
        return "WITH RECURSIVE " + String.join(", ", parts) + " ";
    }

    void leave() {
        ctes.pop();
    }

    private static Query named(Query query, Select.Cte cte) {
        if (!cte.columns().isEmpty() && cte.columns().size() != query.outputs().size()) {
            throw new Refusal(
                    "common table expression " + cte.name() + " with another number of columns than it names",
                    cte.span(),
                    "Name each of its columns.");
        }
        List<Output> outputs = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int i = 0; i < query.outputs().size(); i++) {
            Output output = query.outputs().get(i);
            String label =
                    cte.columns().isEmpty() ? output.label() : cte.columns().get(i);
            outputs.add(new Output(
                    label, Cores.uniqueName(label, used), output.sql().withoutConstant()));
        }
        return new Query(query.text(), outputs, query.atMostOneRow());
    }

    private static boolean refersTo(Select select, String name) {
        boolean[] found = {false};
        new Walker() {
            @Override
            public void table(From.Table table) {
                found[0] |= table.schema() == null && table.name().equalsIgnoreCase(name);
                super.table(table);
            }
        }.select(select);
        return found[0];
    }

    /** A recursive query: its columns get the types that hold the values of both parts. */
    private Query recursive(Select.Cte cte, Map<String, List<Output>> level, Scope parent) {
        Select select = cte.select();
        if (!(select.body() instanceof Select.Compound compound)
                || !compound.operator().startsWith("UNION")) {
            throw new Refusal("recursive query without UNION", cte.span(), "Write it as a start UNION ALL a step.");
        }
        if (select.limit() != null || !select.orderBy().isEmpty()) {
            throw new Refusal(
                    "ORDER BY or LIMIT in a recursive common table expression",
                    cte.span(),
                    "Limit the query that reads it, or end the recursion by a condition.");
        }
        String with = enter(select.with(), parent);
        try {
            Query start = named(selects.set(compound.left(), parent), cte);
            List<Output> outputs = start.outputs().stream().map(this::widened).toList();
            for (int attempt = 0; ; attempt++) {
                level.put(cte.name().toLowerCase(Locale.ROOT), outputs);
                Query step = selects.set(compound.right(), parent);
                List<Output> joined = joined(outputs, step, compound.span());
                if (joined.equals(outputs) || attempt == 3) {
                    String text = with + typed(start, outputs) + " " + compound.operator() + " " + typed(step, outputs);
                    return new Query(text, outputs, false);
                }
                outputs = joined;
            }
        } finally {
            leave();
        }
    }

    private Output widened(Output output) {
        Sql plain = output.sql().coded() || output.sql().kind() == Kind.BOOLEAN
                ? expressions.conversions().plain(output.sql(), new Span(0, 0))
                : output.sql();
        Sql sql = Sql.atom(plain.kind(), Quote.name(output.name())).withAffinity(plain.affinity());
        return new Output(output.label(), output.name(), sql);
    }

    private List<Output> joined(List<Output> outputs, Query step, Span span) {
        List<Output> joined = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Sql start = outputs.get(i).sql();
            Sql next = expressions.conversions().plain(step.outputs().get(i).sql(), span);
            List<Sql> unified = expressions.conversions().unify(List.of(start, next), span);
            Kind kind = unified.get(0).kind() == Kind.NULL
                    ? unified.get(1).kind()
                    : unified.get(0).kind();
            joined.add(new Output(outputs.get(i).label(), outputs.get(i).name(), start.withKind(kind)));
        }
        return joined;
    }

    /** The query with its columns cast to the types of the outputs. */
    private String typed(Query query, List<Output> outputs) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Output own = query.outputs().get(i);
            Sql column = own.sql().withText(alias(i), true).withoutConstant();
            Sql plain = expressions.conversions().plain(column, new Span(0, 0));
            Sql converted = expressions.conversions().to(outputs.get(i).sql().kind(), plain, new Span(0, 0));
            items.add(converted.text() + "::" + outputs.get(i).sql().kind().postgresqlType());
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            names.add(alias(i));
        }
        return "SELECT " + String.join(", ", items) + " FROM (" + query.text() + ") AS " + rendering.newAlias() + "("
                + String.join(", ", names) + ")";
    }

    private static String alias(int i) {
        return "c" + (i + 1);
    }
}
