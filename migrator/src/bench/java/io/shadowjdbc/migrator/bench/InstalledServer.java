package io.shadowjdbc.migrator.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server of its own from the PostgreSQL that Debian installs: it has lz4, which the embedded binaries lack. Its
 * settings are PostgreSQL's defaults but for the size of the log between checkpoints.
 */
final class InstalledServer implements AutoCloseable {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private final Path bin;
    private final Path data;
    private final int port;

    private InstalledServer(Path bin, Path data, int port) {
        this.bin = bin;
        this.data = data;
        this.port = port;
    }

    /** Starts the newest installed server on a data directory in the given one; empty where none is installed. */
    static Optional<InstalledServer> start(Path dir) throws IOException, InterruptedException {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        Optional<Path> bin;
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            bin = versions.map(version -> version.resolve("bin"))
                    .filter(path -> Files.isExecutable(path.resolve("initdb")))
                    .max(Comparator.comparingInt(path ->
                            Integer.parseInt(path.getParent().getFileName().toString())));
        }
        if (bin.isEmpty()) {
            return Optional.empty();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        InstalledServer server = new InstalledServer(bin.get(), dir.resolve("postgresql"), port);
        server.start();
        return Optional.of(server);
    }

    private void start() throws IOException, InterruptedException {
        Files.createDirectory(data);
        if (isRoot()) {
            run(List.of("chmod", "755", data.getParent().toString()));
            run(List.of("chown", "nobody", data.toString()));
        }
        runAsServer("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8");
        runAsServer(
                "pg_ctl",
                "-D",
                data.toString(),
                "-l",
                data.resolve("log").toString(),
                "-o",
                "-p " + port + " -c unix_socket_directories='' -c max_wal_size=4GB",
                "start");
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    /** The server refuses to run as root. */
    private void runAsServer(String command, String... args) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            line.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        line.add(bin.resolve(command).toString());
        line.addAll(List.of(args));
        run(line);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        runAsServer("pg_ctl", "-D", data.toString(), "-m", "fast", "stop");
    }
}
