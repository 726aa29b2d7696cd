package io.shadowjdbc.migrator.run;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What the operator sees: lines, and on a terminal a last line that shows the progress and is written over. Safe for use
 * by several threads.
 */
public final class Console {
    private final PrintWriter out;
    private final boolean terminal;
    private int statusLength;

    public Console(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether standard output is a terminal. */
    @SuppressWarnings("SystemConsoleNull") // on JDK 17 it is null without a terminal
    public static boolean isTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // since JDK 22 there is a console without a terminal too
            return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    public boolean terminal() {
        return terminal;
    }

    /** Writes a line. */
    public synchronized void say(String line) {
        eraseStatus();
        out.println(line);
        out.flush();
    }

    /** Shows what is going on, in place of what was shown before; a terminal only. */
    public synchronized void status(String text) {
        if (terminal) {
            String shown = text.length() > 118 ? text.substring(0, 118) : text;
            out.print("\r" + shown + " ".repeat(Math.max(0, statusLength - shown.length())));
            out.flush();
            statusLength = shown.length();
        }
    }

    private void eraseStatus() {
        if (statusLength > 0) {
            out.print("\r" + " ".repeat(statusLength) + "\r");
            statusLength = 0;
        }
    }

    /** A count with separators: 15,607. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A size: 1.0 MB. */
    public static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double size = bytes;
        for (String unit : new String[] {"kB", "MB", "GB", "TB"}) {
            size /= 1_000;
            if (size < 1_000) {
                return String.format(Locale.ROOT, "%.1f %s", size, unit);
            }
        }
        return String.format(Locale.ROOT, "%.0f PB", size / 1_000);
    }

    /** A duration: 0.1 s, 1:05. */
    public static String seconds(double seconds) {
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d:%02d", (long) seconds / 60, (long) seconds % 60);
    }
}
