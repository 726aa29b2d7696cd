package io.shadowjdbc.dialect.ast;

import java.util.List;

/** A statement of SQLite's grammar. Names are without quotes; optional parts are null or empty where not written. */
public sealed interface Statement {
    Span span();

    record Query(Span span, Select select) implements Statement {}

    /** A table as INSERT, UPDATE and DELETE name it. */
    record Target(Span span, String schema, String name, String alias) {}

    /**
     * INSERT and REPLACE.
     *
     * @param or ABORT, FAIL, IGNORE, REPLACE or ROLLBACK, null where not written
     * @param source null for DEFAULT VALUES
     */
    record Insert(
            Span span,
            Select.With with,
            String or,
            Target target,
            List<String> columns,
            Select source,
            List<Upsert> upserts,
            List<Select.Item> returning)
            implements Statement {}

    /**
     * One ON CONFLICT clause.
     *
     * @param on its columns or expressions, empty where not given
     * @param assignments null for DO NOTHING
     */
    record Upsert(Span span, List<Expr> on, Expr onWhere, List<Assignment> assignments, Expr where) {}

    /** {@code column = value} or {@code (columns) = value}. */
    record Assignment(Span span, List<String> columns, Expr value) {}

    record Update(
            Span span,
            Select.With with,
            String or,
            Target target,
            List<Assignment> assignments,
            From from,
            Expr where,
            List<Select.Item> returning,
            List<OrderTerm> orderBy,
            Expr limit,
            Expr offset)
            implements Statement {}

    record Delete(
            Span span,
            Select.With with,
            Target target,
            Expr where,
            List<Select.Item> returning,
            List<OrderTerm> orderBy,
            Expr limit,
            Expr offset)
            implements Statement {}

    /**
     * BEGIN.
     *
     * @param mode DEFERRED, IMMEDIATE or EXCLUSIVE, null where not written
     */
    record Begin(Span span, String mode) implements Statement {}

    record Commit(Span span) implements Statement {}

    /**
     * ROLLBACK, of the transaction or to a savepoint.
     *
     * @param savepoint null for the whole transaction
     */
    record Rollback(Span span, String savepoint) implements Statement {}

    record Savepoint(Span span, String name) implements Statement {}

    record Release(Span span, String name) implements Statement {}

    /**
     * PRAGMA.
     *
     * @param value text of the value, without quotes; null where none is given
     * @param call whether the value was given in parentheses
     */
    record Pragma(Span span, String schema, String name, String value, boolean call) implements Statement {}

    /**
     * VACUUM, ANALYZE and REINDEX.
     *
     * @param operation VACUUM, ANALYZE or REINDEX
     * @param name what it is for, null for all
     * @param into VACUUM's file
     */
    record Maintenance(Span span, String operation, String schema, String name, Expr into) implements Statement {}

    record Attach(Span span) implements Statement {}

    record Detach(Span span) implements Statement {}

    record Explain(Span span, boolean queryPlan, Statement statement) implements Statement {}

    /**
     * CREATE TABLE.
     *
     * @param as null unless CREATE TABLE AS
     * @param options e.g. WITHOUT ROWID, STRICT
     */
    record CreateTable(
            Span span,
            boolean temporary,
            boolean ifNotExists,
            Target table,
            List<ColumnDef> columns,
            List<Constraint> constraints,
            List<String> options,
            Select as)
            implements Statement {}

    /**
     * A column of CREATE TABLE or ALTER TABLE.
     *
     * @param type the declared type as written, empty where there is none
     */
    record ColumnDef(Span span, String name, String type, List<Constraint> constraints) {}

    /** A constraint of a column or a table. */
    sealed interface Constraint {
        Span span();
    }

    /**
     * PRIMARY KEY.
     *
     * @param columns empty for a column constraint
     */
    record PrimaryKey(Span span, String name, List<OrderTerm> columns, boolean autoincrement) implements Constraint {}

    /**
     * UNIQUE.
     *
     * @param columns empty for a column constraint
     */
    record Unique(Span span, String name, List<OrderTerm> columns, String onConflict) implements Constraint {}

    /**
     * NOT NULL, and the explicit NULL, which means nothing.
     *
     * @param negated false for the explicit NULL, which means nothing
     */
    record NotNull(Span span, boolean negated, String onConflict) implements Constraint {}

    record Check(Span span, String name, Expr expr) implements Constraint {}

    record Default(Span span, Expr value) implements Constraint {}

    record CollateConstraint(Span span, String collation) implements Constraint {}

    record Generated(Span span, Expr expr, boolean stored) implements Constraint {}

    /**
     * REFERENCES.
     *
     * @param columns empty for a column constraint
     * @param actions the words after the referenced columns
     */
    record ForeignKey(
            Span span, String name, List<String> columns, String table, List<String> references, List<String> actions)
            implements Constraint {}

    record CreateIndex(
            Span span,
            boolean unique,
            boolean ifNotExists,
            String schema,
            String name,
            String table,
            List<OrderTerm> columns,
            Expr where)
            implements Statement {}

    record CreateView(
            Span span, boolean temporary, boolean ifNotExists, Target view, List<String> columns, Select select)
            implements Statement {}

    /**
     * CREATE TRIGGER.
     *
     * @param timing BEFORE, AFTER or INSTEAD OF
     * @param event INSERT, UPDATE or DELETE
     * @param columns those of UPDATE OF; empty for all
     * @param when null where there is none
     */
    record CreateTrigger(
            Span span,
            boolean ifNotExists,
            String name,
            String timing,
            String event,
            List<String> columns,
            String table,
            Expr when,
            List<Statement> body)
            implements Statement {}

    record CreateVirtualTable(Span span, String name, String module) implements Statement {}

    /**
     * DROP.
     *
     * @param type TABLE, INDEX, VIEW or TRIGGER
     */
    record Drop(Span span, String type, boolean ifExists, String schema, String name) implements Statement {}

    /** ALTER TABLE. */
    record Alter(Span span, Target table, Change change) implements Statement {}

    /** What ALTER TABLE does. */
    sealed interface Change {}

    record RenameTable(String name) implements Change {}

    record RenameColumn(String from, String to) implements Change {}

    record AddColumn(ColumnDef column) implements Change {}

    record DropColumn(String name) implements Change {}
}
