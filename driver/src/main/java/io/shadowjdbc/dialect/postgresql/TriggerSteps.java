package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.ast.Walker;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders the statements of a trigger for the body of a PL/pgSQL function, where NEW and OLD are records of the table's
 * own PostgreSQL types. Every method may throw {@link Refusal}. Not for use by several threads.
 */
public final class TriggerSteps {
    /** What a query gives for RAISE(IGNORE), which is looked for by the step around it. */
    static final String IGNORED = "'ignore'::text";

    private final String sql;
    private final SchemaMap map;
    private final TableMap table;
    private final Scope row = new Scope(null);
    private String softened;
    private boolean ignores;

    /** @param sql the text that the trigger was parsed from */
    public TriggerSteps(String sql, Statement.CreateTrigger trigger, SchemaMap map) {
        this.sql = sql;
        this.map = map;
        this.table = new Rendering(sql, map).table(null, trigger.table(), trigger.span());
        if (!trigger.event().equals("DELETE")) {
            row.sources().add(record("new", "NEW"));
        }
        if (!trigger.event().equals("INSERT")) {
            row.sources().add(record("old", "OLD"));
        }
    }

    /** A row's columns, which only a name with NEW or OLD before it means. */
    private Scope.Source record(String alias, String prefix) {
        List<Scope.Column> hidden = Scope.Source.of(table, alias, prefix).columns().stream()
                .map(column -> new Scope.Column(column.name(), column.sql(), true))
                .toList();
        return new Scope.Source(alias, prefix, table, hidden);
    }

    /** The table or view whose trigger it is. */
    public TableMap table() {
        return table;
    }

    /** The last RAISE of a kind that PostgreSQL does not have, FAIL or ROLLBACK; null where there is none. */
    public String softened() {
        return softened;
    }

    /** Whether a step may end the trigger by RAISE(IGNORE). */
    public boolean ignores() {
        return ignores;
    }

    /** The WHEN clause. */
    public String condition(Expr when) {
        Rendering rendering = new Rendering(sql, map, row);
        return finish(rendering, new Expressions(rendering).condition(when, new Scope(row), true), when.span());
    }

    /**
     * The body's statements in PL/pgSQL, for a block with the label {@code sq_steps}: RAISE(IGNORE) sets the variable
     * {@code sq_ignored} and leaves it.
     */
    public List<String> render(List<Statement> body) {
        List<String> steps = new ArrayList<>();
        for (Statement statement : body) {
            new Raises().statement(statement);
            if (!(statement instanceof Statement.Query)) {
                Ignores ignored = new Ignores();
                ignored.statement(statement);
                ignored.refuse(statement.span());
            }
            steps.add(
                    statement instanceof Statement.Query query
                            ? query(query.select())
                            : text(Statements.translate(sql, statement, map, row), statement.span()));
        }
        return steps;
    }

    private String query(Select select) {
        Ignores all = new Ignores();
        all.select(select);
        if (select.body() instanceof Select.Core core
                && core.items().size() == 1
                && core.items().get(0) instanceof Select.Column column
                && isDecision(column.expr())) {
            ignores = true;
            return "IF EXISTS (SELECT 1 FROM (" + inner(select) + ") AS sq_result(sq_action) WHERE sq_action = "
                    + IGNORED + ") THEN\n    sq_ignored := TRUE;\n    EXIT sq_steps;\n  END IF";
        }
        all.refuse(select.span());
        return "PERFORM * FROM (" + inner(select) + ") AS sq_result";
    }

    private String inner(Select select) {
        Rendering rendering = new Rendering(sql, map, row);
        Expressions expressions = new Expressions(rendering);
        return finish(rendering, expressions.selects().inner(select, row).text(), select.span());
    }

    /** RAISE(IGNORE), or a CASE of nothing but RAISE and NULL, one of them RAISE(IGNORE). */
    private static boolean isDecision(Expr expr) {
        Expr bare = expr.bare();
        if (isIgnore(bare)) {
            return true;
        }
        if (!(bare instanceof Expr.Case choice)) {
            return false;
        }
        List<Expr> results = new ArrayList<>();
        choice.branches().forEach(branch -> results.add(branch.result().bare()));
        if (choice.otherwise() != null) {
            results.add(choice.otherwise().bare());
        }
        return results.stream().anyMatch(TriggerSteps::isIgnore)
                && results.stream()
                        .allMatch(result -> result instanceof Expr.Raise
                                || (result instanceof Expr.Literal literal && literal.kind() == Expr.LiteralKind.NULL));
    }

    private static boolean isIgnore(Expr expr) {
        return expr instanceof Expr.Raise raise && raise.action().equals("IGNORE");
    }

    private static String text(Translation translation, Span span) {
        if (translation instanceof Translation.Translated translated
                && translated.parameters().isEmpty()) {
            return translated.sql();
        }
        throw connectionValue(span);
    }

    private static String finish(Rendering rendering, String text, Span span) {
        return text(rendering.finish(text, List.of()), span);
    }

    private static Refusal connectionValue(Span span) {
        return new Refusal(
                "last_insert_rowid() or changes() in a trigger", span, "Only the application's connection knows it.");
    }

    /** Looks for RAISE(IGNORE). */
    private static final class Ignores extends Walker {
        private boolean found;

        @Override
        public void expr(Expr expr) {
            found |= isIgnore(expr);
            super.expr(expr);
        }

        void refuse(Span span) {
            if (found) {
                throw new Refusal("RAISE(IGNORE) inside an expression", span, "Select nothing beside it.");
            }
        }
    }

    /** Notes the kinds of RAISE that PostgreSQL does not have. */
    private final class Raises extends Walker {
        @Override
        public void expr(Expr expr) {
            if (expr instanceof Expr.Raise raise
                    && (raise.action().equals("FAIL") || raise.action().equals("ROLLBACK"))) {
                softened = raise.action();
            }
            super.expr(expr);
        }
    }
}
