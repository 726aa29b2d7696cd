package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.ast.Walker;
import io.shadowjdbc.dialect.parser.Lexer;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says what a statement does, before any translation. Static, pure and safe for threads. */
public final class SqliteAnalyzer {
    /** Functions whose answer changes from one call to the next without any write. */
    private static final Set<String> VOLATILE = Set.of(
            "random",
            "randomblob",
            "changes",
            "total_changes",
            "last_insert_rowid",
            "now",
            "clock_timestamp",
            "statement_timestamp",
            "transaction_timestamp",
            "nextval",
            "currval",
            "lastval",
            "gen_random_uuid");

    private static final Set<String> DATE_FUNCTIONS =
            Set.of("date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff");

    /** Pragmas that answer even when they set something. */
    private static final Set<String> ANSWERING_PRAGMAS = Set.of(
            "journal_mode",
            "locking_mode",
            "busy_timeout",
            "wal_checkpoint",
            "wal_autocheckpoint",
            "journal_size_limit",
            "mmap_size",
            "max_page_count",
            "secure_delete",
            "soft_heap_limit",
            "hard_heap_limit",
            "threads",
            "analysis_limit");

    private SqliteAnalyzer() {}

    /** Analyzes a text of SQLite's dialect. Never throws: a text that does not parse has kind UNKNOWN. */
    public static Analysis analyze(String sql, SchemaMap map) {
        return analyze(sql, Dialect.SQLITE, map);
    }

    /**
     * Analyzes a text. Never throws. Texts of PostgreSQL's dialect that SQLite's grammar does not know are judged by
     * their leading keyword.
     */
    public static Analysis analyze(String sql, Dialect dialect, SchemaMap map) {
        String normalized = Normalizer.normalize(sql);
        String hint = null;
        try {
            Lexer.Result lexed = Lexer.tokenize(sql);
            hint = lexed.hint();
            List<Statement> statements = SqliteParser.parse(sql, lexed.tokens());
            if (statements.isEmpty()) {
                return new Analysis(StatementKind.EMPTY, "", List.of(), false, true, Ordering.NONE, false, hint);
            }
            if (statements.size() == 1) {
                return analyze(statements.get(0), sql, lexed, normalized, map);
            }
            return script(statements, normalized, hint, map);
        } catch (ParseException e) {
            return PostgresqlAnalyzer.analyze(sql, dialect, normalized, hint);
        }
    }

    private static Analysis script(List<Statement> statements, String normalized, String hint, SchemaMap map) {
        Set<String> tables = new LinkedHashSet<>();
        boolean deterministic = true;
        for (Statement statement : statements) {
            Uses uses = Uses.of(statement, map);
            tables.addAll(uses.tables);
            deterministic &= uses.deterministic;
        }
        boolean rows = returnsRows(statements.get(0));
        return new Analysis(
                StatementKind.SCRIPT, normalized, List.copyOf(tables), rows, deterministic, Ordering.NONE, false, hint);
    }

    private static Analysis analyze(
            Statement statement, String sql, Lexer.Result lexed, String normalized, SchemaMap map) {
        Uses uses = Uses.of(statement, map);
        Select select = statement instanceof Statement.Query query ? query.select() : null;
        return new Analysis(
                kind(statement),
                normalized,
                List.copyOf(uses.tables),
                uses.changed,
                statement instanceof Statement.Insert insert ? Insertion.of(insert) : null,
                returnsRows(statement),
                uses.deterministic,
                select == null ? Ordering.NONE : OrderingRules.of(select, map),
                select == null ? SortColumns.NONE : SortColumns.of(select, map),
                select != null && select.limit() != null,
                select == null ? null : Uncut.of(select, sql, lexed.tokens()),
                lexed.hint());
    }

    /** What a parsed statement does. */
    static StatementKind kind(Statement statement) {
        if (statement instanceof Statement.Query) {
            return StatementKind.SELECT;
        } else if (statement instanceof Statement.Insert) {
            return StatementKind.INSERT;
        } else if (statement instanceof Statement.Update) {
            return StatementKind.UPDATE;
        } else if (statement instanceof Statement.Delete) {
            return StatementKind.DELETE;
        } else if (statement instanceof Statement.Begin) {
            return StatementKind.BEGIN;
        } else if (statement instanceof Statement.Commit) {
            return StatementKind.COMMIT;
        } else if (statement instanceof Statement.Rollback rollback) {
            return rollback.savepoint() == null ? StatementKind.ROLLBACK : StatementKind.ROLLBACK_TO;
        } else if (statement instanceof Statement.Savepoint) {
            return StatementKind.SAVEPOINT;
        } else if (statement instanceof Statement.Release) {
            return StatementKind.RELEASE;
        } else if (statement instanceof Statement.Pragma) {
            return StatementKind.PRAGMA;
        } else if (statement instanceof Statement.Explain) {
            return StatementKind.EXPLAIN;
        } else if (statement instanceof Statement.Attach) {
            return StatementKind.ATTACH;
        } else if (statement instanceof Statement.Detach) {
            return StatementKind.DETACH;
        } else if (statement instanceof Statement.Maintenance) {
            return StatementKind.MAINTENANCE;
        }
        return StatementKind.DDL;
    }

    private static boolean returnsRows(Statement statement) {
        if (statement instanceof Statement.Insert insert) {
            return !insert.returning().isEmpty();
        } else if (statement instanceof Statement.Update update) {
            return !update.returning().isEmpty();
        } else if (statement instanceof Statement.Delete delete) {
            return !delete.returning().isEmpty();
        } else if (statement instanceof Statement.Pragma pragma) {
            return pragma.value() == null
                    || pragma.call()
                    || ANSWERING_PRAGMAS.contains(pragma.name().toLowerCase(Locale.ROOT));
        }
        return statement instanceof Statement.Query || statement instanceof Statement.Explain;
    }

    /** What a statement touches. */
    private static final class Uses extends Walker {
        private final SchemaMap map;
        private final Set<String> tables = new LinkedHashSet<>();
        private final Set<String> followed = new HashSet<>();
        private final List<Set<String>> ctes = new ArrayList<>();
        private String changed;
        private boolean deterministic = true;

        private Uses(SchemaMap map) {
            this.map = map;
        }

        static Uses of(Statement statement, SchemaMap map) {
            Uses uses = new Uses(map);
            Select.With with = Select.With.NONE;
            if (statement instanceof Statement.Insert insert) {
                with = insert.with();
            } else if (statement instanceof Statement.Update update) {
                with = update.with();
            } else if (statement instanceof Statement.Delete delete) {
                with = delete.with();
            }
            uses.ctes.add(names(with));
            uses.statement(statement);
            uses.definition(statement);
            return uses;
        }

        private void definition(Statement statement) {
            if (statement instanceof Statement.CreateTable table) {
                name(table.table().name());
            } else if (statement instanceof Statement.CreateIndex index) {
                name(index.table());
            } else if (statement instanceof Statement.Alter alter) {
                name(alter.table().name());
            } else if (statement instanceof Statement.Drop drop && drop.type().equals("TABLE")) {
                name(drop.name());
            }
        }

        private static Set<String> names(Select.With with) {
            Set<String> names = new HashSet<>();
            with.ctes().forEach(cte -> names.add(cte.name().toLowerCase(Locale.ROOT)));
            return names;
        }

        private void name(String table) {
            Optional<String> view = map.view(table);
            if (view.isPresent() && followed.add(table.toLowerCase(Locale.ROOT))) {
                follow(view.get());
                return;
            }
            tables.add(spelt(table));
        }

        private String spelt(String table) {
            return map.table(table).map(TableMap::sqliteName).orElse(table);
        }

        /** A view stands for its tables; names of the statement's own are not in its sight. */
        private void follow(String view) {
            try {
                Uses uses = new Uses(map);
                uses.followed.addAll(followed);
                for (Statement statement : SqliteParser.parse(view)) {
                    uses.statement(statement);
                }
                tables.addAll(uses.tables);
                deterministic &= uses.deterministic;
            } catch (ParseException e) {
                deterministic = false;
            }
        }

        @Override
        public void select(Select select) {
            ctes.add(names(select.with()));
            super.select(select);
            ctes.remove(ctes.size() - 1);
        }

        @Override
        public void target(Statement.Target target) {
            name(target.name());
            changed = spelt(target.name());
        }

        @Override
        public void table(From.Table table) {
            String lower = table.name().toLowerCase(Locale.ROOT);
            boolean cte = table.schema() == null && ctes.stream().anyMatch(names -> names.contains(lower));
            if (!cte && table.arguments() == null) {
                name(table.name());
            }
            super.table(table);
        }

        @Override
        public void expr(Expr expr) {
            if (expr instanceof Expr.Call call) {
                String name = call.name().toLowerCase(Locale.ROOT);
                if (VOLATILE.contains(name) || (DATE_FUNCTIONS.contains(name) && readsClock(call))) {
                    deterministic = false;
                }
            } else if (expr instanceof Expr.Literal literal) {
                switch (literal.kind()) {
                    case CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP -> deterministic = false;
                    default -> {}
                }
            }
            super.expr(expr);
        }

        /** A date function reads the clock without a time value, and with 'now'; a parameter may be 'now' too. */
        private static boolean readsClock(Expr.Call call) {
            int first = call.name().equalsIgnoreCase("strftime") ? 1 : 0;
            if (call.arguments().size() <= first) {
                return true;
            }
            return call.arguments().stream()
                    .anyMatch(argument -> argument.bare() instanceof Expr.Literal literal
                            && literal.value().equalsIgnoreCase("now"));
        }
    }
}
