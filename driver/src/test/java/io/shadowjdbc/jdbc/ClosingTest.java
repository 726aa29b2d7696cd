package io.shadowjdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is closed by closing or running something else: as the plain driver has it, rule for rule. */
class ClosingTest {
    private static final String ROWS = "SELECT 1 UNION ALL SELECT 2";

    @TempDir
    Path directory;

    @Test
    void followsSqliteJdbc() throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("closing.db");
        List<String> plain = rules(url);
        assertThat(plain).hasSize(9);
        assertThat(rules(url.replaceFirst("jdbc:", "jdbc:shadow:"))).isEqualTo(plain);
    }

    @Test
    void followsPgjdbc() throws SQLException {
        try (TestDatabase database = Postgres.database()) {
            List<String> plain = rules(database.url());
            assertThat(plain)
                    .contains("by re-execution true", "on completion true", "both by a failed execution true false");
            assertThat(rules(database.url().replaceFirst("jdbc:", "jdbc:shadow:")))
                    .isEqualTo(plain);
        }
    }

    private static List<String> rules(String url) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            Statement statement = connection.createStatement();
            ResultSet first = statement.executeQuery(ROWS);
            first.next();
            ResultSet second = statement.executeQuery(ROWS);
            seen.add("by re-execution " + (first == second || first.isClosed()));
            seen.add("the new one is open " + !second.isClosed());
            statement.getMoreResults();
            seen.add("by getMoreResults " + second.isClosed());

            ResultSet third = statement.executeQuery(ROWS);
            try {
                statement.execute("SELECT nothing FROM nowhere");
            } catch (SQLException expected) {
                seen.add("both by a failed execution " + third.isClosed() + " " + statement.isClosed());
            }
            ResultSet fourth = statement.executeQuery(ROWS);
            statement.close();
            seen.add("by the statement " + fourth.isClosed() + " " + statement.isClosed());

            PreparedStatement prepared = connection.prepareStatement(ROWS);
            ResultSet rows = prepared.executeQuery();
            rows.close();
            seen.add("not by the result " + prepared.isClosed());

            PreparedStatement ending = connection.prepareStatement(ROWS);
            ending.closeOnCompletion();
            ending.executeQuery().close();
            seen.add("on completion " + ending.isClosed());

            Statement completing = connection.createStatement();
            completing.closeOnCompletion();
            ResultSet readToTheEnd = completing.executeQuery(ROWS);
            while (readToTheEnd.next()) {
                readToTheEnd.getInt(1);
            }
            seen.add("by its last row " + readToTheEnd.isClosed() + " " + completing.isClosed());

            Statement left = connection.createStatement();
            ResultSet leftRows = left.executeQuery(ROWS);
            connection.close();
            seen.add("by the connection " + left.isClosed() + " " + leftRows.isClosed());
        }
        return seen;
    }
}
