package io.shadowjdbc.sample.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells what happens, one line a step, and keeps what did not hold. */
final class Story {
    private final long start = System.nanoTime();
    private final List<String> broken = new ArrayList<>();
    private int step;

    /** Announces a step that is done, with its figure. */
    void step(String text, Object... figures) {
        step++;
        System.out.printf(
                Locale.ROOT, "%2d. [%5.1f s] %s%n", step, seconds(), String.format(Locale.ROOT, text, figures));
    }

    /** Says more of the step before. */
    void note(String text, Object... figures) {
        System.out.println("              " + String.format(Locale.ROOT, text, figures));
    }

    /** Something that must hold for the demo to succeed. */
    void check(boolean holds, String claim, Object... figures) {
        if (!holds) {
            String text = String.format(Locale.ROOT, claim, figures);
            broken.add(text);
            System.out.println("              DOES NOT HOLD: " + text);
        }
    }

    /** The end of a demo that could not go on; the stack trace goes to the file. */
    void fail(Exception reason, Path file) throws IOException {
        System.out.printf(Locale.ROOT, "%2d. [%5.1f s] FAILED: %s%n", step + 1, seconds(), reason.getMessage());
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            reason.printStackTrace(out);
        }
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    List<String> broken() {
        return List.copyOf(broken);
    }
}
