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
import java.util.List;
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
    private Databases databases;

    @Test
    void tenTimesThereAndBack(@TempDir Path dir) throws Exception {
        Path kept = Files.createDirectories(Path.of("target", "there-and-back"));
        try (MovedApplication app =
                new MovedApplication(dir, "postgresql", WRITERS, WRITES_PER_SECOND / PairLoad.WRITES)) {
            timeline.phase("copy");
            app.migrate();
            try (Connection postgresql = app.database.connect()) {
                databases = new Databases(
                        new SqliteSource(app.file),
                        PostgresqlTarget.parse(app.database.url(), null, "public"),
                        SchemaMapStore.load(postgresql).orElseThrow());
            }
            for (int i = 1; i <= TIMES; i++) {
                synced(app, DatabaseKind.SQLITE, "sync " + i);
                cross(app, "cutover " + i, () -> app.cutover("--skip-evidence"));
                synced(app, DatabaseKind.POSTGRESQL, "reverse " + i);
                cross(app, "rollback " + i, app::rollback);
            }
            timeline.phase("check");
            app.check();
            timeline.end();
            timeline.write(kept, TIMES + " times there and back at " + WRITES_PER_SECOND + " writes a second");
            String figures = "transactions acknowledged " + app.load.transactions() + ", failed "
                    + app.load.failures().size() + ", tried again since busy " + app.load.busy() + "\npause, ms: "
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
        long looked = System.nanoTime();
        while (System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
            double lag = LagGate.lag(databases, active).seconds() * 1000;
            lags.add(lag);
            timeline.lag(lag);
            long now = app.load.transactions();
            timeline.throughput((now - transactions) * PairLoad.WRITES / ((System.nanoTime() - looked) / 1e9));
            transactions = now;
            looked = System.nanoTime();
        }
        sync.interrupt();
        sync.join();
        assertThat(failed).isEmpty();
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
