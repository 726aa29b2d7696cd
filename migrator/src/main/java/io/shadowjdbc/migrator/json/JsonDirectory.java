package io.shadowjdbc.migrator.json;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.source.SqliteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of JSON files as a SQLite database, a table a file: what an application kept so takes the same way to PostgreSQL,
 * with the same plan, comparison and evidence.
 *
 * @param path the directory
 */
public record JsonDirectory(Path path) {
    /**
     * Writes the database anew, or in place of an older one in one step.
     *
     * @param into the directory that gets it
     * @throws MigrationException naming the file that is not as expected
     */
    public SqliteSource toSqlite(Path into) throws MigrationException, IOException {
        List<Path> files = files();
        Files.createDirectories(into);
        Path name = path.toAbsolutePath().normalize().getFileName();
        Path written = Files.createTempFile(into, "json-", ".sqlite");
        try {
            long rows = write(files, written);
            if (rows == 0) {
                throw new MigrationException(path + ": its files hold no row");
            }
            Path database = into.resolve((name == null ? "json" : name) + ".sqlite");
            Files.move(written, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new SqliteSource(database);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private List<Path> files() throws MigrationException, IOException {
        if (!Files.isDirectory(path)) {
            throw new MigrationException(path + ": is no directory; json: takes one that holds a file for each table");
        }
        try (Stream<Path> list = Files.list(path)) {
            List<Path> files = list.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new MigrationException(path + ": holds no file that ends in .json");
            }
            return files;
        }
    }

    private static long write(List<Path> files, Path database) throws MigrationException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            sqlite.setAutoCommit(false);
            long rows = 0;
            for (Path file : files) {
                JsonTable table = new JsonTable(new JsonFile(file));
                table.create(sqlite);
                rows += table.rows();
            }
            sqlite.commit();
            return rows;
        } catch (SQLException e) {
            throw new MigrationException(database + ": can't be written: " + e.getMessage(), e);
        }
    }
}
