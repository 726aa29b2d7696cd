package io.shadowjdbc.migrator.json;

import com.fasterxml.jackson.core.JsonParser;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.json.JsonColumn.Kind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes a table of SQLite of a {@link JsonFile}: a first pass finds columns and types, a second one the rows. */
final class JsonTable {
    private final JsonFile file;
    private final Map<String, JsonColumn> columns = new LinkedHashMap<>();
    private long rows;

    JsonTable(JsonFile file) {
        this.file = file;
    }

    /** Rows that were put in. */
    long rows() {
        return rows;
    }

    /** Creates and fills it; an empty array becomes no table, since nothing tells its columns. */
    void create(Connection sqlite) throws MigrationException {
        file.read(new Census());
        if (columns.isEmpty()) {
            return;
        }
        try {
            List<String> names = columns.values().stream()
                    .map(column -> quoted(column.name()))
                    .toList();
            execute(sqlite, "CREATE TEMP TABLE read (" + String.join(", ", names) + ")");
            try (Insertion insertion = new Insertion(sqlite)) {
                file.read(insertion);
            }
            execute(sqlite, "CREATE TABLE " + quoted(file.table()) + " (" + definitions(key(sqlite)) + ")");
            execute(sqlite, "INSERT INTO " + quoted(file.table()) + " SELECT * FROM read ORDER BY rowid");
            execute(sqlite, "DROP TABLE read");
        } catch (SQLException e) {
            throw new MigrationException(
                    file.path() + ": table " + file.table() + " can't be made: " + e.getMessage(), e);
        }
    }

    /** The column that tells each row: of an object of objects its names, else {@code id} where no two are the same. */
    private String key(Connection sqlite) throws SQLException {
        String name = columns.containsKey(JsonFile.KEY) && isKey(sqlite, JsonFile.KEY) ? JsonFile.KEY : "id";
        return columns.containsKey(name) && isKey(sqlite, name)
                ? columns.get(name).name()
                : null;
    }

    private static boolean isKey(Connection sqlite, String name) throws SQLException {
        try (Statement statement = sqlite.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) = count(DISTINCT " + quoted(name) + ") FROM read")) {
            return row.getBoolean(1);
        }
    }

    private String definitions(String key) {
        List<String> definitions = new ArrayList<>();
        for (JsonColumn column : columns.values()) {
            definitions.add(quoted(column.name()) + " " + column.declaredType()
                    + (column.name().equals(key) ? " NOT NULL PRIMARY KEY" : ""));
        }
        return String.join(", ", definitions);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void execute(Connection sqlite, String sql) throws SQLException {
        try (Statement statement = sqlite.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Columns are called without regard to case in SQLite. */
    private JsonColumn column(String name) throws MigrationException {
        JsonColumn column = columns.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new JsonColumn(name));
        if (!column.name().equals(name)) {
            throw new MigrationException(file.path() + ": keys " + column.name() + " and " + name
                    + " differ in case only, and would be one column: rename one of them");
        }
        return column;
    }

    /** Which keys there are, and what their values are. */
    private final class Census implements JsonFile.Reader {
        @Override
        public void value(String name, JsonParser parser) throws IOException, MigrationException {
            column(name)
                    .sees(
                            switch (parser.currentToken()) {
                                case VALUE_NUMBER_INT -> Kind.INTEGER;
                                case VALUE_NUMBER_FLOAT -> Kind.REAL;
                                case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
                                case VALUE_STRING -> JsonColumn.kindOf(parser.getText());
                                default -> Kind.NESTED;
                            });
            parser.skipChildren();
        }

        @Override
        public void key(String key) throws MigrationException {
            column(JsonFile.KEY).sees(Kind.STRING);
        }

        @Override
        public void row() {}
    }

    /** Puts the rows in. */
    private final class Insertion implements JsonFile.Reader, AutoCloseable {
        private final PreparedStatement insert;
        private final Map<String, Integer> positions = new LinkedHashMap<>();

        Insertion(Connection sqlite) throws SQLException {
            columns.keySet().forEach(key -> positions.put(key, positions.size() + 1));
            insert = sqlite.prepareStatement("INSERT INTO read VALUES (?" + ", ?".repeat(columns.size() - 1) + ")");
        }

        @Override
        public void value(String name, JsonParser parser) throws IOException, MigrationException {
            int position = positions.get(name.toLowerCase(Locale.ROOT));
            try {
                if (column(name).mixed()) {
                    insert.setString(position, JsonFile.text(parser));
                    return;
                }
                switch (parser.currentToken()) {
                    case VALUE_NUMBER_INT -> insert.setLong(position, integer(name, parser));
                    case VALUE_NUMBER_FLOAT -> insert.setDouble(position, parser.getDoubleValue());
                    case VALUE_TRUE, VALUE_FALSE -> insert.setInt(position, parser.getBooleanValue() ? 1 : 0);
                    case VALUE_STRING -> insert.setString(position, parser.getText());
                    default -> insert.setString(position, JsonFile.text(parser));
                }
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        private long integer(String name, JsonParser parser) throws IOException, MigrationException {
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw new MigrationException(file.path() + ": line "
                        + parser.currentTokenLocation().getLineNr() + ", " + name
                        + " is an integer of more than 64 bits: write it as a string");
            }
            return parser.getLongValue();
        }

        @Override
        public void key(String key) throws MigrationException {
            try {
                insert.setString(positions.get(JsonFile.KEY), key);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        @Override
        public void row() throws MigrationException {
            try {
                insert.executeUpdate();
                insert.clearParameters();
                rows++;
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        private MigrationException failed(SQLException e) {
            return new MigrationException(
                    file.path() + ": row " + (rows + 1) + " can't be put into SQLite: " + e.getMessage(), e);
        }

        @Override
        public void close() throws SQLException {
            insert.close();
        }
    }
}
