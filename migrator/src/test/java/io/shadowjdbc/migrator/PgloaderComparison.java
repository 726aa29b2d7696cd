package io.shadowjdbc.migrator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.SqliteFiles;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.migrator.source.Backup;
import io.shadowjdbc.migrator.source.SchemaReader;
import io.shadowjdbc.migrator.source.SourceSchema;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.verify.TableResult;
import io.shadowjdbc.migrator.verify.Verifier;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapDeriver;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has pgloader and the migrator carry the same files, and writes what came of it to {@code docs/reference/compared.md}. It
 * runs only when it is asked for, and needs pgloader (Debian: {@code apt-get install pgloader}):
 * {@code mvn -pl migrator -am test -Dtest=PgloaderComparison -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class PgloaderComparison {
    private static final Path PAGE = Path.of("..", "docs", "reference", "compared.md");
    private static final int MOST_SECONDS = 300;
    private static final Verifier.Progress SILENT = new Verifier.Progress() {
        @Override
        public void compared(String table, long rows) {}

        @Override
        public void done(TableResult result) {}
    };

    @TempDir
    private Path dir;

    /** What a tool left in a target. */
    private record Outcome(String exit, String arrived, String values, String kept) {}

    @Test
    void writesThePage() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (Map.Entry<String, Path> file : files().entrySet()) {
            Outcome ours = ours(file.getValue());
            Outcome theirs = theirs(file.getValue());
            rows.append(String.format(
                    "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
                    file.getKey(),
                    ours.exit,
                    ours.values,
                    ours.kept,
                    theirs.exit,
                    theirs.arrived,
                    theirs.values,
                    theirs.kept));
            System.out.println(file.getKey() + ": " + ours + " | " + theirs);
        }
        String page = Files.readString(PAGE);
        int begin = page.indexOf("|---");
        int first = page.indexOf('\n', begin) + 1;
        int end = page.indexOf("\n\n", first);
        Files.writeString(PAGE, page.substring(0, first) + rows.toString().stripTrailing() + page.substring(end));
    }

    private Map<String, Path> files() throws Exception {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("chinook", SqliteFiles.chinook(dir));
        files.put("northwind", SqliteFiles.northwind(dir));
        for (HostileFiles file : HostileFiles.values()) {
            files.put(file.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), file.make(dir));
        }
        String columns = IntStream.range(0, 1_700).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        files.put("1,700 columns", Sql.sqlite(dir.resolve("wide.sqlite"), "CREATE TABLE t (" + columns + ")"));
        files.put(
                "a key of 10,000 bytes",
                Sql.sqlite(
                        dir.resolve("long.sqlite"),
                        "CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT UNIQUE)",
                        "INSERT INTO t VALUES (1, 'short'), (17, hex(randomblob(5000)))"));
        Path cut = Sql.sqlite(
                dir.resolve("cut.sqlite"),
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)",
                "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                        + " SELECT i, hex(randomblob(200)) FROM n");
        try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        files.put("truncated", cut);
        files.put("empty file", Files.createFile(dir.resolve("empty.sqlite")));
        Path text = dir.resolve("notes.sqlite");
        Files.writeString(text, "not a database\n".repeat(500));
        files.put("not a database", text);
        return files;
    }

    private Outcome ours(Path file) throws Exception {
        try (TestDatabase database = Postgres.database()) {
            Cli.Outcome run = Cli.run("migrate", file, database.url(), dir.resolve("runs"));
            if (run.exit() == 0) {
                return new Outcome("0", "all", "identical", kept(file, database));
            }
            String reason = String.valueOf(run.json().get("error"))
                    .lines()
                    .skip(1)
                    .findFirst()
                    .orElse(String.valueOf(run.json().get("error")));
            return new Outcome(
                    Integer.toString(run.exit()),
                    "none",
                    "refused: " + cell(reason.strip().replace(dir.toString() + "/", "")),
                    "-");
        }
    }

    private Outcome theirs(Path file) throws Exception {
        try (TestDatabase database = Postgres.database()) {
            Path log = dir.resolve("pgloader.log");
            Process process = new ProcessBuilder(
                            "pgloader",
                            "--root-dir",
                            dir.resolve("pgloader").toString(),
                            "sqlite://" + file,
                            libpq(database))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            String exit = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)
                    ? Integer.toString(process.exitValue())
                    : "none after " + MOST_SECONDS + " s";
            process.destroyForcibly();
            String output = new String(Files.readAllBytes(log), UTF_8);
            if (output.contains("fell through ECASE") || output.contains("Unhandled")) {
                exit += ", crashed";
            }
            return arrived(file, database, exit);
        }
    }

    private Outcome arrived(Path file, TestDatabase database, String exit) throws Exception {
        Optional<SourceSchema> schema = schema(file);
        if (schema.isEmpty()) {
            return new Outcome(exit, "-", "-", "-");
        }
        long tables = 0;
        long rows = 0;
        long expected = 0;
        try (Connection source = new SqliteSource(file).open();
                Connection target = database.connect()) {
            for (String name : Sql.rows(
                    target,
                    "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")) {
                tables++;
                rows += Long.parseLong(Sql.one(target, "SELECT count(*) FROM " + name));
            }
            for (var table : schema.get().tables()) {
                expected += Long.parseLong(
                        Sql.one(source, "SELECT count(*) FROM \"" + table.name().replace("\"", "\"\"") + "\""));
            }
            String arrived =
                    tables + "/" + schema.get().tables().size() + " tables, " + rows + "/" + expected + " rows";
            return new Outcome(exit, arrived, values(file, database, source, target, expected), kept(file, database));
        }
    }

    /** By the migrator's own verifier, under a map derived from both catalogues. */
    private String values(Path file, TestDatabase database, Connection source, Connection target, long rows) {
        try {
            SchemaMap map = SchemaMapDeriver.derive(source, target, "public");
            PostgresqlTarget there = PostgresqlTarget.parse(database.url(), null, "public");
            Path copy = dir.resolve("compared.sqlite");
            Files.deleteIfExists(copy);
            SqliteSource snapshot = Backup.take(new SqliteSource(file), copy, (remaining, pages) -> {});
            long found = new Verifier(snapshot, there, map, 1, SILENT)
                    .verify().stream()
                            .flatMap(result -> result.differences().stream())
                            .filter(difference -> !difference.detail().contains("sequence")
                                    && !difference.detail().contains("gives out no keys"))
                            .count();
            return found == 0
                    ? rows == 0 ? "no rows" : "identical"
                    : found + (found >= 100 ? " or more" : "") + " differ";
        } catch (Exception e) {
            return "can't be compared: " + cell(e.getMessage());
        }
    }

    private static String kept(Path file, TestDatabase database) throws Exception {
        Optional<SourceSchema> schema = schema(file);
        if (schema.isEmpty()) {
            return "-";
        }
        long foreignKeys = schema.get().tables().stream()
                .mapToLong(t -> t.foreignKeys().size())
                .sum();
        long checks =
                schema.get().tables().stream().mapToLong(t -> t.checks().size()).sum();
        long indexes = schema.get().tables().stream()
                .mapToLong(t -> t.indexes().stream()
                                .filter(index -> !index.origin().equals("pk"))
                                .count()
                        + (t.table().primaryKey().isEmpty() ? 0 : 1))
                .sum();
        List<String> kept = new ArrayList<>();
        try (Connection target = database.connect()) {
            String user = "nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'shadow')";
            count(
                    kept,
                    target,
                    "keys and indexes",
                    indexes,
                    "pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
                            + user);
            count(
                    kept,
                    target,
                    "foreign keys",
                    foreignKeys,
                    "pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE contype = 'f' AND " + user);
            count(
                    kept,
                    target,
                    "checks",
                    checks,
                    "pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE contype = 'c' AND " + user);
            count(
                    kept,
                    target,
                    "views",
                    schema.get().views().size(),
                    "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relkind = 'v' AND " + user);
        }
        return String.join(", ", kept);
    }

    private static void count(List<String> kept, Connection target, String what, long expected, String from)
            throws SQLException {
        if (expected > 0) {
            kept.add(what + " " + Sql.one(target, "SELECT count(*) FROM " + from) + "/" + expected);
        }
    }

    private static Optional<SourceSchema> schema(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return Optional.of(new SchemaReader(connection).read());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static String libpq(TestDatabase database) {
        String url = database.url().substring("jdbc:postgresql://".length());
        String place = url.replaceFirst("\\?.*", "");
        Map<String, String> login = new LinkedHashMap<>();
        for (String part : url.substring(url.indexOf('?') + 1).split("&")) {
            String[] pair = part.split("=", 2);
            login.put(pair[0], pair.length > 1 ? pair[1] : "");
        }
        return "pgsql://" + login.get("user") + (login.containsKey("password") ? ":" + login.get("password") : "") + "@"
                + place;
    }

    private static String cell(String text) {
        String line = String.valueOf(text).lines().findFirst().orElse("");
        return (line.length() > 120 ? line.substring(0, 117) + "..." : line).replace("|", "\\|");
    }
}
