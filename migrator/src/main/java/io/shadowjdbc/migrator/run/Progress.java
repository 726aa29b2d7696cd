package io.shadowjdbc.migrator.run;

import io.shadowjdbc.migrator.plan.Planner;
import io.shadowjdbc.migrator.verify.TableResult;
import io.shadowjdbc.migrator.verify.Verifier;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows rows, rate and time left of each table that is being read or compared: a line that is written over on a terminal,
 * elsewhere a line every ten seconds and one at the end of each table. Safe for use by several threads.
 */
public final class Progress implements Planner.Progress, Verifier.Progress {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final Console console;
    private final String verb;
    private final Map<String, Long> totals;
    private final Map<String, Meter> running = new TreeMap<>();
    private long shown = System.nanoTime();
    private String planned = "";

    /**
     * @param verb what is done to the rows, past tense: {@code copied}
     * @param totals rows to expect by table; may be empty
     */
    public Progress(Console console, String verb, Map<String, Long> totals) {
        this.console = console;
        this.verb = verb;
        this.totals = Map.copyOf(totals);
    }

    private static final class Meter {
        private final long started = System.nanoTime();
        private long rows;

        double seconds() {
            return Math.max(1e-3, (System.nanoTime() - started) / 1e9);
        }
    }

    @Override
    public synchronized void table(String name) {
        running.clear();
        planned = name;
        running.put(name, new Meter());
        show();
    }

    @Override
    public void rows(long rows) {
        add(planned, rows);
    }

    @Override
    public void compared(String table, long rows) {
        add(table, rows);
    }

    private synchronized void add(String table, long rows) {
        Meter meter = running.computeIfAbsent(table, name -> new Meter());
        meter.rows += rows;
        show();
    }

    @Override
    public synchronized void done(TableResult result) {
        running.remove(result.table());
        String rows = Console.count(result.sourceRows()) + " rows " + verb + " " + result.method();
        console.say("  " + result.table() + ": "
                + (result.found() == 0 ? rows : rows + ", " + Console.count(result.found()) + " differences"));
    }

    private void show() {
        long now = System.nanoTime();
        if (now - shown < (console.terminal() ? TERMINAL_NANOS : PLAIN_NANOS)) {
            return;
        }
        shown = now;
        StringBuilder text = new StringBuilder("  ");
        running.forEach(
                (table, meter) -> text.append(text.length() > 2 ? " | " : "").append(line(table, meter)));
        if (console.terminal()) {
            console.status(text.toString());
        } else {
            console.say(text.toString());
        }
    }

    private String line(String table, Meter meter) {
        long total = totals.getOrDefault(table, 0L);
        double rate = meter.rows / meter.seconds();
        String of = total > meter.rows ? " of " + Console.count(total) : "";
        String left =
                total > meter.rows && rate > 0 ? ", " + Console.seconds((total - meter.rows) / rate) + " left" : "";
        return table + ": " + Console.count(meter.rows) + of + " rows " + verb + ", " + Console.count(Math.round(rate))
                + " rows/s" + left;
    }
}
