package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.run.Console;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The operator says in so many words that this is meant: on the command line, or at a terminal. */
final class Confirmation {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--confirm",
            paramLabel = "PHRASE",
            description = "The phrase that the command asks for; without it, it is asked for at the terminal.")
    private String given;

    /** @throws ParameterException if the phrase was not given */
    void require(String phrase, String what, Console console) {
        if (phrase.equals(given)) {
            return;
        }
        if (given == null && console.terminal()) {
            console.say(what);
            console.say("type " + phrase + " to go on:");
            if (phrase.equals(System.console().readLine())) {
                return;
            }
        }
        throw new ParameterException(spec.commandLine(), what + ": give --confirm " + phrase);
    }
}
