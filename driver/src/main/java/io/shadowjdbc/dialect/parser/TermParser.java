package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses what operators stand between: literals, names, calls, CASE, CAST, subqueries. */
final class TermParser {
    private final TokenStream tokens;
    private final SelectParser selects;
    private final ExpressionParser expressions;
    private final WindowParser windows;

    TermParser(TokenStream tokens, SelectParser selects, ExpressionParser expressions) {
        this.tokens = tokens;
        this.selects = selects;
        this.expressions = expressions;
        this.windows = new WindowParser(tokens, expressions);
    }

    WindowParser windows() {
        return windows;
    }

    Expr primary() throws ParseException {
        Token token = tokens.peek();
        switch (token.type()) {
            case INTEGER:
                return literal(Expr.LiteralKind.INTEGER);
            case REAL:
                return literal(Expr.LiteralKind.REAL);
            case STRING:
                if (tokens.peek(1).isSymbol(".")) {
                    return nameOrCall();
                }
                return literal(Expr.LiteralKind.STRING);
            case BLOB:
                return literal(Expr.LiteralKind.BLOB);
            case PARAMETER:
                tokens.next();
                int index = tokens.parameter(token);
                return new Expr.Parameter(token.span(), index, token.value().startsWith("?") ? null : token.value());
            case SYMBOL:
                if (token.isSymbol("(")) {
                    return parenthesized();
                }
                break;
            case WORD:
                Expr special = special(token);
                if (special != null) {
                    return special;
                }
                break;
            default:
        }
        if (TokenStream.isName(token)) {
            return nameOrCall();
        }
        throw tokens.expected("an expression");
    }

    private Expr literal(Expr.LiteralKind kind) {
        Token token = tokens.next();
        return new Expr.Literal(token.span(), kind, token.value());
    }

    /** Expressions that start with a keyword; null where the word is none of these. */
    private Expr special(Token token) throws ParseException {
        boolean call = tokens.peek(1).isSymbol("(");
        switch (token.value().toUpperCase(Locale.ROOT)) {
            case "NULL":
                return literal(Expr.LiteralKind.NULL);
            case "CURRENT_DATE":
                return literal(Expr.LiteralKind.CURRENT_DATE);
            case "CURRENT_TIME":
                return literal(Expr.LiteralKind.CURRENT_TIME);
            case "CURRENT_TIMESTAMP":
                return literal(Expr.LiteralKind.CURRENT_TIMESTAMP);
            case "CASE":
                return caseOf();
            case "CAST":
                return call ? cast() : null;
            case "EXISTS":
                tokens.next();
                tokens.expectSymbol("(");
                Select select = selects.select();
                tokens.expectSymbol(")");
                return new Expr.Exists(tokens.since(token), select);
            case "RAISE":
                return call ? raise() : null;
            default:
                return null;
        }
    }

    private Expr parenthesized() throws ParseException {
        Token first = tokens.next();
        if (selects.startsSelect()) {
            Select select = selects.select();
            tokens.expectSymbol(")");
            return new Expr.Subquery(tokens.since(first), select);
        }
        List<Expr> values = expressions.expressions();
        tokens.expectSymbol(")");
        return values.size() == 1
                ? new Expr.Parens(tokens.since(first), values.get(0))
                : new Expr.Row(tokens.since(first), values);
    }

    private Expr nameOrCall() throws ParseException {
        Token first = tokens.peek();
        String name = tokens.name("a name");
        if (first.type() != TokenType.STRING && tokens.isSymbol("(")) {
            return call(first, name);
        }
        Token last = first;
        String schema = null;
        String table = null;
        if (tokens.acceptSymbol(".")) {
            table = name;
            last = tokens.peek();
            name = tokens.name("a column");
            if (tokens.acceptSymbol(".")) {
                schema = table;
                table = name;
                last = tokens.peek();
                name = tokens.name("a column");
            }
        }
        boolean quoted = last.type() != TokenType.WORD;
        return new Expr.ColumnRef(
                tokens.since(first), schema, table, name, last.type() == TokenType.DOUBLE_QUOTED, quoted);
    }

    private Expr call(Token first, String name) throws ParseException {
        tokens.expectSymbol("(");
        boolean distinct = false;
        boolean star = false;
        List<Expr> arguments = List.of();
        List<OrderTerm> orderBy = List.of();
        if (tokens.acceptSymbol("*")) {
            star = true;
        } else if (!tokens.isSymbol(")")) {
            distinct = tokens.accept("DISTINCT");
            if (!distinct) {
                tokens.accept("ALL");
            }
            arguments = expressions.expressions();
            if (tokens.accept("ORDER", "BY")) {
                orderBy = expressions.orderTerms();
            }
        }
        tokens.expectSymbol(")");
        Expr filter = null;
        if (tokens.is("FILTER") && tokens.peek(1).isSymbol("(")) {
            tokens.next();
            tokens.next();
            tokens.expect("WHERE");
            filter = expressions.expression();
            tokens.expectSymbol(")");
        }
        Window over = null;
        if (tokens.is("OVER") && (tokens.peek(1).isSymbol("(") || TokenStream.isName(tokens.peek(1)))) {
            tokens.next();
            over = tokens.isSymbol("(")
                    ? windows.window()
                    : new Window(tokens.peek().span(), tokens.name("a window"), true, List.of(), List.of(), null);
        }
        return new Expr.Call(tokens.since(first), name, distinct, star, arguments, orderBy, filter, over);
    }

    private Expr caseOf() throws ParseException {
        Token first = tokens.next();
        Expr operand = tokens.is("WHEN") ? null : expressions.expression();
        List<Expr.When> branches = new ArrayList<>();
        while (tokens.accept("WHEN")) {
            Expr condition = expressions.expression();
            tokens.expect("THEN");
            branches.add(new Expr.When(condition, expressions.expression()));
        }
        if (branches.isEmpty()) {
            throw tokens.expected("WHEN");
        }
        Expr otherwise = tokens.accept("ELSE") ? expressions.expression() : null;
        tokens.expect("END");
        return new Expr.Case(tokens.since(first), operand, branches, otherwise);
    }

    private Expr cast() throws ParseException {
        Token first = tokens.next();
        tokens.expectSymbol("(");
        Expr operand = expressions.expression();
        tokens.expect("AS");
        String type = typeName();
        tokens.expectSymbol(")");
        return new Expr.Cast(tokens.since(first), operand, type);
    }

    /** A type name as it is written: any number of words, then up to two signed numbers in parentheses. */
    String typeName() throws ParseException {
        Token first = tokens.peek();
        int start = tokens.position();
        while (tokens.isName() || tokens.peek().type() == TokenType.STRING) {
            if (tokens.is("GENERATED", "ALWAYS")) {
                break;
            }
            tokens.next();
        }
        if (tokens.position() == start) {
            return "";
        }
        if (tokens.acceptSymbol("(")) {
            int count = 0;
            do {
                if (!tokens.acceptSymbol("-")) {
                    tokens.acceptSymbol("+");
                }
                tokens.next();
                count++;
            } while (count < 2 && tokens.acceptSymbol(","));
            tokens.expectSymbol(")");
        }
        return tokens.since(first).of(tokens.sql());
    }

    private Expr raise() throws ParseException {
        Token first = tokens.next();
        tokens.expectSymbol("(");
        Expr message = null;
        String action = tokens.acceptAny("IGNORE", "ABORT", "FAIL", "ROLLBACK");
        if (action == null) {
            throw tokens.expected("IGNORE, ABORT, FAIL or ROLLBACK");
        }
        if (!action.equals("IGNORE")) {
            tokens.expectSymbol(",");
            message = expressions.expression();
        }
        tokens.expectSymbol(")");
        return new Expr.Raise(tokens.since(first), action, message);
    }
}
