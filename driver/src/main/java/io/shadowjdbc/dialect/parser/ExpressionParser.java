package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.dialect.ast.Window;
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

    ExpressionParser(TokenStream tokens, SelectParser selects) {
        this.tokens = tokens;
        this.selects = selects;
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
                Expr exists = primary();
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
        return primary();
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

    private Expr primary() throws ParseException {
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
        List<Expr> values = expressions();
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
            arguments = expressions();
            if (tokens.accept("ORDER", "BY")) {
                orderBy = orderTerms();
            }
        }
        tokens.expectSymbol(")");
        Expr filter = null;
        if (tokens.is("FILTER") && tokens.peek(1).isSymbol("(")) {
            tokens.next();
            tokens.next();
            tokens.expect("WHERE");
            filter = expression();
            tokens.expectSymbol(")");
        }
        Window over = null;
        if (tokens.is("OVER") && (tokens.peek(1).isSymbol("(") || TokenStream.isName(tokens.peek(1)))) {
            tokens.next();
            over = tokens.isSymbol("(")
                    ? window()
                    : new Window(tokens.peek().span(), tokens.name("a window"), true, List.of(), List.of(), null);
        }
        return new Expr.Call(tokens.since(first), name, distinct, star, arguments, orderBy, filter, over);
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

    /** A window's definition in parentheses. */
    Window window() throws ParseException {
        Token first = tokens.peek();
        tokens.expectSymbol("(");
        String base = null;
        if (tokens.isName()
                && !tokens.is("PARTITION")
                && !tokens.is("ROWS")
                && !tokens.is("RANGE")
                && !tokens.is("GROUPS")) {
            base = tokens.name("a window");
        }
        List<Expr> partition = tokens.accept("PARTITION", "BY") ? expressions() : List.of();
        List<OrderTerm> order = tokens.accept("ORDER", "BY") ? orderTerms() : List.of();
        Token frameStart = tokens.peek();
        String unit = tokens.acceptAny("ROWS", "RANGE", "GROUPS");
        Window.Frame frame = null;
        if (unit != null) {
            Window.Bound start;
            Window.Bound end = null;
            if (tokens.accept("BETWEEN")) {
                start = bound();
                tokens.expect("AND");
                end = bound();
            } else {
                start = bound();
            }
            String exclude = tokens.accept("EXCLUDE") ? exclusion() : null;
            frame = new Window.Frame(tokens.since(frameStart), unit, start, end, exclude);
        }
        tokens.expectSymbol(")");
        return new Window(tokens.since(first), base, false, partition, order, frame);
    }

    private Window.Bound bound() throws ParseException {
        if (tokens.accept("CURRENT", "ROW")) {
            return new Window.Bound("CURRENT ROW", null);
        }
        Expr offset = tokens.accept("UNBOUNDED") ? null : expression();
        String direction = tokens.acceptAny("PRECEDING", "FOLLOWING");
        if (direction == null) {
            throw tokens.expected("PRECEDING or FOLLOWING");
        }
        return new Window.Bound(offset == null ? "UNBOUNDED " + direction : direction, offset);
    }

    private String exclusion() throws ParseException {
        if (tokens.accept("NO", "OTHERS")) {
            return "NO OTHERS";
        }
        if (tokens.accept("CURRENT", "ROW")) {
            return "CURRENT ROW";
        }
        String word = tokens.acceptAny("GROUP", "TIES");
        if (word == null) {
            throw tokens.expected("NO OTHERS, CURRENT ROW, GROUP or TIES");
        }
        return word;
    }

    private Expr caseOf() throws ParseException {
        Token first = tokens.next();
        Expr operand = tokens.is("WHEN") ? null : expression();
        List<Expr.When> branches = new ArrayList<>();
        while (tokens.accept("WHEN")) {
            Expr condition = expression();
            tokens.expect("THEN");
            branches.add(new Expr.When(condition, expression()));
        }
        if (branches.isEmpty()) {
            throw tokens.expected("WHEN");
        }
        Expr otherwise = tokens.accept("ELSE") ? expression() : null;
        tokens.expect("END");
        return new Expr.Case(tokens.since(first), operand, branches, otherwise);
    }

    private Expr cast() throws ParseException {
        Token first = tokens.next();
        tokens.expectSymbol("(");
        Expr operand = expression();
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
        int open = 1;
        while (open > 0) {
            Token token = tokens.next();
            if (token.type() == TokenType.END) {
                throw tokens.expected(")");
            }
            open += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        }
        return new Expr.Raise(tokens.since(first));
    }
}
