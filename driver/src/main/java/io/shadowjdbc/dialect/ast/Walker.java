package io.shadowjdbc.dialect.ast;

import java.util.List;

/** Visits everything below a node, in the order of the text. Override what is of interest, and call super to go deeper. */
public class Walker {
    public void statement(Statement statement) {
        if (statement instanceof Statement.Query query) {
            select(query.select());
        } else if (statement instanceof Statement.Insert insert) {
            insert(insert);
        } else if (statement instanceof Statement.Update update) {
            update(update);
        } else if (statement instanceof Statement.Delete delete) {
            with(delete.with());
            target(delete.target());
            expr(delete.where());
            items(delete.returning());
            order(delete.orderBy());
            expr(delete.limit());
            expr(delete.offset());
        } else if (statement instanceof Statement.Explain explain) {
            statement(explain.statement());
        } else if (statement instanceof Statement.CreateView view) {
            select(view.select());
        } else if (statement instanceof Statement.CreateTable table && table.as() != null) {
            select(table.as());
        }
    }

    private void insert(Statement.Insert insert) {
        with(insert.with());
        target(insert.target());
        if (insert.source() != null) {
            select(insert.source());
        }
        for (Statement.Upsert upsert : insert.upserts()) {
            upsert.on().forEach(this::expr);
            expr(upsert.onWhere());
            if (upsert.assignments() != null) {
                upsert.assignments().forEach(assignment -> expr(assignment.value()));
            }
            expr(upsert.where());
        }
        items(insert.returning());
    }

    private void update(Statement.Update update) {
        with(update.with());
        target(update.target());
        update.assignments().forEach(assignment -> expr(assignment.value()));
        if (update.from() != null) {
            from(update.from());
        }
        expr(update.where());
        items(update.returning());
        order(update.orderBy());
        expr(update.limit());
        expr(update.offset());
    }

    /** The table that INSERT, UPDATE or DELETE changes. */
    public void target(Statement.Target target) {}

    public void with(Select.With with) {
        with.ctes().forEach(cte -> select(cte.select()));
    }

    public void select(Select select) {
        with(select.with());
        body(select.body());
        order(select.orderBy());
        expr(select.limit());
        expr(select.offset());
    }

    private void body(Select.Body body) {
        if (body instanceof Select.Compound compound) {
            body(compound.left());
            body(compound.right());
        } else if (body instanceof Select.Values values) {
            values.rows().forEach(row -> row.forEach(this::expr));
        } else if (body instanceof Select.Core core) {
            core(core);
        }
    }

    public void core(Select.Core core) {
        items(core.items());
        if (core.from() != null) {
            from(core.from());
        }
        expr(core.where());
        core.groupBy().forEach(this::expr);
        expr(core.having());
        core.windows().forEach(named -> window(named.window()));
    }

    private void items(List<Select.Item> items) {
        for (Select.Item item : items) {
            if (item instanceof Select.Column column) {
                expr(column.expr());
            }
        }
    }

    public void from(From from) {
        if (from instanceof From.Table table) {
            table(table);
        } else if (from instanceof From.Subquery subquery) {
            select(subquery.select());
        } else if (from instanceof From.Parens parens) {
            from(parens.inner());
        } else if (from instanceof From.Join join) {
            from(join.left());
            from(join.right());
            expr(join.on());
        }
    }

    public void table(From.Table table) {
        if (table.arguments() != null) {
            table.arguments().forEach(this::expr);
        }
    }

    private void order(List<OrderTerm> terms) {
        terms.forEach(term -> expr(term.expr()));
    }

    private void window(Window window) {
        window.partitionBy().forEach(this::expr);
        order(window.orderBy());
        if (window.frame() != null) {
            expr(window.frame().start().offset());
            if (window.frame().end() != null) {
                expr(window.frame().end().offset());
            }
        }
    }

    /** Visits an expression and those in it; null is ignored. */
    public void expr(Expr expr) {
        if (expr instanceof Expr.Unary unary) {
            expr(unary.operand());
        } else if (expr instanceof Expr.Binary binary) {
            expr(binary.left());
            expr(binary.right());
        } else if (expr instanceof Expr.IsNull isNull) {
            expr(isNull.operand());
        } else if (expr instanceof Expr.Is is) {
            expr(is.left());
            expr(is.right());
        } else if (expr instanceof Expr.Between between) {
            expr(between.operand());
            expr(between.low());
            expr(between.high());
        } else if (expr instanceof Expr.Like like) {
            expr(like.operand());
            expr(like.pattern());
            expr(like.escape());
        } else if (expr instanceof Expr.Collate collate) {
            expr(collate.operand());
        } else if (expr instanceof Expr.Cast cast) {
            expr(cast.operand());
        } else if (expr instanceof Expr.Parens parens) {
            expr(parens.operand());
        } else if (expr instanceof Expr.Row row) {
            row.values().forEach(this::expr);
        } else {
            compound(expr);
        }
    }

    private void compound(Expr expr) {
        if (expr instanceof Expr.Call call) {
            call.arguments().forEach(this::expr);
            order(call.orderBy());
            expr(call.filter());
            if (call.over() != null) {
                window(call.over());
            }
        } else if (expr instanceof Expr.Case choice) {
            expr(choice.operand());
            for (Expr.When branch : choice.branches()) {
                expr(branch.condition());
                expr(branch.result());
            }
            expr(choice.otherwise());
        } else if (expr instanceof Expr.InList in) {
            expr(in.operand());
            in.values().forEach(this::expr);
        } else if (expr instanceof Expr.InSelect in) {
            expr(in.operand());
            select(in.select());
        } else if (expr instanceof Expr.InTable in) {
            expr(in.operand());
            table(in.table());
        } else if (expr instanceof Expr.Exists exists) {
            select(exists.select());
        } else if (expr instanceof Expr.Subquery subquery) {
            select(subquery.select());
        }
    }
}
