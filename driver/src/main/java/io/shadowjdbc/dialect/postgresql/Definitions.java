package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.CheckNames;
import io.shadowjdbc.dialect.SqliteToPostgresql;
import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Renders CREATE, ALTER and DROP as migration tools send them. The types of new columns are those of the schema map after
 * the statement. Not for use by several threads.
 */
public final class Definitions {
    private static final int MAX_NAME_BYTES = 63;

    private final String sql;
    private final SchemaMap before;
    private final SchemaMap after;
    private final boolean enforced;
    /** Indexes that a table's own constraints need, to be made after it. */
    private final List<String> later = new ArrayList<>();

    private final Set<String> constraintNames = new HashSet<>();

    /**
     * @param sql the text that the statement was parsed from
     * @param after the map as SQLite's catalogue is once the statement has run there
     * @param enforced whether the application has foreign keys switched on
     */
    public Definitions(String sql, SchemaMap before, SchemaMap after, boolean enforced) {
        this.sql = sql;
        this.enforced = enforced;
        this.before = before;
        this.after = after;
    }

    /**
     * The statements for PostgreSQL in order; none for a view, which every query of it looks through.
     *
     * @throws Refusal if there is no equal
     */
    public List<String> render(Statement statement) {
        List<String> statements = new ArrayList<>();
        Triggers triggers = new Triggers(before, after);
        statements.addAll(triggers.gone());
        if (statement instanceof Statement.CreateTable table) {
            statements.addAll(createTable(table));
        } else if (statement instanceof Statement.CreateIndex index) {
            statements.add(createIndex(index));
        } else if (statement instanceof Statement.Drop drop) {
            statements.addAll(drop(drop));
        } else if (statement instanceof Statement.Alter alter) {
            statements.addAll(alter(alter));
        }
        statements.addAll(triggers.made(statement.span()));
        return statements;
    }

    private TableMap table(String name, Span span) {
        return new Rendering(sql, after).table(null, name, span);
    }

    // --- CREATE TABLE ---

    private List<String> createTable(Statement.CreateTable create) {
        TableMap table = table(create.table().name(), create.span());
        List<String> parts = new ArrayList<>();
        for (ColumnMap column : table.columns()) {
            Statement.ColumnDef definition = create.columns().stream()
                    .filter(each -> each.name().equalsIgnoreCase(column.sqliteName()))
                    .findFirst()
                    .orElse(null);
            parts.add(column(table, column, definition));
        }
        for (Statement.Constraint constraint : create.constraints()) {
            String text = constraint(table, constraint);
            if (!text.isEmpty()) {
                parts.add(text);
            }
        }
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE " + Quote.table(table) + " (" + String.join(", ", parts) + ")");
        statements.addAll(later);
        if (create.as() != null) {
            statements.add(filled(create, table));
        }
        return statements;
    }

    /** The rows of CREATE TABLE AS. */
    private String filled(Statement.CreateTable create, TableMap table) {
        String insert = "INSERT INTO \"" + table.sqliteName().replace("\"", "\"\"") + "\" "
                + create.as().span().of(sql);
        Translation translation = SqliteToPostgresql.translate(insert, after);
        if (translation instanceof Translation.Translated translated
                && translated.parameters().isEmpty()) {
            return translated.sql();
        }
        String reason = translation instanceof Translation.Untranslatable refused ? ": " + refused.construct() : "";
        throw new Refusal(
                "the query of CREATE TABLE AS" + reason,
                create.as().span(),
                "Create the table, then INSERT ... SELECT.");
    }

    private String column(TableMap table, ColumnMap column, Statement.ColumnDef definition) {
        StringBuilder text = new StringBuilder(Quote.name(column.postgresqlName()) + " " + type(column));
        if (column.sqliteName().equals(table.integerKey())) {
            text.append(" GENERATED BY DEFAULT AS IDENTITY");
        }
        if (definition != null) {
            for (Statement.Constraint constraint : definition.constraints()) {
                text.append(columnConstraint(table, column, constraint));
            }
        }
        return text.toString();
    }

    private static String type(ColumnMap column) {
        String type = column.codec().postgresqlType();
        // sorts and compares by bytes, as SQLite does
        return type.equals("text") ? "text COLLATE \"C\"" : type;
    }

    private DefinitionTerms terms(TableMap table) {
        return new DefinitionTerms(sql, table, "");
    }

    private String columnConstraint(TableMap table, ColumnMap column, Statement.Constraint constraint) {
        if (constraint instanceof Statement.PrimaryKey primary) {
            // its name would have to be the only one in PostgreSQL's schema
            return " PRIMARY KEY";
        } else if (constraint instanceof Statement.NotNull notNull) {
            refuseConflictClause(notNull.onConflict(), notNull.span());
            return notNull.negated() ? " NOT NULL" : "";
        } else if (constraint instanceof Statement.Unique unique) {
            refuseConflictClause(unique.onConflict(), unique.span());
            return unique(table, unique, List.of(column));
        } else if (constraint instanceof Statement.Default value) {
            return " DEFAULT " + terms(table).defaultValue(value.value(), column);
        } else if (constraint instanceof Statement.Generated generated) {
            return " GENERATED ALWAYS AS (" + terms(table).value(generated.expr(), column) + ") STORED";
        } else if (constraint instanceof Statement.CollateConstraint) {
            return "";
        }
        String text = constraint(table, constraint);
        return text.isEmpty() ? "" : " " + text;
    }

    private static void refuseConflictClause(String action, Span span) {
        if (action != null && !action.equalsIgnoreCase("ABORT")) {
            throw new Refusal("ON CONFLICT " + action + " of a constraint", span, "Write INSERT OR ... instead.");
        }
    }

    private static String named(String name) {
        return name == null ? "" : " CONSTRAINT " + Quote.name(name);
    }

    /** UNIQUE; where a column folds case or cuts spaces, an index of its own, since a constraint can't. */
    private String unique(TableMap table, Statement.Unique unique, List<ColumnMap> columns) {
        boolean plain = columns.stream().allMatch(column -> column.collation().equalsIgnoreCase("BINARY"));
        if (plain) {
            String list = columns.stream()
                    .map(column -> Quote.name(column.postgresqlName()))
                    .collect(Collectors.joining(", "));
            return unique.columns().isEmpty() ? " UNIQUE" : "UNIQUE (" + list + ")";
        }
        List<String> keys = columns.stream()
                .map(column -> terms(table).key(column, column.collation().toUpperCase(Locale.ROOT), false))
                .toList();
        later.add("CREATE UNIQUE INDEX ON " + Quote.table(table) + " (" + String.join(", ", keys) + ")");
        return "";
    }

    private String constraint(TableMap table, Statement.Constraint constraint) {
        if (constraint instanceof Statement.PrimaryKey key) {
            return "PRIMARY KEY (" + names(columns(table, key.columns())) + ")";
        } else if (constraint instanceof Statement.Unique unique) {
            refuseConflictClause(unique.onConflict(), unique.span());
            return unique(table, unique, columns(table, unique.columns()));
        } else if (constraint instanceof Statement.Check check) {
            return checkName(check) + " CHECK (" + terms(table).condition(check.expr(), false) + ")";
        } else if (constraint instanceof Statement.ForeignKey key) {
            return foreignKey(table, key);
        }
        throw new Refusal("a constraint of this form", constraint.span(), "Write it by hand on PostgreSQL.");
    }

    /** SQLite's error names an unnamed CHECK by its text, so that is its name here. */
    private String checkName(Statement.Check check) {
        String name = check.name() != null
                ? check.name()
                : CheckNames.unnamed(check.expr().span().of(sql));
        boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES && constraintNames.add(name);
        return fits ? named(name).trim() : "";
    }

    private static List<ColumnMap> columns(TableMap table, List<OrderTerm> terms) {
        List<ColumnMap> columns = new ArrayList<>();
        for (OrderTerm term : terms) {
            Expr expr = term.expr().bare();
            if (expr instanceof Expr.Collate collate) {
                expr = collate.operand().bare();
            }
            if (!(expr instanceof Expr.ColumnRef ref)) {
                throw new Refusal("a key on an expression", term.expr().span(), "Create a unique index.");
            }
            columns.add(Returning.column(table, ref.column(), ref.span()));
        }
        return columns;
    }

    private static String names(List<ColumnMap> columns) {
        return columns.stream()
                .map(column -> Quote.name(column.postgresqlName()))
                .collect(Collectors.joining(", "));
    }

    /** A foreign key; empty where the other table is not there yet, which SQLite does not mind. */
    private String foreignKey(TableMap table, Statement.ForeignKey key) {
        Optional<TableMap> parent = after.table(key.table());
        if (parent.isEmpty()) {
            return "";
        }
        String columns = key.columns().isEmpty()
                ? ""
                : "FOREIGN KEY ("
                        + key.columns().stream()
                                .map(name -> Returning.column(table, name, key.span()))
                                .map(column -> Quote.name(column.postgresqlName()))
                                .collect(Collectors.joining(", "))
                        + ") ";
        String references = key.references().isEmpty()
                ? ""
                : " ("
                        + key.references().stream()
                                .map(name -> Returning.column(parent.get(), name, key.span()))
                                .map(column -> Quote.name(column.postgresqlName()))
                                .collect(Collectors.joining(", "))
                        + ")";
        String actions = key.actions().isEmpty() ? "" : " " + String.join(" ", key.actions());
        return (named(key.name()) + " " + columns + "REFERENCES " + Quote.table(parent.get()) + references + actions)
                .trim();
    }

    // --- the others ---

    private String createIndex(Statement.CreateIndex index) {
        Rendering rendering = new Rendering(sql, after);
        Expressions expressions = new Expressions(rendering);
        TableMap table = rendering.table(index.schema(), index.table(), index.span());
        Scope scope = new Scope(null);
        scope.sources().add(Scope.Source.of(table, index.table(), ""));
        List<String> keys = new ArrayList<>();
        for (OrderTerm term : index.columns()) {
            keys.add(indexKey(
                    expressions.render(term.expr(), scope),
                    term.descending(),
                    term.expr().span()));
        }
        String where = index.where() == null ? "" : " WHERE " + expressions.condition(index.where(), scope, true);
        String text = "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + Quote.name(index.name()) + " ON "
                + Quote.table(table) + " (" + String.join(", ", keys) + ")" + where;
        return rendering.finish(text, List.of()).sql();
    }

    /** A key of an index in the form in which {@link OrderBy} and {@link Comparisons} ask for it. */
    static String indexKey(Sql sql, boolean descending, Span span) {
        return key(sql, span) + SortKeys.direction(sql, descending, !descending);
    }

    private static String key(Sql sql, Span span) {
        if (sql.coded() || sql.kind() != Kind.TEXT) {
            return sql.column() != null ? sql.text() : "(" + sql.text() + ")";
        }
        String collation = sql.collation() == null ? "BINARY" : sql.collation();
        String key = Comparisons.collated(sql, collation, false, span);
        return sql.column() != null && collation.equals("BINARY") ? key : "(" + key + ")";
    }

    /** The expression of DEFAULT, in which a bare name is a string. */
    static Sql defaultValue(Expressions expressions, Expr value) {
        return value instanceof Expr.ColumnRef ref && ref.table() == null && Expressions.truth(ref.column()) == null
                ? Expressions.string(ref.column(), ref.span())
                : expressions.render(value, new Scope(null));
    }

    private List<String> drop(Statement.Drop drop) {
        Optional<TableMap> table = before.table(drop.name());
        switch (drop.type()) {
            case "TABLE":
                if (table.isEmpty()) {
                    return List.of();
                }
                // SQLite deletes the rows first, which is where foreign keys object; references to the table stay there
                String name = Quote.table(table.get());
                return enforced
                        ? List.of("DELETE FROM " + name, "DROP TABLE " + name + " CASCADE")
                        : List.of("DROP TABLE " + name + " CASCADE");
            case "INDEX":
                return List.of("DROP INDEX IF EXISTS " + Quote.name(drop.name()));
            case "VIEW":
                return table.isPresent() && table.get().view()
                        ? List.of("DROP VIEW " + Quote.table(table.get()))
                        : List.of();
            default:
                return List.of();
        }
    }

    private List<String> alter(Statement.Alter alter) {
        Statement.Target target = alter.table();
        TableMap former = new Rendering(sql, before).table(target.schema(), target.name(), target.span());
        String start = "ALTER TABLE " + Quote.table(former) + " ";
        Statement.Change change = alter.change();
        if (change instanceof Statement.RenameTable rename) {
            return List.of(start + "RENAME TO " + Quote.name(rename.name()));
        } else if (change instanceof Statement.RenameColumn rename) {
            String from = Returning.column(former, rename.from(), alter.span()).postgresqlName();
            return List.of(start + "RENAME COLUMN " + Quote.name(from) + " TO " + Quote.name(rename.to()));
        } else if (change instanceof Statement.DropColumn dropped) {
            String name = Returning.column(former, dropped.name(), alter.span()).postgresqlName();
            return List.of(start + "DROP COLUMN " + Quote.name(name));
        }
        Statement.ColumnDef definition = ((Statement.AddColumn) change).column();
        TableMap table = table(target.name(), target.span());
        ColumnMap column = Returning.column(table, definition.name(), definition.span());
        List<String> statements = new ArrayList<>();
        statements.add(start + "ADD COLUMN " + column(table, column, definition));
        statements.addAll(later);
        return statements;
    }
}
