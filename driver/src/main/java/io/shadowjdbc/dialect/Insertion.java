package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.schema.SqliteNames;
import java.util.List;

/**
 * What an INSERT says of rows that can't be added as they are.
 *
 * @param columns those that get a value, empty where the statement does not list them: then all
 * @param ignores whether it leaves them out: INSERT OR IGNORE
 * @param replaces whether it makes way for them: REPLACE
 * @param upserts whether it has a clause ON CONFLICT
 * @param mayUpdate whether such a clause changes the row that is there
 * @param ofOneRow whether it adds one row at most and shows none
 */
public record Insertion(
        List<String> columns, boolean ignores, boolean replaces, boolean upserts, boolean mayUpdate, boolean ofOneRow) {

    public Insertion {
        columns = List.copyOf(columns);
    }

    static Insertion of(Statement.Insert insert) {
        return new Insertion(
                insert.columns(),
                "IGNORE".equals(insert.or()),
                "REPLACE".equals(insert.or()),
                !insert.upserts().isEmpty(),
                insert.upserts().stream().anyMatch(upsert -> upsert.assignments() != null),
                isOfOneRow(insert));
    }

    private static boolean isOfOneRow(Statement.Insert insert) {
        return insert.returning().isEmpty()
                && insert.source() != null
                && insert.source().body() instanceof Select.Values values
                && values.rows().size() == 1;
    }

    /** Whether the column gets a value from the statement. */
    public boolean gives(String column) {
        return columns.isEmpty() || columns.stream().anyMatch(given -> SqliteNames.same(given, column));
    }
}
