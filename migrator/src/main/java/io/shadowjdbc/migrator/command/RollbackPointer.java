package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.cutover.Databases;
import java.nio.file.Path;

/** The file that tells, years of staff changes later, how to go back. It may be sourced by a shell. */
final class RollbackPointer {
    private RollbackPointer() {}

    static String of(Databases both, String control, TargetOptions target, Path work, CrossingOptions crossing) {
        String source = both.source().file().toAbsolutePath().toString();
        String command = "java -jar shadow-migrator.jar rollback --source " + quoted(source) + " --target "
                + quoted(both.target().display())
                + (target.passwordFile() == null
                        ? ""
                        : " --password-file "
                                + quoted(target.passwordFile().toAbsolutePath().toString()))
                + " --target-schema " + quoted(both.target().schema()) + " --control " + quoted(control) + " --work "
                + quoted(work.toAbsolutePath().toString())
                + (crossing.envFile() == null
                        ? ""
                        : " --env-file "
                                + quoted(crossing.envFile().toAbsolutePath().toString()) + " --env-variable "
                                + crossing.envVariable())
                + " --confirm " + RollbackCommand.PHRASE;
        return "# SQLite is kept in step by: shadow-migrator sync --reverse\n"
                + "ROLLBACK_SQLITE=" + quoted(source) + "\n"
                + "ROLLBACK_POSTGRESQL=" + quoted(both.target().display()) + "\n"
                + "ROLLBACK_CONTROL=" + quoted(control) + "\n"
                + "ROLLBACK_COMMAND=" + quoted(command) + "\n";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
