package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.cutover.Databases;
import io.shadowjdbc.migrator.cutover.KeepInStep;
import io.shadowjdbc.migrator.cutover.LagGate;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.timeline.Timeline;
import io.shadowjdbc.schema.SchemaMapStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand writes a second while the application is copied, synced, cut over and rolled back, ten times there and back.
 * Leaves the figures and the picture in {@code target/there-and-back}.
 */
@Tag("soak")
@Timeout(1_200)
class ThereAndBackSoakTest {
    private static final int TIMES = Integer.getInteger("soak.times", 10);
    private static final int WRITERS = 4;
    private static final int WRITES_PER_SECOND = 1_000;
    private static final long SYNCED_MILLIS = 3_000;
    private static final long LOOK_MILLIS = 50;

    private final Timeline timeline = new Timeline();
    private final List<Double> pauses = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();
    private final List<Double> lags = new ArrayList<>();
    private final Map<DatabaseKind, Conflicts> conflicts = new EnumMap<>(DatabaseKind.class);
    private Databases databases;

    /** Transactions on one database, and how many attempts at them were made again. */
    private record Conflicts(long transactions, long busy) {
        Conflicts plus(long moreTransactions, long moreBusy) {
            return new Conflicts(transactions + moreTransactions, busy + moreBusy);
        }
    }

    @Test
    void tenTimesThereAndBack(@TempDir Path dir) throws Exception {
        Path kept = Files.createDirectories(Path.of("target", "there-and-back"));
        try (MovedApplication app =
                new MovedApplication(dir, "postgresql", WRITERS, WRITES_PER_SECOND / PairLoad.WRITES)) {
            timeline.active("sqlite");
            timeline.phase("copy");
            Thread throughput = new Thread(() -> watch(app.load), "throughput");
            throughput.start();
            app.migrate();
            try (Connection postgresql = app.postgresql()) {
                databases = new Databases(
                        new SqliteSource(app.file),
                        PostgresqlTarget.parse(app.target, null, "public"),
                        SchemaMapStore.load(postgresql).orElseThrow());
            }
            for (int i = 1; i <= TIMES; i++) {
                synced(app, DatabaseKind.SQLITE, "sync " + i);
                cross(app, "cutover " + i, () -> app.cutover("--skip-evidence"));
                synced(app, DatabaseKind.POSTGRESQL, "reverse " + i);
                cross(app, "rollback " + i, app::rollback);
            }
            timeline.phase("check");
            throughput.interrupt();
            throughput.join();
            app.check();
            timeline.end();
            timeline.write(kept, TIMES + " times there and back at " + WRITES_PER_SECOND + " writes a second");
            String figures = "transactions acknowledged " + app.load.transactions() + ", failed "
                    + app.load.failures().size() + ", tried again since busy " + app.load.busy() + "\nwhile synced: "
                    + conflicts + "\npause, ms: "
                    + quantiles(pauses) + "\nslowest transaction around each switch, ms: " + quantiles(waits)
                    + "\nsync lag, ms, " + lags.size() + " looks: " + quantiles(lags) + "\n";
            Files.writeString(kept.resolve("figures.txt"), figures);
            System.out.print(figures);
            assertThat(quantile(pauses, 0.5)).as("median pause, ms").isLessThan(300);
            assertThat(quantile(pauses, 0.99))
                    .as("99th percentile of pauses, ms")
                    .isLessThan(1_000);
            assertThat(quantile(lags, 0.99))
                    .as("99th percentile of the lag, ms")
                    .isLessThan(500);
        }
    }

    /** Keeps both sides in step for a while, and looks how far the other one is behind. */
    private void synced(MovedApplication app, DatabaseKind active, String phase) throws Exception {
        timeline.phase(phase);
        List<Exception> failed = Collections.synchronizedList(new ArrayList<>());
        Thread sync = new Thread(() -> {
            try {
                new KeepInStep(databases, active, line -> {}).run();
            } catch (MigrationException e) {
                failed.add(e);
            }
        });
        sync.start();
        long end = System.nanoTime() + SYNCED_MILLIS * 1_000_000;
        // it has what was written during the switch to catch up with, and starts cold
        Thread.sleep(SYNCED_MILLIS / 3);
        long transactions = app.load.transactions();
        long busy = app.load.busy();
        while (System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
            double lag = LagGate.lag(databases, active).seconds() * 1000;
            lags.add(lag);
            timeline.lag(lag);
        }
        conflicts.put(
                active,
                conflicts
                        .getOrDefault(active, new Conflicts(0, 0))
                        .plus(app.load.transactions() - transactions, app.load.busy() - busy));
        sync.interrupt();
        sync.join();
        assertThat(failed).isEmpty();
    }

    /** What the application gets done, whatever goes on, until it is interrupted. */
    private void watch(PairLoad load) {
        long transactions = load.transactions();
        long looked = System.nanoTime();
        while (true) {
            try {
                Thread.sleep(LOOK_MILLIS * 2);
            } catch (InterruptedException e) {
                return;
            }
            long now = load.transactions();
            timeline.throughput((now - transactions) * PairLoad.WRITES / ((System.nanoTime() - looked) / 1e9));
            transactions = now;
            looked = System.nanoTime();
        }
    }

    /** The load alone, on the plain driver and through ours: how often a transaction has to be tried again. */
    @Test
    void theSameLoadOnPlainSqlite(@TempDir Path dir) throws Exception {
        Path file = Sql.sqlite(dir.resolve("plain.sqlite"), PairLoad.SCHEMA);
        try (PairLoad load =
                new PairLoad("jdbc:sqlite:" + file, new Properties(), WRITERS, WRITES_PER_SECOND / PairLoad.WRITES)) {
            Thread.sleep(SYNCED_MILLIS * 5);
            load.close();
            System.out.println("plain SQLite: " + load.transactions() + " transactions, " + load.busy()
                    + " tried again since busy, " + load.failures().size() + " failed");
            assertThat(load.failures()).isEmpty();
        }
    }

    /** A command that switches. */
    private interface Switch {
        Cli.Outcome run() throws Exception;
    }

    private void cross(MovedApplication app, String phase, Switch command) throws Exception {
        timeline.phase(phase);
        app.load.slowestSince();
        Cli.Outcome outcome = command.run().exits(0);
        app.load.proceed(2);
        double pause = ((Number) outcome.json().get("pauseMillis")).doubleValue();
        pauses.add(pause);
        timeline.pause(Duration.ofMillis((long) pause));
        timeline.active(outcome.json().get("command").equals("cutover") ? "postgresql" : "sqlite");
        waits.add(app.load.slowestSince().toNanos() / 1e6);
        assertThat(app.load.failures()).isEmpty();
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    private static String quantiles(List<Double> values) {
        return String.format(
                "p50 %.0f, p99 %.0f, highest %.0f", quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1));
    }
}
