package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.migrator.source.Index;
import io.shadowjdbc.migrator.source.RowReader;
import io.shadowjdbc.migrator.source.RowidRange;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Reads a table once and finds out what its values are. */
final class Census {
    private static final int PROGRESS_ROWS = 1024;

    private Census() {}

    /**
     * @param wishes what was decided of each column
     * @param progress given the rows read since the last call, now and then
     */
    static TableCensus take(Connection connection, SourceTable source, TableWishes wishes, LongConsumer progress)
            throws SQLException {
        SqliteTable table = source.table();
        Set<String> keys = keyColumns(source);
        List<ColumnCensus> columns = new ArrayList<>();
        for (SqliteColumn column : table.columns()) {
            boolean rowid = column.name().equals(table.integerKey());
            boolean key = keys.contains(column.name().toLowerCase(Locale.ROOT));
            columns.add(new ColumnCensus(column, rowid, key, wishes.nul(column), wishes.type(column)));
        }
        long rows = 0;
        try (RowReader reader = RowReader.open(connection, table, table.columns(), RowidRange.ALL)) {
            Supplier<String> row = reader::key;
            while (reader.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).add(reader.cell(i), row);
                }
                if (++rows % PROGRESS_ROWS == 0) {
                    progress.accept(PROGRESS_ROWS);
                }
            }
        }
        progress.accept(rows % PROGRESS_ROWS);
        for (ColumnCensus column : columns) {
            if (column.column().defaultSql() != null && !column.column().generated()) {
                column.addDefault(valueOfDefault(connection, column.column()));
            }
        }
        return new TableCensus(rows, columns);
    }

    private static Set<String> keyColumns(SourceTable source) {
        Set<String> names = new HashSet<>();
        source.table().primaryKey().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        for (Index index : source.indexes()) {
            for (Index.Term term : index.terms()) {
                if (term.column() != null) {
                    names.add(term.column().toLowerCase(Locale.ROOT));
                }
            }
        }
        source.foreignKeys().forEach(key -> key.columns().forEach(name -> names.add(name.toLowerCase(Locale.ROOT))));
        return names;
    }

    /** What SQLite would store for the DEFAULT, or null where it can't be said without the application. */
    private static Object valueOfDefault(Connection connection, SqliteColumn column) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + column.defaultSql())) {
            return row.next() ? column.affinity().apply(StoredValue.read(row, 1)) : null;
        } catch (SQLException e) {
            // the function is the application's own; the DEFAULT is then reported as not created
            return null;
        }
    }
}
