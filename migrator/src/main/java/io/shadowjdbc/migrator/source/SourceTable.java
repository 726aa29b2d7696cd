package io.shadowjdbc.migrator.source;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.schema.SqliteTable;
import java.util.List;
import java.util.Map;

/**
 * A table with all that belongs to it.
 *
 * @param table columns and keys
 * @param foreignKeys in order of declaration
 * @param indexes in order of creation
 * @param checks the CHECK constraints, in order
 * @param generated the expressions of generated columns by column name
 * @param conflictClauses the constraints that say ON CONFLICT, ABORT excepted, as written
 * @param definition the text that the expressions' spans refer to: CREATE TABLE as SQLite keeps it
 */
public record SourceTable(
        SqliteTable table,
        List<ForeignKey> foreignKeys,
        List<Index> indexes,
        List<Statement.Check> checks,
        Map<String, Expr> generated,
        List<String> conflictClauses,
        String definition) {

    public SourceTable {
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
        checks = List.copyOf(checks);
        generated = Map.copyOf(generated);
        conflictClauses = List.copyOf(conflictClauses);
    }

    public String name() {
        return table.name();
    }
}
