package io.shadowjdbc.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.shadowjdbc.Shadow;
import io.shadowjdbc.provider.FleetControl;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** One application under load, switched between SQLite and PostgreSQL again and again: it sees no error, and no write is lost. */
@Tag("long")
class FlipUnderLoadTest {
    private static final int THREADS = 8;

    // the instance goes on telling the store that it lives, in this directory, until its process ends
    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    Path directory;

    @Test
    void aHundredFlips() throws Exception {
        flip(100, Duration.ofSeconds(10));
    }

    @Test
    @Tag("soak")
    void aThousandFlips() throws Exception {
        flip(1000, Duration.ofMillis(50));
    }

    /** @param longest what the application may wait for a flip, in 99 of 100 */
    private void flip(int flips, Duration longest) throws Exception {
        String store = "file:" + directory.resolve("flag");
        FlipTimes times = new FlipTimes();
        Queue<Long> transactions = new ConcurrentLinkedQueue<>();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicInteger begunAgain = new AtomicInteger();
        List<Long> carrying;
        String deadlocks;
        try (TwoSides sides = new TwoSides(directory);
                HikariDataSource pool = pool(sides.url(store, ""));
                FleetControl control = FleetControl.of(store, null)) {
            Shadow.of(pool).addListener(times);
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String name = "t" + i;
                running.add(threads.submit(() -> {
                    Random random = new Random(name.hashCode());
                    for (int n = 0; !stop.get(); n++) {
                        String id = name + "-" + n;
                        long begin = System.nanoTime();
                        begunAgain.addAndGet(Bank.transfer(pool, random, id));
                        times.transactionDone();
                        transactions.add(System.nanoTime() - begin);
                        acknowledged.add(id);
                    }
                    return null;
                }));
            }
            try {
                for (int i = 0; i < flips; i++) {
                    control.fence(Duration.ofSeconds(60));
                    control.awaitDrained(Duration.ofSeconds(50));
                    times.drained();
                    sides.change(control);
                    work(acknowledged, 20);
                }
            } finally {
                stop.set(true);
                threads.shutdown();
            }
            for (Future<?> each : running) {
                // any error of the application ends here
                each.get(60, TimeUnit.SECONDS);
            }

            assertThat(Bank.faults(sides.activeSide(), acknowledged)).isEmpty();
            assertThat(Bank.list(sides.activeSide(), "SELECT count(*) FROM transfer"))
                    .containsExactly(Integer.toString(acknowledged.size()));
            carrying = sides.carrying();
            deadlocks = sides.deadlocks();
        }
        System.out.printf(
                "REPORT %d flips under %d transfers (%d begun again as busy, %s deadlocks); transaction %s%n%s%n",
                flips,
                acknowledged.size(),
                begunAgain.get(),
                deadlocks,
                FlipTimes.text(transactions),
                times.report(carrying));
        assertThat(times.pauses()).hasSize(flips);
        assertThat(FlipTimes.percentile(times.pausesWithout(carrying), 99)).isLessThan(longest.toNanos());
    }

    /** Lets the application do something before the next flip. */
    private static void work(Collection<String> acknowledged, int more) throws InterruptedException, SQLException {
        int until = acknowledged.size() + more;
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (acknowledged.size() < until) {
            assertThat(System.nanoTime()).as("no work for 30 s").isLessThan(deadline);
            Thread.sleep(1);
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(THREADS);
        config.setConnectionTimeout(60_000);
        return new HikariDataSource(config);
    }
}
