package io.shadowjdbc.migrator.bench;

import io.shadowjdbc.fixture.OwnServer;
import io.shadowjdbc.fixture.Postgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures what a migration costs in processor time of client and server, beside PostgreSQL's own COPY of ready binary
 * files and beside other tools, all in one run on one server; prints a Markdown table for each workload. Linux only.
 */
public final class CopyCost {
    private final String url;
    private final long postmaster;
    private final Path dir;
    private final double share;

    private CopyCost(String url, Path dir, double share) throws SQLException {
        this.url = url;
        this.dir = dir;
        this.share = share;
        this.postmaster = Long.parseLong(query("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"));
    }

    /** What one way costs, in seconds. */
    record Cost(String name, double client, double server, double wall, String remark) {
        double cpu() {
            return client + server;
        }

        Cost minus(Cost other) {
            return new Cost(name, client - other.client, server - other.server, wall - other.wall, remark);
        }

        Cost plus(Cost other) {
            return new Cost(name, client + other.client, server + other.server, wall + other.wall, remark);
        }

        Cost as(String newName, String newRemark) {
            return new Cost(newName, client, server, wall, newRemark);
        }
    }

    /**
     * Runs the benchmark.
     *
     * @param args {@code share=0.1} for a tenth of the rows, {@code only=wide} or {@code only=narrow},
     *     {@code rivals=no}, {@code dir=...} for the files (about 6 GB at full size), {@code server=URL} for an empty
     *     database of a superuser on this machine in place of a server of its own, which is of Debian's PostgreSQL where
     *     that is installed, else of embedded binaries, which lack lz4
     */
    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            options.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        Path parent = options.containsKey("dir") ? Files.createDirectories(Path.of(options.get("dir"))) : null;
        Path dir = parent == null
                ? Files.createTempDirectory("copy-cost")
                : Files.createTempDirectory(parent, "copy-cost");
        try {
            if (options.containsKey("server")) {
                run(options, options.get("server"), dir);
                return;
            }
            installMissing();
            Optional<InstalledServer> installed = InstalledServer.start(dir);
            try (InstalledServer server = installed.orElse(null);
                    OwnServer embedded = server == null ? Postgres.startOwn() : null) {
                run(options, server == null ? embedded.createDatabase("bench") : server.url(), dir);
            }
        } finally {
            delete(dir);
        }
    }

    /** On Debian, as root: what stands beside ours, and a server with lz4. */
    private static void installMissing() throws Exception {
        boolean complete =
                installed("pgloader") && installed("sqlite3") && installed("/usr/lib/postgresql/*/bin/initdb");
        if (!complete && installed("apt-get") && System.getProperty("user.name").equals("root")) {
            System.out.println("installing pgloader, sqlite3 and postgresql");
            new ProcessBuilder("apt-get", "install", "-y", "-q", "pgloader", "sqlite3", "postgresql")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private static void run(Map<String, String> options, String url, Path dir) throws Exception {
        CopyCost bench = new CopyCost(url, dir, Double.parseDouble(options.getOrDefault("share", "1")));
        System.out.println(bench.query("SELECT version() || ', default_toast_compression may be '"
                + " || array_to_string(enumvals, ' or ') FROM pg_settings WHERE name = 'default_toast_compression'"));
        for (Workload workload : Workload.values()) {
            String only = options.getOrDefault("only", workload.name());
            if (only.equalsIgnoreCase(workload.name())) {
                bench.run(workload, !options.getOrDefault("rivals", "").equals("no"));
            }
        }
    }

    private void run(Workload workload, boolean rivals) throws Exception {
        Path file = dir.resolve(workload.name().toLowerCase(Locale.ROOT) + ".sqlite");
        workload.make(file, share);
        System.out.printf(
                Locale.ROOT,
                "%n## %s: %,d rows in %d tables, %,d MB%n%n",
                workload.name().toLowerCase(Locale.ROOT),
                (int) (workload.rows * share),
                workload.tables,
                Files.size(file) / 1_000_000);
        List<Cost> costs = new ArrayList<>();
        // fills the tables from which the ready files are written, and warms the caches of files
        migrate(file, new ArrayList<>());
        String psql = "psql -q -v ON_ERROR_STOP=1 -d '" + libpq() + "'";
        writeBinary(workload, psql);
        shell(
                "schema",
                "'" + java() + "' -jar '" + jar() + "' schema --replace --source '" + file + "' --target '" + url
                        + "' --work '" + dir.resolve("schema") + "'");
        costs.add(shell("COPY of ready binary files", binary(workload, psql)));
        migrate(file, costs);
        if (rivals) {
            rivals(workload, file, psql, costs);
        }
        print(costs);
        delete(dir.resolve("runs"));
        delete(dir.resolve("schema"));
        Files.delete(file);
    }

    private void writeBinary(Workload workload, String psql) throws Exception {
        StringBuilder script = new StringBuilder();
        for (int t = 0; t < workload.tables; t++) {
            script.append("\\copy ").append(workload.table(t)).append(" TO '").append(binaryFile(workload, t));
            script.append("' (FORMAT binary)\n");
        }
        Files.writeString(dir.resolve("write.sql"), script);
        shell("write", psql + " -f '" + dir.resolve("write.sql") + "'");
    }

    private Path binaryFile(Workload workload, int table) {
        return dir.resolve(workload.table(table) + ".bin");
    }

    private String binary(Workload workload, String psql) throws IOException {
        StringBuilder script = new StringBuilder();
        for (int t = 0; t < workload.tables; t++) {
            script.append("\\copy ").append(workload.table(t)).append(" FROM '").append(binaryFile(workload, t));
            script.append("' (FORMAT binary)\n");
        }
        Files.writeString(dir.resolve("read.sql"), script);
        return psql + " -f '" + dir.resolve("read.sql") + "'";
    }

    /** Runs our own command; the lines that it says show where one step ends and the next begins. */
    private void migrate(Path file, List<Cost> costs) throws Exception {
        checkpoint();
        double serverBefore = CpuTime.ofTree(postmaster);
        double endedBefore = CpuTime.ofTree(ProcessHandle.current().pid());
        long started = System.nanoTime();
        Process process = new ProcessBuilder(
                        java(),
                        "-jar",
                        jar(),
                        "migrate",
                        "--replace",
                        "--source",
                        file.toString(),
                        "--target",
                        url,
                        "--work",
                        dir.resolve("runs").toString())
                .redirectErrorStream(true)
                .start();
        Steps steps = new Steps();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                steps.note(
                        line,
                        new Cost(
                                "",
                                CpuTime.ofTree(process.pid()),
                                CpuTime.ofTree(postmaster) - serverBefore,
                                (System.nanoTime() - started) / 1e9,
                                ""));
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("migrate failed:\n" + steps.said());
        }
        costs.addAll(steps.costs(new Cost(
                "",
                CpuTime.ofTree(ProcessHandle.current().pid()) - endedBefore,
                CpuTime.ofTree(postmaster) - serverBefore,
                (System.nanoTime() - started) / 1e9,
                "")));
    }

    private void rivals(Workload workload, Path file, String psql, List<Cost> costs) throws Exception {
        if (installed("sqlite3")) {
            StringBuilder csv = new StringBuilder("set -e\n" + truncate(workload, psql) + "\n");
            for (int t = 0; t < workload.tables; t++) {
                String table = workload.table(t);
                csv.append("sqlite3 -csv '")
                        .append(file)
                        .append("' 'SELECT * FROM ")
                        .append(table)
                        .append("' | ");
                csv.append(psql).append(" -c '\\copy ").append(table).append(" FROM STDIN (FORMAT csv)'\n");
            }
            costs.add(shell("sqlite3 -csv \\| psql \\copy", csv.toString()));
            if (workload == Workload.WIDE) {
                shell("drop", psql + " -c 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'");
                costs.add(shell(
                        "sqlite3 .dump \\| psql",
                        "sqlite3 '" + file + "' .dump | grep -v '^PRAGMA' | " + psql + " -o /dev/null"));
            }
        }
        if (installed("pgloader")) {
            shell("drop", psql + " -c 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'");
            // out of memory it stops in a debugger that waits for input
            costs.add(shell("pgloader", "timeout 1200 pgloader sqlite://" + file + " '" + libpq() + "' </dev/null"));
        }
    }

    private static String truncate(Workload workload, String psql) {
        StringBuilder tables = new StringBuilder(workload.table(0));
        for (int t = 1; t < workload.tables; t++) {
            tables.append(", ").append(workload.table(t));
        }
        return psql + " -c 'TRUNCATE " + tables + "'";
    }

    private static boolean installed(String command) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private Cost shell(String name, String command) throws Exception {
        checkpoint();
        double serverBefore = CpuTime.ofTree(postmaster);
        double clientBefore = CpuTime.ofTree(ProcessHandle.current().pid());
        long started = System.nanoTime();
        File log = dir.resolve("log.txt").toFile();
        int exit = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start()
                .waitFor();
        Cost cost = new Cost(
                name,
                CpuTime.ofTree(ProcessHandle.current().pid()) - clientBefore,
                CpuTime.ofTree(postmaster) - serverBefore,
                (System.nanoTime() - started) / 1e9,
                exit == 0 ? "" : "failed");
        if (exit != 0) {
            System.err.println(name + " failed:\n" + Files.readString(log.toPath()));
        }
        return cost;
    }

    private void checkpoint() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String jar() {
        return Path.of(System.getProperty("migrator.jar")).toAbsolutePath().toString();
    }

    /** The server's URL as libpq writes it. */
    private String libpq() {
        return url.substring("jdbc:".length());
    }

    private static void print(List<Cost> costs) {
        double base = costs.get(0).cpu();
        System.out.println("| | CPU | of it client | of it server | ratio | wall | |");
        System.out.println("|---|--:|--:|--:|--:|--:|---|");
        for (Cost cost : costs) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f s | %.1f s | %.1f s | %.2f | %.1f s | %s |%n",
                    cost.name(),
                    cost.cpu(),
                    cost.client(),
                    cost.server(),
                    cost.cpu() / base,
                    cost.wall(),
                    cost.remark());
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (var files = Files.walk(path)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
