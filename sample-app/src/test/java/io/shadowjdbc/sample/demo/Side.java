package io.shadowjdbc.sample.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the two databases, asked directly and not through the driver.
 *
 * @param url its own JDBC URL
 */
record Side(String url) {
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    <T> T answer(Question<T> question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return question.ask(connection);
        }
    }

    /** What the ledger expects and this side does not have. */
    List<String> missing(Ledger ledger) throws SQLException {
        return answer(ledger::missingIn);
    }

    /** The tables of a SQLite file. */
    List<String> sqliteTables() throws SQLException {
        return answer(connection -> {
            List<String> names = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                                    + " AND name NOT LIKE '\\_shadow\\_%' ESCAPE '\\'")) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        });
    }

    /** Rows of the tables, all together. */
    long rows(List<String> tables) throws SQLException {
        long rows = 0;
        for (String table : tables) {
            rows += number("SELECT COUNT(*) FROM \"" + table + "\"");
        }
        return rows;
    }

    /** Credit of all subscriptions, in cents: transfers must not change it. */
    long credit() throws SQLException {
        return number("SELECT SUM(\"creditCents\") FROM \"Subscription\"");
    }

    private long number(String sql) throws SQLException {
        return answer(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
