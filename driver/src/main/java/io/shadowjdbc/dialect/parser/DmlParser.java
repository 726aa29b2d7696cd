package io.shadowjdbc.dialect.parser;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.OrderTerm;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/** Parses INSERT, REPLACE, UPDATE and DELETE. */
final class DmlParser {
    private final TokenStream tokens;
    private final SelectParser selects;

    DmlParser(TokenStream tokens, SelectParser selects) {
        this.tokens = tokens;
        this.selects = selects;
    }

    Statement.Insert insert(Token first, Select.With with) throws ParseException {
        String or;
        if (tokens.accept("REPLACE")) {
            or = "REPLACE";
        } else {
            tokens.expect("INSERT");
            or = or();
        }
        tokens.expect("INTO");
        Statement.Target target = target(tokens);
        List<String> columns = tokens.isSymbol("(") ? selects.names() : List.of();
        Select source = null;
        if (!tokens.accept("DEFAULT", "VALUES")) {
            if (!selects.startsSelect()) {
                throw tokens.expected("VALUES, SELECT or DEFAULT VALUES");
            }
            source = selects.select();
        }
        List<Statement.Upsert> upserts = new ArrayList<>();
        while (tokens.is("ON") && tokens.peek(1).is("CONFLICT")) {
            upserts.add(upsert());
        }
        List<Select.Item> returning = returning();
        return new Statement.Insert(
                tokens.since(first), with, or, target, columns, source, List.copyOf(upserts), returning);
    }

    private String or() throws ParseException {
        if (!tokens.accept("OR")) {
            return null;
        }
        String or = tokens.acceptAny("ABORT", "FAIL", "IGNORE", "REPLACE", "ROLLBACK");
        if (or == null) {
            throw tokens.expected("ABORT, FAIL, IGNORE, REPLACE or ROLLBACK");
        }
        return or;
    }

    /** A table by its name, perhaps with a schema, perhaps with {@code AS alias}. */
    static Statement.Target target(TokenStream tokens) throws ParseException {
        Token first = tokens.peek();
        String schema = null;
        String name = tokens.name("a table");
        if (tokens.acceptSymbol(".")) {
            schema = name;
            name = tokens.name("a table");
        }
        String alias = tokens.accept("AS") ? tokens.name("an alias") : null;
        return new Statement.Target(tokens.since(first), schema, name, alias);
    }

    private Statement.Upsert upsert() throws ParseException {
        Token first = tokens.peek();
        tokens.expect("ON");
        tokens.expect("CONFLICT");
        List<Expr> on = List.of();
        Expr onWhere = null;
        if (tokens.acceptSymbol("(")) {
            on = selects.expressions().orderTerms().stream()
                    .map(OrderTerm::expr)
                    .toList();
            tokens.expectSymbol(")");
            onWhere = tokens.accept("WHERE") ? selects.expressions().expression() : null;
        }
        tokens.expect("DO");
        if (tokens.accept("NOTHING")) {
            return new Statement.Upsert(tokens.since(first), on, onWhere, null, null);
        }
        tokens.expect("UPDATE");
        tokens.expect("SET");
        List<Statement.Assignment> assignments = assignments();
        Expr where = tokens.accept("WHERE") ? selects.expressions().expression() : null;
        return new Statement.Upsert(tokens.since(first), on, onWhere, assignments, where);
    }

    private List<Statement.Assignment> assignments() throws ParseException {
        List<Statement.Assignment> assignments = new ArrayList<>();
        do {
            Token first = tokens.peek();
            List<String> columns = tokens.isSymbol("(") ? selects.names() : List.of(tokens.name("a column"));
            tokens.expectSymbol("=");
            Expr value = selects.expressions().expression();
            assignments.add(new Statement.Assignment(tokens.since(first), columns, value));
        } while (tokens.acceptSymbol(","));
        return assignments;
    }

    private List<Select.Item> returning() throws ParseException {
        return tokens.accept("RETURNING") ? selects.items() : List.of();
    }

    Statement.Update update(Token first, Select.With with) throws ParseException {
        tokens.expect("UPDATE");
        String or = or();
        Statement.Target target = target(tokens);
        skipIndexedBy();
        tokens.expect("SET");
        List<Statement.Assignment> assignments = assignments();
        From from = tokens.accept("FROM") ? selects.from() : null;
        Expr where = tokens.accept("WHERE") ? selects.expressions().expression() : null;
        List<Select.Item> returning = returning();
        List<OrderTerm> orderBy = selects.orderBy();
        SelectParser.Limit limit = selects.limit();
        return new Statement.Update(
                tokens.since(first),
                with,
                or,
                target,
                assignments,
                from,
                where,
                returning,
                orderBy,
                limit.count(),
                limit.offset());
    }

    Statement.Delete delete(Token first, Select.With with) throws ParseException {
        tokens.expect("DELETE");
        tokens.expect("FROM");
        Statement.Target target = target(tokens);
        skipIndexedBy();
        Expr where = tokens.accept("WHERE") ? selects.expressions().expression() : null;
        List<Select.Item> returning = returning();
        List<OrderTerm> orderBy = selects.orderBy();
        SelectParser.Limit limit = selects.limit();
        return new Statement.Delete(
                tokens.since(first), with, target, where, returning, orderBy, limit.count(), limit.offset());
    }

    private void skipIndexedBy() throws ParseException {
        if (tokens.accept("INDEXED", "BY")) {
            tokens.name("an index");
        } else {
            tokens.accept("NOT", "INDEXED");
        }
    }
}
