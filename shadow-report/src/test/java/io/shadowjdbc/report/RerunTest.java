package io.shadowjdbc.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.Shadow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that the example of a mismatch carries runs the read again. */
class RerunTest {
    private static final Pattern COMMAND = Pattern.compile("run it again: java -jar shadow-report.jar (rerun .*)");

    @TempDir
    Path directory;

    @BeforeEach
    void createDatabasesThatDiffer() throws SQLException {
        run("a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO t VALUES (7, 'Meyer')");
        run("b.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO t VALUES (7, 'meyer')");
    }

    private String url(String file) {
        return "jdbc:sqlite:" + directory.resolve(file);
    }

    private void run(String file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(file));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The application's read, and the command that the report gives for it, filled in. */
    private List<String> command(String values, String... parameters) throws Exception {
        Path parity = directory.resolve("parity");
        String shadow = url("a.db").replace("jdbc:", "jdbc:shadow:") + "?shadow.secondary.url=" + url("b.db")
                + "&shadow.mirror.rate=1&shadow.compare.recheck=1&shadow.parity.values=" + values
                + "&shadow.parity.dir=" + parity;
        try (Connection connection = DriverManager.getConnection(shadow)) {
            try (PreparedStatement read =
                    connection.prepareStatement("SELECT name FROM t WHERE id = ? AND length(name) = 5")) {
                read.setInt(1, 7);
                try (ResultSet row = read.executeQuery()) {
                    while (row.next()) {
                        row.getString("name");
                    }
                }
            }
            assertThat(Shadow.of(connection).awaitVerdicts(Duration.ofSeconds(20)))
                    .isTrue();
        }
        Matcher command = COMMAND.matcher(Cli.run("check", "--in", parity).out());
        assertThat(command.find()).isTrue();
        List<String> words = new ArrayList<>(List.of(command.group(1)
                .replaceAll(" --parameter VALUE", "")
                .replace(" DIR ", " " + parity + " ")
                .replace("--primary jdbc:URL", "--primary " + url("a.db"))
                .replace("--secondary jdbc:URL", "--secondary " + url("b.db"))
                .split(" ")));
        for (String parameter : parameters) {
            words.add("--parameter");
            words.add(parameter);
        }
        return words;
    }

    @Test
    void saysWhatStillDiffersAndShowsValuesOnlyIfAsked() throws Exception {
        List<String> command = command("hash", "7", "5");

        Cli hidden = Cli.run(command.toArray());
        command.add("--show-values");
        Cli shown = Cli.run(command.toArray());

        assertThat(hidden.exit()).as(hidden.err()).isEqualTo(1);
        assertThat(hidden.out())
                .contains("MISMATCH", "case", "row 1", "getString")
                .doesNotContainIgnoringCase("meyer");
        assertThat(shown.exit()).isEqualTo(1);
        assertThat(shown.out()).contains("Meyer", "meyer");
    }

    @Test
    void saysThatItAgreesAfterARepair() throws Exception {
        List<String> command = command("hash", "7", "5");
        run("b.db", "UPDATE t SET name = 'Meyer'");

        Cli rerun = Cli.run(command.toArray());

        assertThat(rerun.exit()).as(rerun.err()).isZero();
        assertThat(rerun.out()).contains("MATCH");
    }

    @Test
    void asksForTheParametersThatAreNotRecorded() throws Exception {
        Cli rerun = Cli.run(command("hash").toArray());

        assertThat(rerun.exit()).isEqualTo(2);
        assertThat(rerun.err()).contains("2 parameters", "--parameter", "SELECT name FROM t");
    }

    @Test
    void takesRecordedParametersWithTheStatementAsTheApplicationSendsIt() throws Exception {
        List<String> command = command("plain");
        command.addAll(List.of("--sql", "SELECT name FROM t WHERE id = ? AND length(name) = 5"));

        Cli rerun = Cli.run(command.toArray());

        assertThat(rerun.exit()).as(rerun.err()).isEqualTo(1);
        assertThat(rerun.out()).contains("MISMATCH");
    }

    @Test
    void namesAFingerprintThatIsNotThere() throws Exception {
        List<String> command = command("hash", "7", "5");
        command.set(command.indexOf("--fingerprint") + 1, "0000000000000000");

        Cli rerun = Cli.run(command.toArray());

        assertThat(rerun.exit()).isEqualTo(2);
        assertThat(rerun.err()).contains("0000000000000000");
    }
}
