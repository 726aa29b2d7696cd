package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Window;
import java.util.ArrayList;
import java.util.List;

/** Parses SELECT, VALUES and WITH. */
final class SelectParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    SelectParser(TokenStream tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens, this);
    }

    ExpressionParser expressions() {
        return expressions;
    }

    boolean startsSelect() {
        if (tokens.is("WITH")) {
            Token second = tokens.peek(1);
            Token third = tokens.peek(2);
            return second.is("RECURSIVE") || (TokenStream.isName(second) && (third.is("AS") || third.isSymbol("(")));
        }
        return tokens.is("SELECT") || tokens.is("VALUES");
    }

    Select.With with() throws ParseException {
        if (!tokens.accept("WITH")) {
            return Select.With.NONE;
        }
        boolean recursive = tokens.accept("RECURSIVE");
        List<Select.Cte> ctes = new ArrayList<>();
        do {
            Token first = tokens.peek();
            String name = tokens.name("the name of a common table expression");
            List<String> columns = tokens.isSymbol("(") ? names() : List.of();
            tokens.expect("AS");
            Boolean materialized = null;
            if (tokens.accept("MATERIALIZED")) {
                materialized = true;
            } else if (tokens.accept("NOT", "MATERIALIZED")) {
                materialized = false;
            }
            tokens.expectSymbol("(");
            Select select = select();
            tokens.expectSymbol(")");
            ctes.add(new Select.Cte(tokens.since(first), name, columns, materialized, select));
        } while (tokens.acceptSymbol(","));
        return new Select.With(recursive, ctes);
    }

    /** Names in parentheses. */
    List<String> names() throws ParseException {
        List<String> names = new ArrayList<>();
        tokens.expectSymbol("(");
        do {
            names.add(tokens.name("a column"));
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(")");
        return names;
    }

    Select select() throws ParseException {
        tokens.enter();
        Token first = tokens.peek();
        Select select = select(first, with());
        tokens.leave();
        return select;
    }

    /** The rest of a query whose WITH has been read. */
    Select select(Token first, Select.With with) throws ParseException {
        Select.Body body = body();
        while (true) {
            String operator = tokens.acceptAny("UNION", "INTERSECT", "EXCEPT");
            if (operator == null) {
                break;
            }
            if (operator.equals("UNION") && tokens.accept("ALL")) {
                operator = "UNION ALL";
            }
            Select.Body right = body();
            body = new Select.Compound(body.span().to(right.span()), body, operator, right);
        }
        List<OrderTerm> orderBy = orderBy();
        Limit limit = limit();
        return new Select(tokens.since(first), with, body, orderBy, limit.count, limit.offset, limit.offsetFirst);
    }

    /** LIMIT and OFFSET as written; all empty where there is none. */
    record Limit(Expr count, Expr offset, boolean offsetFirst) {}

    Limit limit() throws ParseException {
        if (!tokens.accept("LIMIT")) {
            return new Limit(null, null, false);
        }
        Expr first = expressions.expression();
        if (tokens.accept("OFFSET")) {
            return new Limit(first, expressions.expression(), false);
        }
        if (tokens.acceptSymbol(",")) {
            return new Limit(expressions.expression(), first, true);
        }
        return new Limit(first, null, false);
    }

    List<OrderTerm> orderBy() throws ParseException {
        return tokens.accept("ORDER", "BY") ? expressions.orderTerms() : List.of();
    }

    private Select.Body body() throws ParseException {
        Token first = tokens.peek();
        if (tokens.accept("VALUES")) {
            List<List<Expr>> rows = new ArrayList<>();
            do {
                tokens.expectSymbol("(");
                rows.add(expressions.expressions());
                tokens.expectSymbol(")");
            } while (tokens.acceptSymbol(","));
            return new Select.Values(tokens.since(first), rows);
        }
        tokens.expect("SELECT");
        boolean distinct = tokens.accept("DISTINCT");
        if (!distinct) {
            tokens.accept("ALL");
        }
        List<Select.Item> items = items();
        From from = tokens.accept("FROM") ? from() : null;
        Expr where = tokens.accept("WHERE") ? expressions.expression() : null;
        List<Expr> groupBy = tokens.accept("GROUP", "BY") ? expressions.expressions() : List.of();
        Expr having = tokens.accept("HAVING") ? expressions.expression() : null;
        List<Window.Named> windows = tokens.startsWindowClause() ? windows() : List.of();
        return new Select.Core(tokens.since(first), distinct, items, from, where, groupBy, having, windows);
    }

    private List<Window.Named> windows() throws ParseException {
        tokens.expect("WINDOW");
        List<Window.Named> windows = new ArrayList<>();
        do {
            String name = tokens.name("a window");
            tokens.expect("AS");
            windows.add(new Window.Named(name, expressions.terms().windows().window()));
        } while (tokens.acceptSymbol(","));
        return windows;
    }

    /** What stands after SELECT or RETURNING. */
    List<Select.Item> items() throws ParseException {
        List<Select.Item> items = new ArrayList<>();
        do {
            items.add(item());
        } while (tokens.acceptSymbol(","));
        return items;
    }

    private Select.Item item() throws ParseException {
        Token first = tokens.peek();
        if (tokens.acceptSymbol("*")) {
            return new Select.Star(first.span(), null);
        }
        if (TokenStream.isName(first)
                && tokens.peek(1).isSymbol(".")
                && tokens.peek(2).isSymbol("*")) {
            String table = tokens.name("a table");
            tokens.next();
            tokens.next();
            return new Select.Star(tokens.since(first), table);
        }
        Expr expr = expressions.expression();
        String alias = tokens.alias();
        return new Select.Column(expr.span(), expr, alias);
    }

    From from() throws ParseException {
        Token first = tokens.peek();
        From left = source();
        while (true) {
            JoinWords words = joinWords();
            if (words == null) {
                return left;
            }
            From right = source();
            Expr on = null;
            List<String> using = List.of();
            if (tokens.accept("ON")) {
                on = expressions.expression();
            } else if (tokens.accept("USING")) {
                using = names();
            }
            left = new From.Join(tokens.since(first), left, words.type, words.natural, right, on, using);
        }
    }

    private record JoinWords(String type, boolean natural) {}

    private JoinWords joinWords() throws ParseException {
        if (tokens.acceptSymbol(",")) {
            return new JoinWords("CROSS", false);
        }
        boolean natural = false;
        String type = null;
        while (true) {
            String word = tokens.acceptAny("NATURAL", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER");
            if (word == null) {
                break;
            }
            if (word.equals("NATURAL")) {
                natural = true;
            } else if (!word.equals("OUTER")) {
                type = type != null && !type.equals(word) && !word.equals("INNER") ? "FULL" : word;
            }
        }
        if (tokens.accept("JOIN")) {
            return new JoinWords(type == null ? "INNER" : type, natural);
        }
        if (type != null || natural) {
            throw tokens.expected("JOIN");
        }
        return null;
    }

    private From source() throws ParseException {
        Token first = tokens.peek();
        if (tokens.acceptSymbol("(")) {
            return parenthesized(first);
        }
        String schema = null;
        String name = tokens.name("a table");
        if (tokens.acceptSymbol(".")) {
            schema = name;
            name = tokens.name("a table");
        }
        List<Expr> arguments = null;
        if (tokens.acceptSymbol("(")) {
            arguments = tokens.isSymbol(")") ? List.of() : expressions.expressions();
            tokens.expectSymbol(")");
        }
        String alias = tokens.alias();
        if (tokens.accept("INDEXED", "BY")) {
            tokens.name("an index");
        } else {
            tokens.accept("NOT", "INDEXED");
        }
        return new From.Table(tokens.since(first), schema, name, alias, arguments);
    }

    private From parenthesized(Token first) throws ParseException {
        tokens.enter();
        try {
            if (startsSelect()) {
                Select select = select();
                tokens.expectSymbol(")");
                String alias = tokens.alias();
                return new From.Subquery(tokens.since(first), select, alias);
            }
            From inner = from();
            tokens.expectSymbol(")");
            String alias = tokens.alias();
            if (alias != null) {
                throw new ParseException(first.start(), "an alias of a join in parentheses");
            }
            return new From.Parens(tokens.since(first), inner);
        } finally {
            tokens.leave();
        }
    }
}
