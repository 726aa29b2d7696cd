package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.ast.Statement.Constraint;
import java.util.ArrayList;
import java.util.List;

/** Parses CREATE, ALTER and DROP. */
final class DdlParser {
    private final TokenStream tokens;
    private final SelectParser selects;
    private final ExpressionParser expressions;

    DdlParser(TokenStream tokens, SelectParser selects) {
        this.tokens = tokens;
        this.selects = selects;
        this.expressions = selects.expressions();
    }

    Statement create() throws ParseException {
        Token first = tokens.next();
        boolean temporary = tokens.accept("TEMP") || tokens.accept("TEMPORARY");
        if (tokens.accept("TABLE")) {
            return createTable(first, temporary);
        }
        if (tokens.accept("VIEW")) {
            boolean ifNotExists = ifNotExists();
            Statement.Target view = tableName();
            List<String> columns = tokens.isSymbol("(") ? selects.names() : List.of();
            tokens.expect("AS");
            Select select = selects.select();
            return new Statement.CreateView(tokens.since(first), temporary, ifNotExists, view, columns, select);
        }
        if (tokens.accept("TRIGGER")) {
            return createTrigger(first);
        }
        if (!temporary && tokens.accept("VIRTUAL")) {
            tokens.expect("TABLE");
            ifNotExists();
            Statement.Target table = tableName();
            tokens.expect("USING");
            String module = tokens.name("a module");
            if (tokens.isSymbol("(")) {
                skipParentheses();
            }
            return new Statement.CreateVirtualTable(tokens.since(first), table.name(), module);
        }
        boolean unique = tokens.accept("UNIQUE");
        if (!temporary && tokens.accept("INDEX")) {
            return createIndex(first, unique);
        }
        throw tokens.expected("TABLE, INDEX, VIEW, TRIGGER or VIRTUAL TABLE");
    }

    private boolean ifNotExists() throws ParseException {
        if (tokens.accept("IF")) {
            tokens.expect("NOT");
            tokens.expect("EXISTS");
            return true;
        }
        return false;
    }

    private void skipParentheses() throws ParseException {
        int open = 0;
        do {
            Token token = tokens.next();
            if (token.type() == TokenType.END) {
                throw tokens.expected(")");
            }
            open += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        } while (open > 0);
    }

    private Statement createTable(Token first, boolean temporary) throws ParseException {
        boolean ifNotExists = ifNotExists();
        Statement.Target table = tableName();
        if (tokens.accept("AS")) {
            Select select = selects.select();
            return new Statement.CreateTable(
                    tokens.since(first), temporary, ifNotExists, table, List.of(), List.of(), List.of(), select);
        }
        tokens.expectSymbol("(");
        List<Statement.ColumnDef> columns = new ArrayList<>();
        do {
            columns.add(column());
        } while (tokens.acceptSymbol(",") && !startsTableConstraint());
        List<Constraint> constraints = new ArrayList<>();
        while (!tokens.isSymbol(")")) {
            tokens.acceptSymbol(",");
            constraints.add(tableConstraint());
        }
        tokens.expectSymbol(")");
        List<String> options = new ArrayList<>();
        if (tokens.isName()) {
            do {
                options.add(tokens.accept("WITHOUT") ? "WITHOUT " + tokens.name("ROWID") : tokens.name("STRICT"));
            } while (tokens.acceptSymbol(","));
        }
        return new Statement.CreateTable(
                tokens.since(first), temporary, ifNotExists, table, columns, constraints, options, null);
    }

    private Statement.Target tableName() throws ParseException {
        Token first = tokens.peek();
        String schema = null;
        String name = tokens.name("a table");
        if (tokens.acceptSymbol(".")) {
            schema = name;
            name = tokens.name("a table");
        }
        return new Statement.Target(tokens.since(first), schema, name, null);
    }

    private boolean startsTableConstraint() {
        return tokens.is("CONSTRAINT")
                || tokens.is("PRIMARY", "KEY")
                || tokens.is("UNIQUE")
                || tokens.is("CHECK")
                || tokens.is("FOREIGN", "KEY");
    }

    Statement.ColumnDef column() throws ParseException {
        Token first = tokens.peek();
        String name = tokens.name("a column");
        String type = expressions.terms().typeName();
        List<Constraint> constraints = new ArrayList<>();
        while (true) {
            Constraint constraint = columnConstraint();
            if (constraint == null) {
                return new Statement.ColumnDef(tokens.since(first), name, type, constraints);
            }
            constraints.add(constraint);
        }
    }

    private Constraint columnConstraint() throws ParseException {
        Token first = tokens.peek();
        String name = tokens.accept("CONSTRAINT") ? tokens.name("a constraint") : null;
        if (tokens.accept("PRIMARY", "KEY")) {
            if (!tokens.accept("ASC")) {
                tokens.accept("DESC");
            }
            onConflict();
            return new Statement.PrimaryKey(tokens.since(first), name, List.of(), tokens.accept("AUTOINCREMENT"));
        }
        if (tokens.accept("NOT", "NULL")) {
            return new Statement.NotNull(tokens.since(first), true, onConflict());
        }
        if (tokens.accept("NULL")) {
            return new Statement.NotNull(tokens.since(first), false, onConflict());
        }
        if (tokens.accept("UNIQUE")) {
            return new Statement.Unique(tokens.since(first), name, List.of(), onConflict());
        }
        if (tokens.is("CHECK")) {
            return check(first, name);
        }
        if (tokens.accept("DEFAULT")) {
            return new Statement.Default(tokens.since(first), defaultValue());
        }
        if (tokens.accept("COLLATE")) {
            return new Statement.CollateConstraint(tokens.since(first), tokens.name("a collation"));
        }
        if (tokens.is("REFERENCES")) {
            return references(first, name, List.of());
        }
        if (tokens.accept("GENERATED", "ALWAYS") || tokens.is("AS")) {
            tokens.expect("AS");
            tokens.expectSymbol("(");
            Expr expr = expressions.expression();
            tokens.expectSymbol(")");
            boolean stored = tokens.accept("STORED");
            if (!stored) {
                tokens.accept("VIRTUAL");
            }
            return new Statement.Generated(tokens.since(first), expr, stored);
        }
        if (name != null) {
            throw tokens.expected("a constraint");
        }
        return null;
    }

    private Expr defaultValue() throws ParseException {
        if (tokens.isSymbol("(")) {
            Token open = tokens.next();
            Expr expr = expressions.expression();
            tokens.expectSymbol(")");
            return new Expr.Parens(tokens.since(open), expr);
        }
        return expressions.expressionTerm();
    }

    private String onConflict() throws ParseException {
        if (!tokens.accept("ON", "CONFLICT")) {
            return null;
        }
        String action = tokens.acceptAny("ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE");
        if (action == null) {
            throw tokens.expected("ROLLBACK, ABORT, FAIL, IGNORE or REPLACE");
        }
        return action;
    }

    private Constraint check(Token first, String name) throws ParseException {
        tokens.expect("CHECK");
        tokens.expectSymbol("(");
        Expr expr = expressions.expression();
        tokens.expectSymbol(")");
        onConflict();
        return new Statement.Check(tokens.since(first), name, expr);
    }

    private Constraint references(Token first, String name, List<String> columns) throws ParseException {
        tokens.expect("REFERENCES");
        String table = tokens.name("a table");
        List<String> references = tokens.isSymbol("(") ? selects.names() : List.of();
        List<String> actions = new ArrayList<>();
        while (true) {
            if (tokens.accept("ON")) {
                String event = tokens.acceptAny("DELETE", "UPDATE", "INSERT");
                if (event == null) {
                    throw tokens.expected("DELETE or UPDATE");
                }
                actions.add("ON " + event + " " + action());
            } else if (tokens.accept("MATCH")) {
                tokens.name("a name");
            } else if (tokens.accept("NOT", "DEFERRABLE")) {
                deferral();
            } else if (tokens.accept("DEFERRABLE")) {
                actions.add("DEFERRABLE" + deferral());
            } else {
                return new Statement.ForeignKey(tokens.since(first), name, columns, table, references, actions);
            }
        }
    }

    private String action() throws ParseException {
        if (tokens.accept("SET", "NULL")) {
            return "SET NULL";
        }
        if (tokens.accept("SET", "DEFAULT")) {
            return "SET DEFAULT";
        }
        if (tokens.accept("NO", "ACTION")) {
            return "NO ACTION";
        }
        String word = tokens.acceptAny("CASCADE", "RESTRICT");
        if (word == null) {
            throw tokens.expected("SET NULL, SET DEFAULT, CASCADE, RESTRICT or NO ACTION");
        }
        return word;
    }

    private String deferral() {
        if (tokens.accept("INITIALLY", "DEFERRED")) {
            return " INITIALLY DEFERRED";
        }
        tokens.accept("INITIALLY", "IMMEDIATE");
        return "";
    }

    private Constraint tableConstraint() throws ParseException {
        Token first = tokens.peek();
        String name = tokens.accept("CONSTRAINT") ? tokens.name("a constraint") : null;
        if (tokens.accept("PRIMARY", "KEY")) {
            tokens.expectSymbol("(");
            List<OrderTerm> columns = expressions.orderTerms();
            boolean autoincrement = tokens.accept("AUTOINCREMENT");
            tokens.expectSymbol(")");
            onConflict();
            return new Statement.PrimaryKey(tokens.since(first), name, columns, autoincrement);
        }
        if (tokens.accept("UNIQUE")) {
            tokens.expectSymbol("(");
            List<OrderTerm> columns = expressions.orderTerms();
            tokens.expectSymbol(")");
            return new Statement.Unique(tokens.since(first), name, columns, onConflict());
        }
        if (tokens.is("CHECK")) {
            return check(first, name);
        }
        if (tokens.accept("FOREIGN", "KEY")) {
            return references(first, name, selects.names());
        }
        throw tokens.expected("a table constraint");
    }

    private Statement createIndex(Token first, boolean unique) throws ParseException {
        boolean ifNotExists = ifNotExists();
        Statement.Target index = tableName();
        tokens.expect("ON");
        String table = tokens.name("a table");
        tokens.expectSymbol("(");
        List<OrderTerm> columns = expressions.orderTerms();
        tokens.expectSymbol(")");
        Expr where = tokens.accept("WHERE") ? expressions.expression() : null;
        return new Statement.CreateIndex(
                tokens.since(first), unique, ifNotExists, index.schema(), index.name(), table, columns, where);
    }

    private Statement createTrigger(Token first) throws ParseException {
        boolean ifNotExists = ifNotExists();
        Statement.Target trigger = tableName();
        String timing = "BEFORE";
        if (tokens.accept("INSTEAD")) {
            tokens.expect("OF");
            timing = "INSTEAD OF";
        } else if (tokens.accept("AFTER")) {
            timing = "AFTER";
        } else {
            tokens.accept("BEFORE");
        }
        String event = tokens.acceptAny("INSERT", "UPDATE", "DELETE");
        if (event == null) {
            throw tokens.expected("INSERT, UPDATE or DELETE");
        }
        List<String> columns = new ArrayList<>();
        if (event.equals("UPDATE") && tokens.accept("OF")) {
            do {
                columns.add(tokens.name("a column"));
            } while (tokens.acceptSymbol(","));
        }
        tokens.expect("ON");
        String table = tableName().name();
        if (tokens.accept("FOR")) {
            tokens.expect("EACH");
            tokens.expect("ROW");
        }
        Expr when = tokens.accept("WHEN") ? expressions.expression() : null;
        tokens.expect("BEGIN");
        List<Statement> body = new ArrayList<>();
        do {
            body.add(step());
            tokens.expectSymbol(";");
        } while (!tokens.accept("END"));
        return new Statement.CreateTrigger(
                tokens.since(first),
                ifNotExists,
                trigger.name(),
                timing,
                event,
                List.copyOf(columns),
                table,
                when,
                List.copyOf(body));
    }

    /** One statement of a trigger's body. */
    private Statement step() throws ParseException {
        Token first = tokens.peek();
        DmlParser dml = new DmlParser(tokens, selects);
        if (tokens.is("INSERT") || tokens.is("REPLACE")) {
            return dml.insert(first, Select.With.NONE);
        } else if (tokens.is("UPDATE")) {
            return dml.update(first, Select.With.NONE);
        } else if (tokens.is("DELETE")) {
            return dml.delete(first, Select.With.NONE);
        }
        Select select = selects.select();
        return new Statement.Query(select.span(), select);
    }

    Statement drop() throws ParseException {
        Token first = tokens.next();
        String type = tokens.acceptAny("TABLE", "INDEX", "VIEW", "TRIGGER");
        if (type == null) {
            throw tokens.expected("TABLE, INDEX, VIEW or TRIGGER");
        }
        boolean ifExists = tokens.accept("IF");
        if (ifExists) {
            tokens.expect("EXISTS");
        }
        Statement.Target name = tableName();
        return new Statement.Drop(tokens.since(first), type, ifExists, name.schema(), name.name());
    }

    Statement alter() throws ParseException {
        Token first = tokens.next();
        tokens.expect("TABLE");
        Statement.Target table = tableName();
        Statement.Change change;
        if (tokens.accept("RENAME")) {
            if (tokens.accept("TO")) {
                change = new Statement.RenameTable(tokens.name("a table"));
            } else {
                tokens.accept("COLUMN");
                String from = tokens.name("a column");
                tokens.expect("TO");
                change = new Statement.RenameColumn(from, tokens.name("a column"));
            }
        } else if (tokens.accept("ADD")) {
            tokens.accept("COLUMN");
            change = new Statement.AddColumn(column());
        } else if (tokens.accept("DROP")) {
            tokens.accept("COLUMN");
            change = new Statement.DropColumn(tokens.name("a column"));
        } else {
            throw tokens.expected("RENAME, ADD or DROP");
        }
        return new Statement.Alter(tokens.since(first), table, change);
    }
}
