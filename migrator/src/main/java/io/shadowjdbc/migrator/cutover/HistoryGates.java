package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.RunHistory;
import io.shadowjdbc.migrator.run.RunHistory.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Gates that earlier runs open: what the work directory remembers of them. */
public final class HistoryGates {
    private final RunHistory history;
    private final String retry;

    /** @param retry source and target as they are typed, for the commands that open a gate */
    public HistoryGates(RunHistory history, String retry) {
        this.history = history;
        this.retry = retry;
    }

    /** A preflight, or the migration itself, found nothing in the way. */
    public Gate preflight() {
        return gate("preflight", () -> {
            String remedy = "shadow-migrator preflight --replace " + retry;
            Optional<Run> last = history.last(Set.of("preflight", "migrate"));
            if (last.isEmpty()) {
                return GateState.closed("preflight", "neither preflight nor migrate has run", remedy);
            }
            String what = last.get().command() + " of " + last.get().name();
            return last.get().exit() == 0
                    ? GateState.open("preflight", what + " found nothing in the way")
                    : GateState.closed(
                            "preflight", what + " ended with code " + last.get().exit(), remedy);
        });
    }

    /** The last comparison of every row found no difference, and is not old. */
    public Gate verified(Duration longest) {
        return gate("verify", () -> {
            String remedy = "shadow-migrator verify " + retry;
            Optional<Run> last = history.last(Set.of("verify", "migrate", "acceptance"));
            if (last.isEmpty()) {
                return GateState.closed("verify", "no row has been compared yet", remedy);
            }
            Run run = last.get();
            Object differences = run.result().get("differences");
            String what = run.command() + " of " + run.name();
            if (run.exit() != 0 || !(differences instanceof Number found) || found.longValue() != 0) {
                return GateState.closed("verify", what + " found differences or did not end well", remedy);
            }
            return fresh("verify", what + " found no difference", run, longest, remedy);
        });
    }

    /** There is a backup of the source, and it is not old. */
    public Gate backup(Duration longest) {
        return gate("backup", () -> {
            String remedy = "shadow-migrator backup " + retry.replaceFirst(" --target .*", "");
            for (Run run : history.runs()) {
                if (run.result().get("backup") instanceof String file && Files.isRegularFile(Path.of(file))) {
                    return fresh("backup", "there is " + file, run, longest, remedy);
                }
            }
            return GateState.closed("backup", "there is none in the work directory", remedy);
        });
    }

    /** A rollback has been done, here or where the operator rehearsed. */
    public Gate rehearsed(RunHistory rehearsal) {
        return gate("rehearsal", () -> {
            for (RunHistory place : new RunHistory[] {rehearsal, history}) {
                Optional<Run> last = place == null ? Optional.empty() : place.last(Set.of("rollback"));
                if (last.isPresent() && last.get().exit() == 0) {
                    return GateState.open(
                            "rehearsal",
                            "a rollback ended well " + age(last.get()) + " ago: "
                                    + last.get().path());
                }
            }
            return GateState.closed(
                    "rehearsal",
                    "the way back has not been tried",
                    "run migrate, cutover and rollback on copies of both databases, and name their work directory"
                            + " with --rehearsal DIR");
        });
    }

    private static GateState fresh(String gate, String found, Run run, Duration longest, String remedy) {
        String text = found + ", " + age(run) + " ago";
        return run.age().compareTo(longest) <= 0
                ? GateState.open(gate, text)
                : GateState.closed(gate, text + ", which is longer than " + Durations.text(longest), remedy);
    }

    private static String age(Run run) {
        return Console.seconds(run.age().toMillis() / 1000.0);
    }

    /** A gate that is no more than a look. */
    static Gate gate(String name, Look look) {
        return new Gate() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public GateState look() throws io.shadowjdbc.migrator.MigrationException {
                return look.look();
            }
        };
    }

    /** The look at a gate. */
    interface Look {
        GateState look() throws io.shadowjdbc.migrator.MigrationException;
    }
}
