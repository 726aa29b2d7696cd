package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The PostgreSQL database, and how to log in. */
final class TargetOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--target",
            paramLabel = "URL",
            required = true,
            description = "The PostgreSQL database: jdbc:postgresql://host:port/db, or postgresql://user@host:port/db.")
    private String target;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password. Without it the environment's PGPASSWORD is used,"
                    + " if set.")
    private Path passwordFile;

    @Option(
            names = "--target-schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "The schema that receives the tables (default: ${DEFAULT-VALUE}).")
    private String schema;

    PostgresqlTarget get() {
        return parse(password());
    }

    /** The target before its password is known. */
    PostgresqlTarget withoutPassword() {
        return parse(null);
    }

    /** The file that holds the password, or null. */
    Path passwordFile() {
        return passwordFile;
    }

    private PostgresqlTarget parse(String password) {
        try {
            return PostgresqlTarget.parse(target, password, schema);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--target: " + e.getMessage(), e);
        }
    }

    private String password() {
        if (passwordFile == null) {
            return System.getenv("PGPASSWORD");
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "--password-file: " + passwordFile + " can't be read: " + e.getMessage(), e);
        }
    }
}
