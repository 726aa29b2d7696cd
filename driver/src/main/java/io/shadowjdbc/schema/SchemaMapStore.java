package io.shadowjdbc.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Keeps the {@link SchemaMap} in the target itself: table {@code shadow.schema_map}, one row, the JSON of
 * {@link SchemaMapFile}.
 */
public final class SchemaMapStore {
    private static final String CREATE = """
            CREATE TABLE IF NOT EXISTS shadow.schema_map (
              id integer PRIMARY KEY CHECK (id = 1),
              saved_at timestamptz NOT NULL DEFAULT now(),
              map json NOT NULL)""";
    private static final String SAVE = """
            INSERT INTO shadow.schema_map (id, map) VALUES (1, ?::json)
            ON CONFLICT (id) DO UPDATE SET map = excluded.map, saved_at = now()""";

    private SchemaMapStore() {}

    /** Saves the map in place of one that is there, in the connection's current transaction. */
    public static void save(SchemaMap map, Connection target) throws SQLException {
        try (Statement statement = target.createStatement()) {
            // CREATE SCHEMA IF NOT EXISTS asks for the right to create even where the schema is there
            if (!exists(statement, "to_regnamespace('shadow')")) {
                statement.execute("CREATE SCHEMA shadow");
            }
            statement.execute(CREATE);
        }
        try (PreparedStatement statement = target.prepareStatement(SAVE)) {
            statement.setString(1, SchemaMapFile.toJson(map));
            statement.executeUpdate();
        }
    }

    /**
     * The saved map, or empty where none was saved.
     *
     * @throws IllegalArgumentException if it is of a format not known here
     */
    public static Optional<SchemaMap> load(Connection target) throws SQLException {
        return text(target).map(SchemaMapFile::fromJson);
    }

    /** The saved map's text, for {@link SchemaMapFile#fromJson}; or empty where none was saved. */
    public static Optional<String> text(Connection target) throws SQLException {
        try (Statement statement = target.createStatement()) {
            if (!exists(statement, "to_regclass('shadow.schema_map')")) {
                return Optional.empty();
            }
            try (ResultSet row = statement.executeQuery("SELECT map FROM shadow.schema_map WHERE id = 1")) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /**
     * The saved map, which nobody else may change until the transaction ends; empty where none was saved.
     *
     * @throws SQLException also where somebody else has changed it since the transaction began
     */
    public static Optional<SchemaMap> lock(Connection target) throws SQLException {
        try (Statement statement = target.createStatement()) {
            if (!exists(statement, "to_regclass('shadow.schema_map')")) {
                return Optional.empty();
            }
            try (ResultSet row = statement.executeQuery("SELECT map FROM shadow.schema_map WHERE id = 1 FOR UPDATE")) {
                return row.next() ? Optional.of(SchemaMapFile.fromJson(row.getString(1))) : Optional.empty();
            }
        }
    }

    private static boolean exists(Statement statement, String object) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT " + object + " IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
