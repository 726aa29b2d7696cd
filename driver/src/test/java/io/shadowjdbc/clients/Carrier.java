package io.shadowjdbc.clients;

import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.schema.Definition;
import io.shadowjdbc.schema.StoredValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;

/** Brings a SQLite file to an empty PostgreSQL, all of it in SQLite's words through the driver. */
final class Carrier {
    private Carrier() {}

    static void carry(String sqliteUrl, TestDatabase target, Path directory) throws SQLException {
        String url = "jdbc:shadow:sqlite:" + directory.resolve("nowhere.db")
                + "?shadow.provider=postgresql&shadow.mirror.rate=0&shadow.parity.dir="
                + encoded(directory.resolve("carried").toString()) + "&shadow.secondary.url=" + encoded(target.url());
        try (Connection source = DriverManager.getConnection(sqliteUrl);
                Connection driver = DriverManager.getConnection(url);
                Statement statement = driver.createStatement()) {
            List<Definition> definitions = Definition.read(source);
            for (Definition definition : definitions) {
                statement.execute(definition.sql());
            }
            for (Definition definition : definitions) {
                if (definition.type().equals("table")) {
                    copy(source, driver, definition.name());
                }
            }
            sequences(source, driver);
        }
    }

    private static void copy(Connection source, Connection target, String table) throws SQLException {
        String quoted = '"' + table.replace("\"", "\"\"") + '"';
        try (Statement read = source.createStatement();
                ResultSet rows = read.executeQuery("SELECT * FROM " + quoted)) {
            int columns = rows.getMetaData().getColumnCount();
            String marks = String.join(", ", Collections.nCopies(columns, "?"));
            try (PreparedStatement write =
                    target.prepareStatement("INSERT INTO " + quoted + " VALUES (" + marks + ")")) {
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        write.setObject(i, StoredValue.read(rows, i));
                    }
                    write.executeUpdate();
                }
            }
        }
    }

    /** The last keys of tables whose keys are never given twice. */
    private static void sequences(Connection source, Connection target) throws SQLException {
        try (Statement read = source.createStatement();
                ResultSet there = read.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'")) {
            if (!there.next()) {
                return;
            }
        }
        try (Statement read = source.createStatement();
                ResultSet rows = read.executeQuery("SELECT name, seq FROM sqlite_sequence");
                PreparedStatement write =
                        target.prepareStatement("UPDATE sqlite_sequence SET seq = ? WHERE name = ?")) {
            while (rows.next()) {
                write.setLong(1, rows.getLong(2));
                write.setString(2, rows.getString(1));
                write.executeUpdate();
            }
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
