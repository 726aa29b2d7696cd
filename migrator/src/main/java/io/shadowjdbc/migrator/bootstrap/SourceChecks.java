package io.shadowjdbc.migrator.bootstrap;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.source.SqliteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What has to hold of the SQLite file and of the disk that keeps the runs. */
public final class SourceChecks {
    /** Two backups of it, and what a run writes beside them. */
    private static final double ROOM = 2.2;

    private final SqliteSource source;
    private final Path work;

    public SourceChecks(SqliteSource source, Path work) {
        this.source = source;
        this.work = work;
    }

    public List<Finding> run() throws IOException {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        try {
            source.check();
        } catch (MigrationException e) {
            findings.add(Finding.problem("source", e.getMessage(), "name the application's database with --source"));
            return findings;
        }
        database(findings);
        findings.add(room());
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return version >= 17
                ? Finding.ok("Java", "version " + version)
                : Finding.problem("Java", "version " + version, "use 17 or later");
    }

    private void database(List<Finding> findings) throws IOException {
        try (Connection connection = source.open()) {
            String mode = one(connection, "PRAGMA journal_mode");
            findings.add(Finding.ok(
                    "source",
                    source.file() + ", " + Console.bytes(Files.size(source.file())) + ", "
                            + one(connection, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'")
                            + " tables, SQLite "
                            + one(connection, "SELECT sqlite_version()")));
            findings.add(
                    mode.equalsIgnoreCase("wal")
                            ? Finding.ok("journal mode", "WAL: the tool reads while the application writes")
                            : Finding.warning(
                                    "journal mode",
                                    mode
                                            + ": the application's writers wait while a backup or a round of the sync reads",
                                    "PRAGMA journal_mode = WAL, once, if the application allows it"));
            String orphans = one(connection, "SELECT count(*) FROM (SELECT 1 FROM pragma_foreign_key_check LIMIT 1)");
            findings.add(
                    orphans.equals("0")
                            ? Finding.ok("foreign keys", "no row lacks its parent")
                            : Finding.warning(
                                    "foreign keys",
                                    "there are rows whose parent is missing",
                                    "preflight lists them; mend them, or set them apart with a plan"));
        } catch (SQLException e) {
            findings.add(Finding.problem(
                    "source", source.file() + " can't be read: " + e.getMessage(), "check the file and its rights"));
        }
        Path directory = source.file().toAbsolutePath().getParent();
        findings.add(
                Files.isWritable(source.file()) && Files.isWritable(directory)
                        ? Finding.ok("rights", "the file and its directory may be written to, as the sync has to")
                        : Finding.problem(
                                "rights",
                                "this user may not write to " + source.file() + " or its directory",
                                "run the tool as the application's user: the sync keeps its notes in the file"));
    }

    private Finding room() throws IOException {
        Files.createDirectories(work);
        long needed = (long) (Files.size(source.file()) * ROOM);
        long free = Files.getFileStore(work).getUsableSpace();
        String text = Console.bytes(free) + " free for runs in " + work.toAbsolutePath() + ", a migration takes about "
                + Console.bytes(needed);
        return free >= needed
                ? Finding.ok("disk", text)
                : Finding.problem("disk", text, "make room, or name another directory with --work");
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
