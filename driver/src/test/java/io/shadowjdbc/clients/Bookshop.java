package io.shadowjdbc.clients;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The tables of most scenarios: authors and their books, with a column of each type that applications use. */
final class Bookshop {
    private Bookshop() {}

    static List<String> ddl(Product product) {
        return List.of(
                "CREATE TABLE author (id " + product.identity() + ", name VARCHAR(100) NOT NULL UNIQUE)",
                "CREATE TABLE book (id " + product.identity() + ","
                        + " author_id BIGINT NOT NULL REFERENCES author (id),"
                        + " title VARCHAR(200) NOT NULL,"
                        + " price DECIMAL(10, 2),"
                        + " sold INTEGER NOT NULL DEFAULT 0 CHECK (sold >= 0),"
                        + " rating DOUBLE PRECISION,"
                        + " in_print BOOLEAN,"
                        + " cover " + product.bytes() + ","
                        + " published DATE,"
                        + " added TIMESTAMP)",
                "CREATE INDEX book_title ON book (title)");
    }

    static void create(DataSource dataSource, Product product) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : ddl(product)) {
                statement.execute(each);
            }
        }
    }
}
