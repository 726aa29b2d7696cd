package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses expressions, by the precedence of the documentation's "SQL Language Expressions", section 2. */
final class ExpressionParser {
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int EQUALITY = 4;
    private static final int COMPARISON = 5;
    private static final int BITS = 6;
    private static final int SUM = 7;
    private static final int PRODUCT = 8;
    private static final int CONCATENATION = 9;

    /** SQLite's own limit for the height of an expression. */
    private static final int MAX_HEIGHT = 1000;

    private final TokenStream tokens;
    private final SelectParser selects;
    private final TermParser terms;

    ExpressionParser(TokenStream tokens, SelectParser selects) {
        this.tokens = tokens;
        this.selects = selects;
        this.terms = new TermParser(tokens, selects, this);
    }

    TermParser terms() {
        return terms;
    }

    Expr expression() throws ParseException {
        return expression(OR);
    }

    /** A signed literal or a name, as DEFAULT takes it. */
    Expr expressionTerm() throws ParseException {
        return unary();
    }

    List<Expr> expressions() throws ParseException {
        List<Expr> list = new ArrayList<>();
        do {
            list.add(expression());
        } while (tokens.acceptSymbol(","));
        return list;
    }

    private Expr expression(int minimum) throws ParseException {
        tokens.enter();
        Expr left = prefix();
        int height = 0;
        while (true) {
            Token token = tokens.peek();
            int precedence = precedence(token);
            if (precedence < minimum) {
                break;
            }
            if (++height > MAX_HEIGHT) {
                throw new ParseException(
                        token.start(), "expression of more than " + MAX_HEIGHT + " operators in a row");
            }
            left = infix(left, precedence);
        }
        tokens.leave();
        return left;
    }

    private Expr prefix() throws ParseException {
        Token token = tokens.peek();
        if (token.is("NOT")) {
            if (tokens.peek(1).is("EXISTS")) {
                tokens.next();
                Expr exists = terms.primary();
                return new Expr.Unary(tokens.since(token), "NOT", exists);
            }
            tokens.next();
            Expr operand = expression(NOT + 1);
            return new Expr.Unary(tokens.since(token), "NOT", operand);
        }
        return collated();
    }

    private Expr collated() throws ParseException {
        Expr expr = unary();
        while (tokens.accept("COLLATE")) {
            String collation = tokens.name("a collation");
            expr = new Expr.Collate(tokens.since(expr.span()), expr, collation);
        }
        return expr;
    }

    private Expr unary() throws ParseException {
        Token token = tokens.peek();
        if (token.isSymbol("-") || token.isSymbol("+") || token.isSymbol("~")) {
            tokens.enter();
            tokens.next();
            Expr operand = unary();
            tokens.leave();
            return new Expr.Unary(tokens.since(token), token.value(), operand);
        }
        return terms.primary();
    }

    private static int precedence(Token token) {
        if (token.type() == TokenType.SYMBOL) {
            return switch (token.value()) {
                case "=", "==", "<>", "!=" -> EQUALITY;
                case "<", "<=", ">", ">=" -> COMPARISON;
                case "&", "|", "<<", ">>" -> BITS;
                case "+", "-" -> SUM;
                case "*", "/", "%" -> PRODUCT;
                case "||", "->", "->>" -> CONCATENATION;
                default -> 0;
            };
        }
        if (token.type() == TokenType.WORD) {
            return switch (token.value().toUpperCase(Locale.ROOT)) {
                case "OR" -> OR;
                case "AND" -> AND;
                case "IS", "IN", "LIKE", "GLOB", "REGEXP", "MATCH", "BETWEEN", "ISNULL", "NOTNULL", "NOT" -> EQUALITY;
                default -> 0;
            };
        }
        return 0;
    }

    private Expr infix(Expr left, int precedence) throws ParseException {
        Token token = tokens.next();
        if (token.type() == TokenType.WORD && precedence == EQUALITY) {
            return test(left, token);
        }
        Expr right = expression(precedence + 1);
        String operator = token.value().toUpperCase(Locale.ROOT);
        if (operator.equals("==")) {
            operator = "=";
        } else if (operator.equals("!=")) {
            operator = "<>";
        }
        return new Expr.Binary(left.span().to(right.span()), operator, left, right);
    }

    /** IS, IN, LIKE, BETWEEN, ISNULL and the like; their first word is read. */
    private Expr test(Expr left, Token first) throws ParseException {
        switch (first.value().toUpperCase(Locale.ROOT)) {
            case "ISNULL":
                return new Expr.IsNull(tokens.since(left.span()), left, false);
            case "NOTNULL":
                return new Expr.IsNull(tokens.since(left.span()), left, true);
            case "IS":
                return is(left);
            default:
        }
        boolean negated = first.is("NOT");
        if (negated && tokens.accept("NULL")) {
            return new Expr.IsNull(tokens.since(left.span()), left, true);
        }
        Token word = negated ? tokens.next() : first;
        if (word.is("BETWEEN")) {
            Expr low = expression(EQUALITY);
            tokens.expect("AND");
            Expr high = expression(COMPARISON);
            return new Expr.Between(left.span().to(high.span()), left, negated, low, high);
        }
        if (word.is("IN")) {
            return in(left, negated);
        }
        if (word.is("LIKE") || word.is("GLOB") || word.is("REGEXP") || word.is("MATCH")) {
            Expr pattern = expression(COMPARISON);
            Expr escape = tokens.accept("ESCAPE") ? expression(COMPARISON) : null;
            String operator = word.value().toUpperCase(Locale.ROOT);
            return new Expr.Like(tokens.since(left.span()), operator, left, negated, pattern, escape);
        }
        throw new ParseException(word.start(), "expected NULL, IN, LIKE, GLOB, MATCH, REGEXP or BETWEEN after NOT");
    }

    private Expr is(Expr left) throws ParseException {
        boolean negated = tokens.accept("NOT");
        if (tokens.accept("DISTINCT", "FROM")) {
            negated = !negated;
        }
        Expr right = expression(COMPARISON);
        Span span = left.span().to(right.span());
        if (right instanceof Expr.Literal literal && literal.kind() == Expr.LiteralKind.NULL) {
            return new Expr.IsNull(span, left, negated);
        }
        return new Expr.Is(span, left, right, negated);
    }

    private Expr in(Expr left, boolean negated) throws ParseException {
        if (tokens.acceptSymbol("(")) {
            if (selects.startsSelect()) {
                Select select = selects.select();
                tokens.expectSymbol(")");
                return new Expr.InSelect(tokens.since(left.span()), left, negated, select);
            }
            List<Expr> values = tokens.isSymbol(")") ? List.of() : expressions();
            tokens.expectSymbol(")");
            return new Expr.InList(tokens.since(left.span()), left, negated, values);
        }
        Token first = tokens.peek();
        String schema = null;
        String name = tokens.name("( or a table");
        if (tokens.acceptSymbol(".")) {
            schema = name;
            name = tokens.name("a table");
        }
        List<Expr> arguments = null;
        if (tokens.acceptSymbol("(")) {
            arguments = tokens.isSymbol(")") ? List.of() : expressions();
            tokens.expectSymbol(")");
        }
        From.Table table = new From.Table(tokens.since(first), schema, name, null, arguments);
        return new Expr.InTable(tokens.since(left.span()), left, negated, table);
    }

    List<OrderTerm> orderTerms() throws ParseException {
        List<OrderTerm> terms = new ArrayList<>();
        do {
            Expr expr = expression();
            boolean descending = tokens.accept("DESC");
            if (!descending) {
                tokens.accept("ASC");
            }
            Boolean nullsFirst = null;
            if (tokens.accept("NULLS", "FIRST")) {
                nullsFirst = true;
            } else if (tokens.accept("NULLS", "LAST")) {
                nullsFirst = false;
            }
            terms.add(new OrderTerm(expr, descending, nullsFirst));
        } while (tokens.acceptSymbol(","));
        return terms;
    }
}
