package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.timeline.Timeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Does steps in their order, with hooks around them and a line in the journal before each. If one fails, those that were
 * begun are taken back, the last one first. Used by one thread.
 */
final class StepMachine {
    private final Hooks hooks;
    private final Journal journal;
    private final Timeline timeline;
    private final Console console;
    private final Map<String, Double> millis = new LinkedHashMap<>();

    StepMachine(Hooks hooks, Journal journal, Timeline timeline, Console console) {
        this.hooks = hooks;
        this.journal = journal;
        this.timeline = timeline;
        this.console = console;
    }

    /** Milliseconds that each step took, its hooks included. */
    Map<String, Double> millis() {
        return millis;
    }

    /**
     * Does them all.
     *
     * @param deadline the one that holds at that moment, or null
     * @throws MigrationException if one failed; what was begun is taken back, as far as the message does not say otherwise
     */
    void run(List<Action> actions, Supplier<Deadline> deadline) throws MigrationException {
        Deque<Action> begun = new ArrayDeque<>();
        for (Action action : actions) {
            try {
                begun.push(action);
                run(action, deadline);
            } catch (Exception e) {
                MigrationException failure = failure(action.step(), e);
                undo(begun, failure);
                throw failure;
            }
        }
    }

    private void run(Action action, Supplier<Deadline> deadline) throws Exception {
        Step step = action.step();
        long started = System.nanoTime();
        Deadline before = deadline.get();
        if (before != null && step.pauses()) {
            before.check(step);
        }
        hooks.before(step, before == null ? null : before.left());
        journal.begin(step);
        timeline.phase(step.label());
        action.work().run();
        Deadline after = deadline.get();
        hooks.after(step, after == null ? null : after.left());
        double took = (System.nanoTime() - started) / 1e6;
        millis.put(step.label(), Math.round(took * 10) / 10.0);
        journal.end(step, "done", took);
        if (!step.pauses() || console.terminal()) {
            console.say("  " + step.label() + ": " + Math.round(took) + " ms");
        }
    }

    private void undo(Deque<Action> begun, MigrationException failure) {
        timeline.phase("undo");
        while (!begun.isEmpty()) {
            Action action = begun.pop();
            try {
                action.undo().run();
                journal.end(action.step(), "undone", 0);
            } catch (Exception e) {
                failure.addSuppressed(e);
                console.say("failed: step " + action.step().label() + " could not be taken back: " + e.getMessage()
                        + ". Run the same command again when that is mended: it finds out where things stand");
                return;
            }
        }
    }

    private MigrationException failure(Step step, Exception e) throws MigrationException {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        journal.failed(step, String.valueOf(e.getMessage()));
        if (e instanceof GateClosedException closed) {
            return closed;
        }
        if (e instanceof RuntimeException unexpected) {
            return new MigrationException("step " + step.label() + " failed: " + unexpected, unexpected);
        }
        return new MigrationException("step " + step.label() + " failed: " + e.getMessage(), e);
    }
}
