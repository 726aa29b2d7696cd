package io.shadowjdbc.migrator.run;

import io.shadowjdbc.migrator.target.CopyProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shows how far a copy is, overall and by table: rows, bytes, rate, time left, ranges. On a terminal one line that is
 * written over, elsewhere some lines every ten seconds; and a line at the end of each table. Safe for use by several
 * threads.
 */
public final class CopyMeter implements CopyProgress {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final Console console;
    private final Map<String, Long> totals;
    private final LongSupplier nanoTime;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Count all;
    private long shown;
    private int rangesKept;

    /** @param totals rows to expect by table */
    public CopyMeter(Console console, Map<String, Long> totals) {
        this(console, totals, System::nanoTime);
    }

    CopyMeter(Console console, Map<String, Long> totals, LongSupplier nanoTime) {
        this.console = console;
        this.totals = Map.copyOf(totals);
        this.nanoTime = nanoTime;
        this.shown = nanoTime.getAsLong();
        this.all = new Count(totals.values().stream().mapToLong(Long::longValue).sum(), shown);
    }

    /** Rows and bytes since a moment. */
    private static final class Count {
        private final long total;
        private final long started;
        private long kept;
        private long rows;
        private long bytes;

        Count(long total, long started) {
            this.total = total;
            this.started = started;
        }

        double seconds(long now) {
            return Math.max(1e-3, (now - started) / 1e9);
        }

        double rate(long now) {
            return rows / seconds(now);
        }

        /** How much of how much. */
        String share() {
            return Console.count(kept + rows) + " of " + Console.count(Math.max(total, kept + rows)) + " rows";
        }

        String left(long now) {
            long missing = total - kept - rows;
            return missing > 0 && rows > 0 ? ", " + Console.seconds(missing / rate(now)) + " left" : "";
        }
    }

    /** A table that was begun; its count begins with its first rows. */
    private static final class Table {
        private final int ranges;
        private final long kept;
        private int rangesDone;
        private Count count;

        Table(int ranges, int rangesDone, long kept) {
            this.ranges = ranges;
            this.rangesDone = rangesDone;
            this.kept = kept;
        }

        String ranges() {
            return ranges > 1 ? ", " + rangesDone + " of " + ranges + " ranges done" : "";
        }
    }

    @Override
    public synchronized void begins(String table, int ranges, int kept, long rows) {
        tables.put(table, new Table(ranges, kept, rows));
        rangesKept += kept;
        all.kept += rows;
    }

    @Override
    public synchronized void copied(String name, long rows, long bytes) {
        long now = nanoTime.getAsLong();
        Table table = tables.computeIfAbsent(name, unknown -> new Table(1, 0, 0));
        if (table.count == null) {
            table.count = new Count(totals.getOrDefault(name, 0L), now);
            table.count.kept = table.kept;
        }
        for (Count count : List.of(table.count, all)) {
            count.rows += rows;
            count.bytes += bytes;
        }
        show(now);
    }

    @Override
    public synchronized void rangeDone(String name) {
        tables.get(name).rangesDone++;
    }

    @Override
    public synchronized void done(String name) {
        long now = nanoTime.getAsLong();
        Table table = tables.remove(name);
        if (table != null && table.count != null) {
            Count count = table.count;
            console.say("  " + name + ": " + Console.count(count.rows) + " rows, " + Console.bytes(count.bytes) + " in "
                    + Console.seconds(count.seconds(now)) + ", " + rate(count, now)
                    + (table.ranges > 1 ? ", " + table.ranges + " ranges" : "")
                    + (count.kept > 0 ? "; " + Console.count(count.kept) + " rows were there" : ""));
        }
    }

    @Override
    public void phase(String text) {
        console.say("  " + text);
    }

    private void show(long now) {
        if (now - shown < (console.terminal() ? TERMINAL_NANOS : PLAIN_NANOS)) {
            return;
        }
        shown = now;
        long part = all.total == 0 ? 100 : 100 * (all.kept + all.rows) / all.total;
        String overall =
                "copied " + part + "%: " + all.share() + ", " + Console.bytes(all.bytes) + ", " + rate(all, now) + ", "
                        + Console.bytes(Math.round(all.bytes / all.seconds(now))) + "/s" + all.left(now);
        List<String> running = new ArrayList<>();
        tables.forEach((name, table) -> {
            if (table.count != null) {
                running.add(name + ": " + table.count.share() + table.ranges() + table.count.left(now));
            }
        });
        if (console.terminal()) {
            console.status("  " + overall + " | " + String.join(" | ", running));
        } else {
            console.say("  " + overall);
            running.forEach(line -> console.say("    " + line));
        }
    }

    private static String rate(Count count, long now) {
        return Console.count(Math.round(count.rate(now))) + " rows/s";
    }

    /** Rows that were sent. */
    public synchronized long rowsCopied() {
        return all.rows;
    }

    /** Rows that an interrupted copy had left there. */
    public synchronized long rowsKept() {
        return all.kept;
    }

    /** Tables and ranges that an interrupted copy had left there. */
    public synchronized int rangesKept() {
        return rangesKept;
    }
}
