package io.shadowjdbc.jdbc;

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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts of a mirrored read is what the application took of it, however it took it. */
class MirroredReadTest {
    private static final String SQL = "SELECT id, name, note FROM t ORDER BY id";

    @TempDir
    Path directory;

    private Connection connection;

    @BeforeEach
    void openTwoDatabasesOfWhichOneNoteDiffers() throws SQLException {
        for (String name : new String[] {"primary", "secondary"}) {
            try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(name + ".db"));
                    Statement statement = plain.createStatement()) {
                statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, note TEXT)");
                statement.execute("INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', 'y'), (3, 'c', '" + name + "')");
            }
        }
        connection = open("");
    }

    private Connection open(String settings) throws SQLException {
        return DriverManager.getConnection("jdbc:shadow:sqlite:" + directory.resolve("primary.db")
                + "?shadow.secondary.url=jdbc:sqlite:" + directory.resolve("secondary.db")
                + "&shadow.mirror.rate=1&shadow.compare.recheck=1&shadow.parity.dir=" + directory.resolve("parity")
                + settings);
    }

    /** Nothing is written to the directory once it is being deleted. */
    @AfterEach
    void close() throws Exception {
        if (!connection.isClosed()) {
            Shadow.of(connection).awaitVerdicts(Duration.ofSeconds(20));
            connection.close();
        }
    }

    private Map<Verdict, Long> verdicts() throws SQLException, InterruptedException {
        Shadow shadow = Shadow.of(connection);
        assertThat(shadow.awaitVerdicts(Duration.ofSeconds(20))).isTrue();
        return shadow.verdicts().entrySet().stream()
                .filter(verdict -> verdict.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void aColumnThatWasNotTakenDoesNotCount() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            while (row.next()) {
                row.getInt(1);
                row.getString(2);
            }
        }

        assertThat(verdicts()).isEqualTo(Map.of(Verdict.MATCH, 1L));
    }

    @Test
    void aColumnThatWasTakenOnOneRowOnlyCountsThere() throws Exception {
        try (Statement statement = connection.createStatement()) {
            for (int noted = 1; noted <= 3; noted++) {
                try (ResultSet row = statement.executeQuery(SQL)) {
                    while (row.next()) {
                        int id = row.getInt("id");
                        if (id == noted) {
                            row.getString("note");
                        }
                        row.getString("name");
                    }
                }
            }
        }

        assertThat(verdicts()).isEqualTo(Map.of(Verdict.MATCH, 2L, Verdict.MISMATCH, 1L));
    }

    @Test
    void aRowThatWasNotReachedDoesNotCount() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            row.next();
            row.getString(3);
            row.next();
            row.getString(3);
        }

        assertThat(verdicts()).isEqualTo(Map.of(Verdict.MATCH, 1L));
    }

    @Test
    void rowsThatAreReadLessFarThanExpectedAreReadSoOnTheOtherSide() throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (int columns = 3; columns >= 0; columns--) {
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        for (int column = 1; column <= columns; column++) {
                            row.getObject(column);
                        }
                    }
                }
            }
        }

        assertThat(verdicts()).isEqualTo(Map.of(Verdict.MATCH, 3L, Verdict.MISMATCH, 1L));
    }

    @Test
    void moreWaysToReadARowThanAreRememberedAreNotCompared() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 40) SELECT i FROM n")) {
            for (int times = 1; row.next(); times++) {
                for (int i = 0; i < times; i++) {
                    row.getInt(1);
                }
            }
        }

        assertThat(verdicts()).isEqualTo(Map.of(Verdict.SKIPPED, 1L));
    }

    @Test
    void aStatementPreparedAfterAnotherWasClosedHasNoneOfItsParameters() throws Exception {
        String sql = "SELECT count(*) FROM t WHERE id = ?";
        try (PreparedStatement bound = connection.prepareStatement(sql)) {
            bound.setInt(1, 1);
            read(bound);
        }
        try (PreparedStatement unbound = connection.prepareStatement(sql)) {
            assertThat(read(unbound)).isZero();
            Shadow.of(connection).flip("secondary");
            assertThat(read(unbound)).isZero();
        }
    }

    private static int read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void readsThatAreOpenWhenTheConnectionIsClosedGetTheirVerdictToo() throws Exception {
        Shadow shadow = Shadow.of(connection);
        for (int i = 0; i < 3; i++) {
            @SuppressWarnings("resource") // left open on purpose
            ResultSet row = connection.createStatement().executeQuery(SQL);
            row.next();
            row.getString(2);
        }

        connection.close();

        assertThat(shadow.awaitVerdicts(Duration.ofSeconds(20))).isTrue();
        assertThat(shadow.verdicts().get(Verdict.MATCH)).isEqualTo(3);
    }

    @Test
    void readsBeyondTheBudgetAreDroppedAndCounted() throws Exception {
        int reads = 20_000;
        try (Connection busy = open("&shadow.mirror.budget=0.01&shadow.mirror.queue=16");
                PreparedStatement statement = busy.prepareStatement("SELECT name FROM t WHERE id = 1")) {
            for (int i = 0; i < reads; i++) {
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    row.getString(1);
                }
            }
            Shadow shadow = Shadow.of(busy);
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(30))).isTrue();

            Map<Verdict, Long> verdicts = shadow.verdicts();
            assertThat(verdicts.get(Verdict.MATCH)).isPositive();
            assertThat(verdicts.get(Verdict.DROPPED)).isPositive();
            assertThat(verdicts.get(Verdict.MATCH) + verdicts.get(Verdict.DROPPED))
                    .isEqualTo(reads);
        }
        assertThat(parityFiles()).contains("\"over_budget\":");
    }

    private String parityFiles() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory.resolve("parity"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
