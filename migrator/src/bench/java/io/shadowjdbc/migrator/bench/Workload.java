package io.shadowjdbc.migrator.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** The databases that are copied; the same ones each time. */
enum Workload {
    /** Twelve tables with JSON and text, a row in 4.5 kB. */
    WIDE(12, 110_000) {
        @Override
        String columns() {
            return "id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT, payload JSON, note TEXT, version INTEGER";
        }

        @Override
        void bind(PreparedStatement insert, Random random, int id) throws SQLException {
            insert.setInt(1, id);
            insert.setString(2, words(random, 8));
            insert.setString(3, words(random, 330));
            insert.setString(4, json(random));
            insert.setString(5, id % 3 == 0 ? null : words(random, 20));
            insert.setInt(6, random.nextInt(100));
        }
    },
    /** Four tables of numbers and short texts. */
    NARROW(4, 10_000_000) {
        @Override
        String columns() {
            return "id INTEGER PRIMARY KEY, parent INTEGER NOT NULL, amount REAL, code TEXT, flag INTEGER";
        }

        @Override
        void bind(PreparedStatement insert, Random random, int id) throws SQLException {
            insert.setInt(1, id);
            insert.setInt(2, random.nextInt(1_000_000));
            insert.setDouble(3, random.nextInt(10_000_000) / 100.0);
            insert.setString(4, WORDS[random.nextInt(WORDS.length)] + random.nextInt(1_000));
            insert.setInt(5, random.nextInt(2));
        }
    };

    private static final String[] WORDS = new String[2_000];

    static {
        Random random = new Random(1);
        for (int i = 0; i < WORDS.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = 2 + random.nextInt(8); n > 0; n--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            WORDS[i] = i % 40 == 0 ? word + "é" : word.toString();
        }
    }

    final int tables;
    final int rows;

    Workload(int tables, int rows) {
        this.tables = tables;
        this.rows = rows;
    }

    abstract String columns();

    abstract void bind(PreparedStatement insert, Random random, int id) throws SQLException;

    String table(int number) {
        return "t" + number;
    }

    private static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i > 0 ? " " : "").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private static String json(Random random) {
        StringBuilder json =
                new StringBuilder("{\"kind\": \"").append(words(random, 1)).append("\", \"items\": [");
        for (int i = 0; i < 35; i++) {
            json.append(i > 0 ? ", " : "")
                    .append("{\"id\": ")
                    .append(random.nextInt(1_000_000))
                    .append(", \"price\": ")
                    .append(random.nextInt(100_000) / 100.0)
                    .append(", \"name\": \"")
                    .append(words(random, 2))
                    .append("\"}");
        }
        return json.append("]}").toString();
    }

    /** Makes the file with this share of the rows. */
    void make(Path file, double share) throws SQLException {
        Random random = new Random(2);
        int rowsPerTable = (int) (rows * share) / tables;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            connection.setAutoCommit(false);
            for (int t = 0; t < tables; t++) {
                statement.execute("CREATE TABLE " + table(t) + " (" + columns() + ")");
                int count = columns().split(",").length;
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + table(t) + " VALUES (?" + ", ?".repeat(count - 1) + ")")) {
                    for (int id = 1; id <= rowsPerTable; id++) {
                        bind(insert, random, id);
                        insert.executeUpdate();
                    }
                }
            }
            connection.commit();
        }
    }
}
