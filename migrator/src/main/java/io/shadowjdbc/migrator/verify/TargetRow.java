package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Reads the rows of a PostgreSQL table twice over: as its codecs read them and as PostgreSQL prints them. */
final class TargetRow implements AutoCloseable {
    private static final int FETCH_BYTES = 4 << 20;
    private static final int MOST_FETCHED = 2_000;

    private final List<ColumnMap> columns;
    private final Object[] values;
    private final String[] errors;
    private final Statement statement;
    private final ResultSet row;

    /** @param connection one that gives results as text, in a transaction */
    TargetRow(Connection connection, TableMap table, List<ColumnMap> columns, String orderBy) throws SQLException {
        this.columns = columns;
        this.values = new Object[columns.size()];
        this.errors = new String[columns.size()];
        String name = quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName());
        String list = columns.isEmpty()
                ? "NULL"
                : String.join(
                        ", ",
                        columns.stream()
                                .map(column -> quote(column.postgresqlName()))
                                .toList());
        statement = connection.createStatement();
        statement.setFetchSize(fetchSize(connection, name));
        row = statement.executeQuery(
                "SELECT " + list + " FROM " + name + (orderBy.isEmpty() ? "" : " ORDER BY " + orderBy));
    }

    /** As many rows as take a few megabytes, so that memory stays bounded whatever their size. */
    private static int fetchSize(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_table_size('" + name.replace("'", "''")
                        + "'::regclass) / greatest(1, (SELECT reltuples FROM pg_class WHERE oid = '"
                        + name.replace("'", "''") + "'::regclass))")) {
            row.next();
            double bytes = Math.max(1, row.getDouble(1));
            return (int) Math.max(1, Math.min(MOST_FETCHED, FETCH_BYTES / bytes));
        }
    }

    boolean next() throws SQLException {
        if (!row.next()) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = null;
            errors[i] = null;
            try {
                values[i] = columns.get(i).codec().decode(row, i + 1);
            } catch (SQLException | RuntimeException e) {
                errors[i] = "can't be read as SQLite would store it: " + e.getMessage();
            }
        }
        return true;
    }

    /** The value as SQLite would store it; null also where {@link #error} tells why it can't be. */
    Object value(int position) {
        return values[position];
    }

    Object[] values() {
        return values.clone();
    }

    String error(int position) {
        return errors[position];
    }

    /** The value as PostgreSQL prints it. */
    String text(int position) throws SQLException {
        return row.getString(position + 1);
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            row.close();
        }
    }
}
