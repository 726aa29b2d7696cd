package io.shadowjdbc.sample.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server of the demo's own, which may be killed. */
final class DemoPostgres implements AutoCloseable {
    private static final String DATABASE = "monitor";

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final EmbeddedPostgres server;
    private final ProcessHandle postmaster;
    private final String version;

    private DemoPostgres(EmbeddedPostgres server, ProcessHandle postmaster) throws SQLException {
        this.server = server;
        this.postmaster = postmaster;
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
            try (ResultSet row = statement.executeQuery("SHOW server_version")) {
                row.next();
                this.version = row.getString(1);
            }
        }
    }

    /** Starts a server with its data in a directory of that name. */
    static DemoPostgres start(Path data) throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                // the demo stops the server itself, also when it is interrupted, and kills it on purpose
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("timezone", "UTC")
                .setServerConfig("unix_socket_directories", "")
                .start();
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        return new DemoPostgres(server, ProcessHandle.of(pid).orElseThrow());
    }

    String version() {
        return version;
    }

    long pid() {
        return postmaster.pid();
    }

    int port() {
        return server.getPort();
    }

    String url() {
        return url(DATABASE);
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database + "?user=postgres&password=postgres";
    }

    /** Ends the server as a power cut would. */
    void kill() throws InterruptedException {
        postmaster.destroyForcibly();
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        while (isRunning() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    /** Whether it takes connections. (A process that its parent has not noticed to be dead still counts as alive.) */
    boolean isRunning() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", server.getPort()), (int) LONGEST_END.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (isRunning()) {
            server.close();
        }
        postmaster.destroyForcibly();
        try {
            postmaster.onExit().get(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // whoever adopted it has not noticed that it is dead
        }
    }
}
