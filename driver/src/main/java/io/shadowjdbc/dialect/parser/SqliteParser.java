package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parses SQLite's SQL (documentation, "SQL As Understood By SQLite"), all of it, by recursive descent. A text that is
 * not SQLite's is never guessed at. Static and safe for threads.
 */
public final class SqliteParser {
    private final TokenStream tokens;
    private final SelectParser selects;

    private SqliteParser(String sql, List<Token> tokens) {
        this.tokens = new TokenStream(sql, tokens);
        this.selects = new SelectParser(this.tokens);
    }

    /**
     * The statements of a text, in order; empty for nothing but blanks, comments and semicolons. Parameters are numbered
     * per statement, as SQLite prepares each by itself.
     *
     * @throws ParseException at the first place that SQLite's grammar does not allow
     */
    public static List<Statement> parse(String sql) throws ParseException {
        return parse(sql, Lexer.tokenize(sql).tokens());
    }

    /** Like {@link #parse(String)}, of a text that has been cut already. */
    public static List<Statement> parse(String sql, List<Token> tokens) throws ParseException {
        List<Statement> statements = new ArrayList<>();
        int from = 0;
        while (true) {
            while (tokens.get(from).isSymbol(";")) {
                from++;
            }
            if (tokens.get(from).type() == TokenType.END) {
                return statements;
            }
            SqliteParser parser = new SqliteParser(sql, tokens.subList(from, tokens.size()));
            statements.add(parser.statement());
            Token last = parser.tokens.peek();
            if (!last.isSymbol(";") && last.type() != TokenType.END) {
                throw parser.tokens.expected("the end of the statement");
            }
            from += parser.tokens.position();
        }
    }

    private Statement statement() throws ParseException {
        Token first = tokens.peek();
        if (tokens.accept("EXPLAIN")) {
            boolean queryPlan = tokens.accept("QUERY", "PLAN");
            Statement explained = statement();
            return new Statement.Explain(tokens.since(first), queryPlan, explained);
        }
        if (first.type() != TokenType.WORD) {
            throw tokens.expected("a statement");
        }
        DmlParser dml = new DmlParser(tokens, selects);
        DdlParser ddl = new DdlParser(tokens, selects);
        return switch (first.value().toUpperCase(Locale.ROOT)) {
            case "WITH" -> with(first, dml);
            case "SELECT", "VALUES" -> query(first, Select.With.NONE);
            case "INSERT", "REPLACE" -> dml.insert(first, Select.With.NONE);
            case "UPDATE" -> dml.update(first, Select.With.NONE);
            case "DELETE" -> dml.delete(first, Select.With.NONE);
            case "CREATE" -> ddl.create();
            case "DROP" -> ddl.drop();
            case "ALTER" -> ddl.alter();
            case "PRAGMA" -> pragma();
            case "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE" -> transaction();
            case "ATTACH", "DETACH", "VACUUM", "ANALYZE", "REINDEX" -> maintenance();
            default -> throw tokens.expected("a statement");
        };
    }

    private Statement query(Token first, Select.With with) throws ParseException {
        Select select = selects.select(first, with);
        return new Statement.Query(select.span(), select);
    }

    private Statement with(Token first, DmlParser dml) throws ParseException {
        Select.With with = selects.with();
        if (tokens.is("INSERT") || tokens.is("REPLACE")) {
            return dml.insert(first, with);
        }
        if (tokens.is("UPDATE")) {
            return dml.update(first, with);
        }
        if (tokens.is("DELETE")) {
            return dml.delete(first, with);
        }
        return query(first, with);
    }

    private Statement transaction() throws ParseException {
        Token first = tokens.next();
        String word = first.value().toUpperCase(Locale.ROOT);
        if (word.equals("SAVEPOINT")) {
            return new Statement.Savepoint(tokens.since(first), tokens.name("a savepoint"));
        }
        if (word.equals("RELEASE")) {
            tokens.accept("SAVEPOINT");
            return new Statement.Release(tokens.since(first), tokens.name("a savepoint"));
        }
        String mode = word.equals("BEGIN") ? tokens.acceptAny("DEFERRED", "IMMEDIATE", "EXCLUSIVE") : null;
        boolean transaction = tokens.accept("TRANSACTION");
        if (word.equals("ROLLBACK") && tokens.accept("TO")) {
            tokens.accept("SAVEPOINT");
            String name = tokens.name("a savepoint");
            return new Statement.Rollback(tokens.since(first), name);
        }
        if (transaction && tokens.isName()) {
            tokens.next();
        }
        return switch (word) {
            case "BEGIN" -> new Statement.Begin(tokens.since(first), mode);
            case "ROLLBACK" -> new Statement.Rollback(tokens.since(first), null);
            default -> new Statement.Commit(tokens.since(first));
        };
    }

    private Statement pragma() throws ParseException {
        Token first = tokens.next();
        String schema = null;
        String name = tokens.name("a pragma");
        if (tokens.acceptSymbol(".")) {
            schema = name;
            name = tokens.name("a pragma");
        }
        String value = null;
        boolean call = tokens.acceptSymbol("(");
        if (call || tokens.acceptSymbol("=")) {
            String sign = tokens.acceptSymbol("-") ? "-" : "";
            tokens.acceptSymbol("+");
            Token token = tokens.next();
            boolean allowed = switch (token.type()) {
                case END, SYMBOL, PARAMETER, BLOB -> false;
                default -> true;
            };
            if (!allowed) {
                throw new ParseException(token.start(), "expected a pragma's value");
            }
            value = sign + token.value();
            if (call) {
                tokens.expectSymbol(")");
            }
        }
        return new Statement.Pragma(tokens.since(first), schema, name, value, call);
    }

    private Statement maintenance() throws ParseException {
        Token first = tokens.next();
        String word = first.value().toUpperCase(Locale.ROOT);
        switch (word) {
            case "ATTACH":
                tokens.accept("DATABASE");
                selects.expressions().expression();
                tokens.expect("AS");
                selects.expressions().expression();
                if (tokens.accept("KEY")) {
                    selects.expressions().expression();
                }
                return new Statement.Attach(tokens.since(first));
            case "DETACH":
                tokens.accept("DATABASE");
                selects.expressions().expression();
                return new Statement.Detach(tokens.since(first));
            default:
        }
        String schema = null;
        String name = null;
        if (tokens.isName() || tokens.peek().type() == TokenType.STRING) {
            name = tokens.name("a name");
            if (tokens.acceptSymbol(".")) {
                schema = name;
                name = tokens.name("a name");
            }
        }
        Expr into = word.equals("VACUUM") && tokens.accept("INTO")
                ? selects.expressions().expression()
                : null;
        return new Statement.Maintenance(tokens.since(first), word, schema, name, into);
    }
}
