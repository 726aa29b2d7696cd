package io.shadowjdbc.migrator.target;

import io.shadowjdbc.migrator.MigrationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A dump of the whole target database by PostgreSQL's own {@code pg_dump}, in its custom format: {@code pg_restore} brings it
 * back.
 *
 * @param program {@code pg_dump}, found on the path, or a file
 */
public record TargetDump(String program) {
    /** Parameters of the JDBC URL that libpq takes from its environment. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "PGHOST", "PGHOST",
            "PGPORT", "PGPORT",
            "PGDBNAME", "PGDATABASE",
            "user", "PGUSER",
            "password", "PGPASSWORD",
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT",
            "sslcert", "PGSSLCERT");

    /**
     * Writes the dump.
     *
     * @param file is created
     * @throws MigrationException if there is no such program, or it failed; the message has what it said
     */
    public void write(PostgresqlTarget target, Path file) throws MigrationException {
        Path said = null;
        try {
            said = Files.createTempFile("shadow-pg-dump-", ".txt");
            // the password stands in the environment only, where no list of processes shows it
            ProcessBuilder builder = new ProcessBuilder(
                            List.of(program, "--format=custom", "--no-password", "--file=" + file.toAbsolutePath()))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            environment(target, builder.environment());
            int exit = start(builder).waitFor();
            if (exit != 0) {
                Files.deleteIfExists(file);
                throw new MigrationException("the dump of " + target.display() + " failed, " + program
                        + " ended with code " + exit + ": "
                        + Files.readString(said, StandardCharsets.UTF_8).strip().replaceAll("\\s*\\R\\s*", "; "));
            }
        } catch (IOException e) {
            throw new MigrationException("the dump of " + target.display() + " can't be written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted while " + program + " worked", e);
        } finally {
            delete(said);
        }
    }

    private Process start(ProcessBuilder builder) throws MigrationException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new MigrationException(
                    program + " can't be started (" + e.getMessage() + "): install PostgreSQL's client programs of the"
                            + " server's version or a newer one, or name it with --pg-dump",
                    e);
        }
    }

    private static void environment(PostgresqlTarget target, Map<String, String> environment) {
        Properties known = Driver.parseURL(target.url(), target.login());
        if (known == null) {
            throw new IllegalArgumentException("expected jdbc:postgresql://host:port/database as target");
        }
        PARAMETERS.forEach((parameter, variable) -> {
            String value = known.getProperty(parameter);
            if (value != null) {
                environment.put(variable, value);
            }
        });
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // a temporary file of some lines
            return;
        }
    }
}
