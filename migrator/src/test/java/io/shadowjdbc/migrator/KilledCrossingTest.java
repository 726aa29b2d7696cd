package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cutovers and rollbacks in which the tool, an instance of the application or PostgreSQL is killed with {@code kill -9} before a
 * random step or some milliseconds later. What was killed is started again, and the same command brings it to its end: every
 * acknowledged transaction is there once and whole, both sides are equal, one provider is active, and the other side
 * refuses writes.
 */
@Tag("long")
class KilledCrossingTest {
    private static final int SOAK_RUNS = Integer.getInteger("soak.runs", 200);

    @TempDir
    private Path dir;

    @Test
    @Timeout(600)
    void twentyRuns() throws Exception {
        run(20);
    }

    @Test
    @Tag("soak")
    @Timeout(7_200)
    void twoHundredRuns() throws Exception {
        run(SOAK_RUNS);
    }

    private void run(int runs) throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("KilledCrossingTest: " + runs + " runs of seed " + seed + " (-Dtest.seed)");
        long begin = System.nanoTime();
        try (KilledFleet fleet = new KilledFleet(dir, Postgres.startOwn())) {
            assertThat(fleet.run(runs, new Random(seed))).isEmpty();
            System.out.println("KilledCrossingTest: " + runs + " runs in " + (System.nanoTime() - begin) / 1_000_000_000
                    + " s, " + fleet.figures());
        }
    }
}
