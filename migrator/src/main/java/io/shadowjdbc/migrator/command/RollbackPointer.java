package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.cutover.Databases;
import java.nio.file.Path;

/** The file that tells, years of staff changes later, how to go back. It may be sourced by a shell. */
final class RollbackPointer {
    private RollbackPointer() {}

    static String of(Databases both, String control, TargetOptions target, Path work, CrossingOptions crossing) {
        String source = quoted(both.source().file());
        String postgresql = quoted(both.target().withoutSecrets());
        StringBuilder command = new StringBuilder("java -jar shadow-migrator.jar rollback --source " + source
                + " --target " + postgresql + " --target-schema "
                + quoted(both.target().schema()) + " --control "
                + quoted(control) + " --work " + quoted(work));
        if (target.passwordFile() != null) {
            command.append(" --password-file ").append(quoted(target.passwordFile()));
        }
        if (crossing.envFile() != null) {
            command.append(" --env-file ").append(quoted(crossing.envFile()));
            command.append(" --env-variable ").append(crossing.envVariable());
        }
        command.append(" --confirm ").append(RollbackCommand.PHRASE);
        return "# SQLite is kept in step by: shadow-migrator sync --reverse\n"
                + (target.passwordFile() == null ? "# PGPASSWORD has to hold the password, if there is one\n" : "")
                + "ROLLBACK_SQLITE=" + source + "\n"
                + "ROLLBACK_POSTGRESQL=" + postgresql + "\n"
                + "ROLLBACK_CONTROL=" + quoted(control) + "\n"
                + "ROLLBACK_COMMAND=" + quoted(command.toString()) + "\n";
    }

    private static String quoted(Path path) {
        return quoted(path.toAbsolutePath().toString());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
