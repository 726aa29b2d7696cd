package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Commands of the operator's around steps, run by the shell with the variables {@code SHADOW_STEP}, {@code SHADOW_WHEN}
 * ({@code before}, {@code after}), {@code SHADOW_COMMAND}, {@code SHADOW_FROM}, {@code SHADOW_TO} and {@code SHADOW_RUN}
 * (the run's directory). One before a step that fails stops the whole; one after a step that fails is reported.
 */
public final class Hooks {
    private final Map<Step, List<String>> before;
    private final Map<Step, List<String>> after;
    private final Duration longest;
    private final Map<String, String> environment;
    private final Console console;

    /**
     * @param longest how long a command may take outside of the application's pause
     * @param environment added to the tool's own
     */
    public Hooks(
            Map<Step, List<String>> before,
            Map<Step, List<String>> after,
            Duration longest,
            Map<String, String> environment,
            Console console) {
        this.before = before.isEmpty() ? Map.of() : new EnumMap<>(before);
        this.after = after.isEmpty() ? Map.of() : new EnumMap<>(after);
        this.longest = longest;
        this.environment = Map.copyOf(environment);
        this.console = console;
    }

    /**
     * Runs what stands before the step.
     *
     * @param left how much time there is, or null outside of the pause
     * @throws GateClosedException if a command fails or takes too long
     */
    void before(Step step, Duration left) throws MigrationException {
        for (String command : before.getOrDefault(step, List.of())) {
            String problem = run("before", step, command, left == null ? longest : left);
            if (problem != null) {
                throw new GateClosedException(
                        "the hook before step " + step.label() + " " + problem + ": " + command, List.of());
            }
        }
    }

    /** Runs what stands after the step; a failure is said and changes nothing. */
    void after(Step step, Duration left) throws MigrationException {
        for (String command : after.getOrDefault(step, List.of())) {
            String problem = run("after", step, command, left == null ? longest : left);
            if (problem != null) {
                console.say("warning: the hook after step " + step.label() + " " + problem + ": " + command);
            }
        }
    }

    /** Returns what went wrong, or null. */
    private String run(String when, Step step, String command, Duration left) throws MigrationException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("SHADOW_STEP", step.label());
        builder.environment().put("SHADOW_WHEN", when);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread output = new Thread(() -> show(process, step), "hook output");
            output.setDaemon(true);
            output.start();
            if (!process.waitFor(left.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return "did not end within " + left.toMillis() + " ms";
            }
            output.join(1_000);
            return process.exitValue() == 0 ? null : "ended with code " + process.exitValue();
        } catch (IOException e) {
            return "could not be started (" + e.getMessage() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted while a hook ran", e);
        }
    }

    private void show(Process process, Step step) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                console.say("  " + step.label() + "| " + line);
            }
        } catch (IOException e) {
            console.say("  the hook's output could not be read: " + e.getMessage());
        }
    }
}
