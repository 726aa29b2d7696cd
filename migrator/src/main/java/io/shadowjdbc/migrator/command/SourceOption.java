package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.json.JsonDirectory;
import io.shadowjdbc.migrator.source.SqliteSource;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The SQLite database. */
final class SourceOption {
    private static final String JSON = "json:";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--source",
            paramLabel = "URL",
            required = true,
            description =
                    "The SQLite database: jdbc:sqlite:FILE, or the file. It is only read. Where rows are copied or"
                            + " compared, json:DIR as well: a directory of JSON files.")
    private String source;

    /** The database that an application writes to. */
    SqliteSource get() {
        if (source.startsWith(JSON)) {
            throw wrong(
                    "expected jdbc:sqlite:FILE or a file, got json: " + spec.name()
                            + " needs an application that writes to a SQLite database; json: is for migrate and verify",
                    null);
        }
        return parsed();
    }

    /**
     * What is to be read once: a directory of JSON files is made a SQLite database first.
     *
     * @param work the directory of all runs, which gets it
     */
    SqliteSource toRead(Path work) throws MigrationException, IOException {
        return source.startsWith(JSON)
                ? new JsonDirectory(Path.of(source.substring(JSON.length()))).toSqlite(work.resolve("json"))
                : parsed();
    }

    private SqliteSource parsed() {
        try {
            return SqliteSource.parse(source);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage(), e);
        }
    }

    private ParameterException wrong(String message, Exception cause) {
        return new ParameterException(spec.commandLine(), "--source: " + message, cause);
    }
}
