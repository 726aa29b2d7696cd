package io.shadowjdbc.migrator.quarantine;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.source.RowReader;
import io.shadowjdbc.schema.RawText;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds rows of a SQLite table by a condition or by their identity, and deletes them by it. */
public final class TableRows {
    private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");

    private final SqliteTable table;
    private final List<String> id;

    /** @throws SQLException if the table's columns hide its rowid, so that its rows can't be told apart */
    public TableRows(SqliteTable table) throws SQLException {
        this.table = table;
        this.id = id(table);
    }

    /** Told of rows. */
    public interface Taker {
        void take(IdentifiedRow row) throws SQLException;
    }

    private static List<String> id(SqliteTable table) throws SQLException {
        if (table.withoutRowid()) {
            return table.primaryKey().stream().map(name -> quote(name)).toList();
        }
        List<String> columns = table.columns().stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
        return List.of(ROWID_NAMES.stream()
                .filter(name -> !columns.contains(name))
                .findFirst()
                .orElseThrow(() -> new SQLException("the columns of table " + quote(table.name())
                        + " hide its rowid, so single rows can't be put into quarantine")));
    }

    SqliteTable table() {
        return table;
    }

    /** The columns that tell a row from others, as SQL writes them. */
    List<String> id() {
        return id;
    }

    /** The table's name, as SQL writes it. */
    String quotedName() {
        return quote(table.name());
    }

    /**
     * All rows for which a condition holds.
     *
     * @param condition SQL over the table under the name {@code bad}; empty for all rows
     */
    public void where(Connection connection, String condition, Taker taker) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select() + (condition.isEmpty() ? "" : " WHERE " + condition))) {
            while (row.next()) {
                taker.take(read(row));
            }
        }
    }

    /** The row of that identity, if it is there. */
    Optional<IdentifiedRow> byId(Connection connection, Object[] values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select() + " WHERE " + isId(values))) {
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /** Deletes the row of that identity. */
    void delete(Connection connection, Object[] values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM main." + quote(table.name()) + " AS bad WHERE " + isId(values))) {
            bind(statement, values);
            if (statement.executeUpdate() != 1) {
                throw new SQLException("a row of table " + quote(table.name()) + " could not be set apart");
            }
        }
    }

    private String select() {
        List<String> selected = new ArrayList<>();
        id.forEach(name -> selected.add("bad." + name));
        table.columns().forEach(column -> selected.add("bad." + quote(column.name())));
        return "SELECT " + String.join(", ", selected) + " FROM main." + quote(table.name()) + " AS bad";
    }

    private String isId(Object[] values) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < id.size(); i++) {
            conditions.add("bad." + id.get(i) + " IS " + mark(values[i]));
        }
        return String.join(" AND ", conditions);
    }

    /** A text whose bytes a Java string can't carry through the driver. */
    private static boolean isOddText(Object value) {
        return value instanceof String text && !RawText.isValid(text);
    }

    /** What stands in SQL for a value that {@link #bind} binds. */
    static String mark(Object value) {
        return isOddText(value) ? "CAST(? AS TEXT)" : "?";
    }

    static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, isOddText(values[i]) ? RawText.toBytes((String) values[i]) : values[i]);
        }
    }

    private IdentifiedRow read(ResultSet row) throws SQLException {
        Object[] identity = new Object[id.size()];
        for (int i = 0; i < identity.length; i++) {
            identity[i] = StoredValue.read(row, i + 1);
        }
        Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = StoredValue.read(row, identity.length + i + 1);
        }
        return new IdentifiedRow(identity, key(identity, values), values);
    }

    private String key(Object[] identity, Object[] values) {
        List<String> key = new ArrayList<>();
        for (String name : table.primaryKey()) {
            for (int i = 0; i < values.length; i++) {
                SqliteColumn column = table.columns().get(i);
                if (column.name().equalsIgnoreCase(name)) {
                    key.add(quote(name) + "=" + RowReader.literal(values[i]));
                }
            }
        }
        return key.isEmpty() ? "rowid=" + identity[0] : String.join(", ", key);
    }
}
