package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.ast.Walker;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import io.shadowjdbc.dialect.postgresql.Refusal;
import io.shadowjdbc.dialect.postgresql.TriggerSteps;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A trigger of SQLite, its parts in PostgreSQL's words.
 *
 * @param name as written
 * @param timing BEFORE, AFTER or INSTEAD OF
 * @param event INSERT, UPDATE or DELETE
 * @param columns PostgreSQL's names of the columns of UPDATE OF; empty for all
 * @param table the table or view
 * @param condition the WHEN clause, null where there is none
 * @param steps statements of PL/pgSQL without their semicolons, for a block with the label {@code sq_steps};
 *     RAISE(IGNORE) sets the boolean variable {@code sq_ignored} and leaves that block
 * @param writes SQLite's names of the tables that it changes
 * @param reads SQLite's names of the tables that it reads, its own row excepted
 * @param softened FAIL or ROLLBACK where a RAISE of that kind has become an ABORT, else null
 * @param ignores whether a RAISE(IGNORE) may end it
 */
public record SqliteTrigger(
        String name,
        String timing,
        String event,
        List<String> columns,
        TableMap table,
        String condition,
        List<String> steps,
        Set<String> writes,
        Set<String> reads,
        String softened,
        boolean ignores) {

    public SqliteTrigger {
        columns = List.copyOf(columns);
        steps = List.copyOf(steps);
        writes = Set.copyOf(writes);
        reads = Set.copyOf(reads);
    }

    /**
     * Translates a trigger.
     *
     * @param sql the CREATE TRIGGER statement
     * @param map the tables, and views that have triggers
     * @throws UntranslatableException if a part of it has no equal
     */
    public static SqliteTrigger translate(String sql, SchemaMap map) throws UntranslatableException {
        Statement.CreateTrigger trigger = parse(sql);
        try {
            TriggerSteps steps = new TriggerSteps(sql, trigger, map);
            Tables tables = new Tables();
            tables.expr(trigger.when());
            trigger.body().forEach(tables::statement);
            TableMap table = steps.table();
            return new SqliteTrigger(
                    trigger.name(),
                    trigger.timing(),
                    trigger.event(),
                    columns(trigger, table),
                    table,
                    trigger.when() == null ? null : steps.condition(trigger.when()),
                    steps.render(trigger.body()),
                    tables.writes,
                    tables.reads,
                    steps.softened(),
                    steps.ignores());
        } catch (Refusal e) {
            throw new UntranslatableException(e.construct(), e.advice());
        }
    }

    /** Timing and event of a trigger, as both databases write them; empty where its text can't be read. */
    public static Optional<String> event(String sql) {
        try {
            Statement.CreateTrigger trigger = parse(sql);
            return Optional.of(trigger.timing() + " " + trigger.event());
        } catch (UntranslatableException e) {
            return Optional.empty();
        }
    }

    private static Statement.CreateTrigger parse(String sql) throws UntranslatableException {
        try {
            if (SqliteParser.parse(sql).get(0) instanceof Statement.CreateTrigger trigger) {
                return trigger;
            }
        } catch (ParseException e) {
            throw new UntranslatableException(
                    "SQL that SQLite's grammar does not know (" + e.getMessage() + ")", "Write the trigger by hand.");
        }
        throw new UntranslatableException("a text that is no CREATE TRIGGER", "Write the trigger by hand.");
    }

    private static List<String> columns(Statement.CreateTrigger trigger, TableMap table) {
        List<String> columns = new ArrayList<>();
        for (String name : trigger.columns()) {
            // SQLite ignores a name that is no column
            table.column(name).map(ColumnMap::postgresqlName).ifPresent(columns::add);
        }
        return columns;
    }

    /** The tables of statements, without regard to the case of their names. */
    private static final class Tables extends Walker {
        private final Set<String> writes = new TreeSet<>(Comparator.comparing(String::toLowerCase));
        private final Set<String> reads = new TreeSet<>(Comparator.comparing(String::toLowerCase));

        @Override
        public void target(Statement.Target target) {
            writes.add(target.name());
        }

        @Override
        public void table(From.Table table) {
            reads.add(table.name());
            super.table(table);
        }
    }
}
