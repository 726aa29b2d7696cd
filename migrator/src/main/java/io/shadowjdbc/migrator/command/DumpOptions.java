package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.target.TargetDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether what is in the target is kept before anything happens to it. */
final class DumpOptions {
    @Option(
            names = "--dump-target",
            description =
                    "Dumps the whole target database first, with pg_dump, into target.dump of the run's directory;"
                            + " pg_restore brings it back.")
    private boolean wanted;

    @Option(
            names = "--pg-dump",
            paramLabel = "FILE",
            defaultValue = "pg_dump",
            description =
                    "The program, of the server's version or newer (default: ${DEFAULT-VALUE}, found on the path).")
    private String program;

    /** Does so if it is wanted. */
    void dump(PostgresqlTarget target, Steps steps) throws MigrationException, IOException {
        if (!wanted) {
            return;
        }
        long started = System.nanoTime();
        Path file = steps.directory().file("target.dump");
        new TargetDump(program).write(target, file);
        steps.result().put("targetDump", file.toString());
        steps.say("dump: " + target.display() + ", " + Console.bytes(Files.size(file)) + " in "
                + Console.seconds((System.nanoTime() - started) / 1e9) + ": " + file);
    }
}
