package io.shadowjdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.compare.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application starts and runs without its second database: every read is counted, and the log says it once. */
class UnreachableSecondaryTest {
    private static final int READS = 400;

    @TempDir
    Path directory;

    private static int portWithoutServer() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void theApplicationStartsAllTheSame() throws Exception {
        int port = portWithoutServer();
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            readWithoutSecondary(port);
        } finally {
            System.setErr(before);
        }

        // data sources of tests before this one may still have something to say
        assertThat(log.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains(" WARN ") && line.contains(":" + port)))
                .singleElement()
                .asString()
                .contains("postgresql", "refused");
    }

    private void readWithoutSecondary(int port) throws Exception {
        String url = "jdbc:shadow:sqlite:" + directory.resolve("app.db")
                + "?shadow.secondary.url=jdbc:postgresql://127.0.0.1:" + port + "/none"
                + "&shadow.mirror.rate=1&shadow.parity.dir=" + directory.resolve("parity");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
            statement.execute("INSERT INTO t VALUES (1)");
            try (PreparedStatement read = connection.prepareStatement("SELECT id FROM t WHERE id = ?")) {
                for (int i = 0; i < READS; i++) {
                    read.setInt(1, 1);
                    try (ResultSet row = read.executeQuery()) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getInt(1)).isEqualTo(1);
                    }
                    Thread.sleep(2);
                }
            }

            Shadow shadow = Shadow.of(connection);
            assertThat(shadow.awaitVerdicts(Duration.ofSeconds(30))).isTrue();
            assertThat(shadow.verdicts().get(Verdict.DROPPED)
                            + shadow.verdicts().get(Verdict.SKIPPED))
                    .isEqualTo(READS);
        }
    }
}
