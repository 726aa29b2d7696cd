package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import java.util.List;

/** A statement of one dialect in the words of another, or the reason why there is none. */
public sealed interface Translation {

    /**
     * A text that gives the same result on the other database.
     *
     * @param sql the text, its parameters written as {@code ?}
     * @param parameters for each {@code ?} of {@code sql}, in order, where its value comes from
     * @param columns the result's columns, or empty where the statement gives no rows
     */
    record Translated(String sql, List<Parameter> parameters, List<ResultColumn> columns) implements Translation {
        public Translated {
            parameters = List.copyOf(parameters);
            columns = List.copyOf(columns);
        }
    }

    /**
     * A statement that needs no database: a PRAGMA that is answered from the schema map or does nothing there.
     *
     * @param labels the result's column labels; empty where it gives no rows
     * @param rows stored values (null, Long, Double, String, byte[])
     */
    record Answered(List<String> labels, List<List<Object>> rows) implements Translation {}

    /**
     * A query or PRAGMA that reads no table's rows, but perhaps the catalogue or the connection's settings: SQLite itself
     * answers it, in memory, over the application's schema without rows.
     *
     * @param pragma the PRAGMA's name in lower case, or null for a query
     * @param value what the PRAGMA sets or asks for, or null where it has none
     */
    record Local(String pragma, String value) implements Translation {}

    /**
     * A statement that changes the schema: see {@link SchemaStatement}.
     *
     * @param statement CREATE, ALTER or DROP
     */
    record Definition(Statement statement) implements Translation {}

    /**
     * A statement that has no equal on the other database.
     *
     * @param construct what can't be translated, e.g. {@code ATTACH} or {@code function snippet()}
     * @param position offset into the original text, from 0
     * @param advice what to write instead, one sentence
     */
    record Untranslatable(String construct, int position, String advice) implements Translation {}

    /**
     * A parameter of the translated text.
     *
     * @param source the application's parameter, from 1, or one of the constants below for a value that the connection
     *     knows: the driver binds that value as a Long
     * @param codec the codec of the column that it is compared with or assigned to, or null where there is none: then
     *     it is bound by the storage class of its value
     */
    record Parameter(int source, Codec codec) {
        /** What SQLite's {@code last_insert_rowid()} answers on this connection. */
        public static final int LAST_INSERT_ROWID = -1;

        /** What SQLite's {@code changes()} answers on this connection. */
        public static final int CHANGES = -2;

        /** What SQLite's {@code total_changes()} answers on this connection. */
        public static final int TOTAL_CHANGES = -3;
    }

    /**
     * A result column.
     *
     * @param label the label that the application's own database would give
     * @param column the column of a table that it shows unchanged, or null where it is computed
     * @param codec how its cells are read as stored values: the column's own, or one of {@code decode} only where it is
     *     computed; never null
     */
    record ResultColumn(String label, ColumnMap column, Codec codec) {}
}
