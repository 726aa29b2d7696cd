package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import io.shadowjdbc.compare.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two databases hold the same rows, stored in opposite order: which rows a LIMIT cuts off among equals is open. */
class CutTiesTest {
    private static final int ROWS = 20;

    @TempDir
    Path directory;

    @BeforeEach
    void createTheSameRowsInOppositeOrder() throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            numbers.add(i);
        }
        create("primary.db", numbers);
        Collections.reverse(numbers);
        create("secondary.db", numbers);
    }

    private void create(String file, List<Integer> numbers) throws SQLException {
        try (Connection connection = plain(file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (name TEXT, grp INTEGER)");
            String rows =
                    numbers.stream().map(i -> "('n" + i + "', " + i / 8 + ")").collect(Collectors.joining(", "));
            statement.execute("INSERT INTO t VALUES " + rows);
        }
    }

    private Connection plain(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name FROM t ORDER BY grp LIMIT ?",
                "SELECT name, grp FROM t ORDER BY grp LIMIT ? -- three of them",
                "SELECT name, grp FROM t ORDER BY grp LIMIT 2 OFFSET ?",
                "SELECT name FROM t WHERE grp < ? LIMIT 5"
            })
    void anotherChoiceAmongEqualsIsATie(String sql) throws Exception {
        assertThat(verdict(sql, 3, 100)).isEqualTo(Verdict.TIE_ORDER);
        assertThat(events()).anyMatch(line -> line.contains("add a unique key to the ORDER BY"));
    }

    @Test
    void soItIsWhereTheApplicationReadsNoFurther() throws Exception {
        assertThat(verdict("SELECT name FROM t WHERE grp < ?", 3, 4)).isEqualTo(Verdict.TIE_ORDER);
    }

    @Test
    void aRowThatIsWrongIsFoundAmongTheOthersThatWereCutOff() throws Exception {
        try (Connection connection = plain("secondary.db");
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE t SET name = 'wrong' WHERE name = 'n7'");
        }

        assertThat(verdict("SELECT name FROM t ORDER BY grp LIMIT ?", 3, 100)).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void rowsThatDoNotTieMustBeThere() throws Exception {
        try (Connection connection = plain("secondary.db");
                Statement statement = connection.createStatement()) {
            // equal as a whole, but the first group is another
            statement.execute("UPDATE t SET grp = CASE grp WHEN 0 THEN 1 WHEN 1 THEN 0 ELSE grp END");
        }

        assertThat(verdict("SELECT name, grp + 0 AS g FROM t ORDER BY g LIMIT ?", 3, 100))
                .isEqualTo(Verdict.MISMATCH);
    }

    private Verdict verdict(String sql, int parameter, int rowsRead) throws Exception {
        String url = "jdbc:shadow:sqlite:" + directory.resolve("primary.db") + "?shadow.secondary.url=jdbc:sqlite:"
                + directory.resolve("secondary.db")
                + "&shadow.mirror.rate=1&shadow.compare.recheck=1&shadow.parity.dir="
                + directory.resolve("parity");
        try (Connection connection = DriverManager.getConnection(url)) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, parameter);
                try (ResultSet row = statement.executeQuery()) {
                    for (int read = 0; read < rowsRead && row.next(); read++) {
                        row.getString(1);
                    }
                }
            }
            Shadow shadow = Shadow.of(connection);
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(20))).isTrue();
            Map<Verdict, Long> verdicts = shadow.verdicts();
            return verdicts.entrySet().stream()
                    .filter(entry -> entry.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> events() throws IOException, InterruptedException {
        for (int tries = 0; tries < 100; tries++) {
            List<String> lines = new ArrayList<>();
            try (Stream<Path> files = Files.list(directory.resolve("parity"))) {
                for (Path file : files.toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
            if (lines.stream().anyMatch(line -> line.contains("\"difference\""))) {
                return lines;
            }
            Thread.sleep(50);
        }
        return List.of();
    }
}
