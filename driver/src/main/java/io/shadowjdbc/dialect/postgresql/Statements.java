package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.postgresql.Selects.Query;
import io.shadowjdbc.schema.SchemaMap;
import java.util.List;
import java.util.Locale;

/** Renders one statement of any kind. Static and safe for threads: each translation has its own state. */
public final class Statements {
    /** Begins a transaction that writes; waits for one that has begun so before. */
    private static final String BEGIN_IMMEDIATE = "BEGIN /* IMMEDIATE */";

    private Statements() {}

    /**
     * The statement in PostgreSQL's words.
     *
     * @param sql the text that the statement was parsed from
     * @throws Refusal if it has no equal
     */
    public static Translation translate(String sql, Statement statement, SchemaMap map) {
        return translate(sql, statement, map, null);
    }

    /** @param outer the names of a trigger's row; null outside a trigger */
    static Translation translate(String sql, Statement statement, SchemaMap map, Scope outer) {
        if (sql.indexOf(Rendering.MARK) >= 0) {
            throw new Refusal("U+FFFE in the text", statement.span(), "Bind it as a parameter.");
        }
        Rendering rendering = new Rendering(sql, map, outer);
        Expressions expressions = new Expressions(rendering);
        if (statement instanceof Statement.Query query) {
            if (Catalogue.isReadBy(query.select())) {
                return new Translation.Local(null, null);
            }
            return finish(rendering, expressions.selects().outer(query.select()));
        }
        Assignments assignments = new Assignments(rendering, expressions.conversions());
        Returning returning = new Returning(expressions, assignments);
        if (statement instanceof Statement.Insert insert) {
            return finish(rendering, new Inserts(rendering, expressions, assignments, returning).render(insert));
        } else if (statement instanceof Statement.Update update) {
            return finish(rendering, new Changes(rendering, expressions, returning).update(update));
        } else if (statement instanceof Statement.Delete delete) {
            return finish(rendering, new Changes(rendering, expressions, returning).delete(delete));
        } else if (statement instanceof Statement.Pragma pragma) {
            return Pragmas.answer(pragma, map);
        }
        String command = command(statement);
        if (command == null) {
            return definition(statement, outer != null);
        }
        return command.isEmpty()
                ? new Translation.Answered(List.of(), List.of())
                : rendering.finish(command, List.of());
    }

    private static Translation definition(Statement statement, boolean inTrigger) {
        if (statement instanceof Statement.CreateVirtualTable table) {
            throw new Refusal(
                    "CREATE VIRTUAL TABLE USING " + table.module(), table.span(), "PostgreSQL has other means for it.");
        } else if (inTrigger) {
            throw new Refusal("DDL in a trigger", statement.span(), "SQLite does not allow it either.");
        }
        return new Translation.Definition(statement);
    }

    private static Translation finish(Rendering rendering, Query query) {
        List<Translation.ResultColumn> columns = query.outputs().stream()
                .map(output -> new Translation.ResultColumn(
                        output.label(), output.sql().column(), ResultCodec.of(output.sql())))
                .toList();
        return rendering.finish(query.text(), columns);
    }

    /** Transactions and maintenance; empty where there is nothing to do, null where it is neither. */
    private static String command(Statement statement) {
        if (statement instanceof Statement.Begin begin) {
            // SQLite's transactions are serializable; the driver sets the level and takes the writer's lock
            boolean immediate = "IMMEDIATE".equals(begin.mode()) || "EXCLUSIVE".equals(begin.mode());
            return immediate ? BEGIN_IMMEDIATE : "BEGIN";
        } else if (statement instanceof Statement.Commit) {
            return "COMMIT";
        } else if (statement instanceof Statement.Rollback rollback) {
            return rollback.savepoint() == null
                    ? "ROLLBACK"
                    : "ROLLBACK TO SAVEPOINT " + savepoint(rollback.savepoint());
        } else if (statement instanceof Statement.Savepoint savepoint) {
            return "SAVEPOINT " + savepoint(savepoint.name());
        } else if (statement instanceof Statement.Release release) {
            return "RELEASE SAVEPOINT " + savepoint(release.name());
        } else if (statement instanceof Statement.Maintenance maintenance) {
            return maintenance(maintenance);
        } else if (statement instanceof Statement.Explain explain) {
            throw new Refusal("EXPLAIN", explain.span(), "Its answer is the engine's own; ask PostgreSQL itself.");
        } else if (statement instanceof Statement.Attach || statement instanceof Statement.Detach) {
            throw new Refusal(
                    "ATTACH and DETACH", statement.span(), "A PostgreSQL connection has one database; use schemas.");
        }
        return null;
    }

    /** SQLite compares the names of savepoints without regard to case. */
    private static String savepoint(String name) {
        return Quote.name(name.toLowerCase(Locale.ROOT));
    }

    private static String maintenance(Statement.Maintenance maintenance) {
        if (maintenance.into() != null) {
            throw new Refusal("VACUUM INTO", maintenance.span(), "Back PostgreSQL up with pg_dump.");
        }
        // PostgreSQL's autovacuum does this work, and VACUUM may not run in a transaction
        return maintenance.operation().equals("ANALYZE") ? "ANALYZE" : "";
    }
}
