package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.dialect.TableExpressions;
import io.shadowjdbc.dialect.TriggerFunction;
import io.shadowjdbc.dialect.UntranslatableException;
import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Walker;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The generated columns of one table. PostgreSQL computes those whose expression is immutable and refers to no other
 * generated column; a trigger computes the others, and what they refer to.
 */
final class GeneratedColumns {
    private final TableMap map;
    private final Map<String, Expr> source = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final TableExpressions expressions;
    private final Map<String, String> translated = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> byTrigger = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** @param notes receives what can't be translated, and what a trigger computes */
    GeneratedColumns(SourceTable table, TableMap map, List<Note> notes) {
        this.map = map;
        this.source.putAll(table.generated());
        this.expressions = new TableExpressions(table.definition(), map);
        for (ColumnMap column : map.columns()) {
            if (column.generated()) {
                translate(column, table, notes);
            }
        }
        translated.keySet().forEach(this::judge);
        for (String name : byTrigger) {
            notes.add(Note.changed(
                    object(name),
                    "is a plain column that a trigger computes: PostgreSQL takes no generated column that refers to"
                            + " another one or whose expression is not immutable"));
        }
    }

    private String object(String column) {
        return "table " + quote(map.sqliteName()) + ", generated column " + quote(column);
    }

    private void translate(ColumnMap column, SourceTable table, List<Note> notes) {
        Expr expr = source.get(column.sqliteName());
        try {
            translated.put(column.sqliteName(), expressions.value(expr, column));
        } catch (UntranslatableException e) {
            notes.add(Note.notCreated(
                    object(column.sqliteName()),
                    "becomes a plain column with the values that it has now: " + e.getMessage(),
                    expr.span().of(table.definition())));
        }
    }

    private void judge(String name) {
        Set<String> used = generatedIn(source.get(name));
        if (!used.isEmpty() || !TableExpressions.isImmutable(translated.get(name))) {
            byTrigger.add(name);
            // a trigger before the row is written does not see what PostgreSQL generates
            used.stream().filter(translated::containsKey).forEach(byTrigger::add);
        }
    }

    /** The generated columns that an expression refers to. */
    private Set<String> generatedIn(Expr expr) {
        Set<String> found = new LinkedHashSet<>();
        new Walker() {
            @Override
            public void expr(Expr part) {
                if (part instanceof Expr.ColumnRef reference && source.containsKey(reference.column())) {
                    found.add(reference.column());
                }
                super.expr(part);
            }
        }.expr(expr);
        return found;
    }

    /** What PostgreSQL's own generated column is computed by; empty where it has to be a plain column. */
    Optional<String> expression(String column) {
        return byTrigger.contains(column) ? Optional.empty() : Optional.ofNullable(translated.get(column));
    }

    /** PostgreSQL's names of all generated columns, whether or not PostgreSQL computes them. */
    List<String> names() {
        return map.columns().stream()
                .filter(ColumnMap::generated)
                .map(ColumnMap::postgresqlName)
                .toList();
    }

    /** The trigger that computes the columns that PostgreSQL can't; empty where there is none. */
    Optional<TriggerFunction> trigger(Names functions) throws UntranslatableException {
        if (byTrigger.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> steps = new LinkedHashMap<>();
        for (String name : byTrigger) {
            assign(name, steps);
        }
        String name = functions.relation(map.postgresqlName() + "_generated");
        return Optional.of(new TriggerFunction(
                map.postgresqlSchema(),
                name,
                name,
                "BEFORE INSERT OR UPDATE",
                map.postgresqlName(),
                "BEGIN\n  " + String.join("\n  ", new ArrayList<>(steps.values())) + "\n  RETURN NEW;\nEND"));
    }

    /** SQLite allows no circles, so that this ends. */
    private void assign(String name, Map<String, String> steps) throws UntranslatableException {
        ColumnMap column = map.column(name).orElseThrow();
        if (steps.containsKey(column.sqliteName())) {
            return;
        }
        for (String used : generatedIn(source.get(name))) {
            if (byTrigger.contains(used)) {
                assign(used, steps);
            }
        }
        steps.put(
                column.sqliteName(),
                "NEW." + quote(column.postgresqlName()) + " := " + expressions.rowValue(source.get(name), column)
                        + ";");
    }
}
