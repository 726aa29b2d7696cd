package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Window;
import java.util.List;

/** Parses windows. */
final class WindowParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    WindowParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
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
        List<Expr> partition = tokens.accept("PARTITION", "BY") ? expressions.expressions() : List.of();
        List<OrderTerm> order = tokens.accept("ORDER", "BY") ? expressions.orderTerms() : List.of();
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
        Expr offset = tokens.accept("UNBOUNDED") ? null : expressions.expression();
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
}
