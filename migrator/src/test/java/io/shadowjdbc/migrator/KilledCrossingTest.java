package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cutover or a rollback whose tool is killed at any step is done by the same command again. The application notices no
 * more than a longer wait: no request fails, and no write is lost, doubled or torn.
 */
class KilledCrossingTest {
    private static final String[] STEPS = {
        "gates", "prepare", "fence", "drain", "data-fence", "last-round", "verify", "notes", "flip", "open", "finish"
    };
    private static final int SOAK_KILLS = Integer.getInteger("soak.kills", 200);

    /** The hook's parent is the tool. */
    private static final String KILL = "kill -9 $PPID";

    @TempDir
    private Path dir;

    private boolean onPostgresql;

    @Test
    @Timeout(300)
    void theSameCommandAgainBringsItToItsEnd() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "postgresql", 2, 40)) {
            app.migrate();
            // where the data fence stands already, where nothing is decided, and where everything is
            for (String step : new String[] {"verify", "flip", "open"}) {
                killed(app, step, 0);
            }
            app.check();
        }
    }

    @Test
    @Tag("soak")
    @Timeout(7_200)
    void atAnyStepAndAnyMoment() throws Exception {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("KilledCrossingTest: kills of seed " + seed + " (-Dtest.seed)");
        Random random = new Random(seed);
        try (MovedApplication app = new MovedApplication(dir, "postgresql", 3, 100)) {
            app.migrate();
            for (int i = 0; i < SOAK_KILLS; i++) {
                killed(app, STEPS[random.nextInt(STEPS.length)], random.nextInt(3) == 0 ? random.nextInt(60) : 0);
            }
            app.check();
            System.out.println("KilledCrossingTest: " + SOAK_KILLS + " kills, " + app.load.transactions()
                    + " transactions acknowledged, " + app.load.failures().size() + " failed, " + app.load.busy()
                    + " tried again");
        }
    }

    /** Kills the tool before a step, or that long after it began; then runs the same command again. */
    private void killed(MovedApplication app, String step, int millis) throws Exception {
        String command = onPostgresql ? "rollback" : "cutover";
        String hook =
                millis == 0 ? KILL : "(sleep 0.0" + String.format("%02d", millis) + "; " + KILL + ") >/dev/null 2>&1 &";
        List<String> arguments = new ArrayList<>(List.of(
                "--control",
                app.control(),
                "--deadline",
                "2s",
                "--confirm",
                onPostgresql ? "I_UNDERSTAND_PRODUCTION_ROLLBACK" : "I_UNDERSTAND_PRODUCTION_CUTOVER",
                "--hook-before",
                step + "=" + hook));
        if (!onPostgresql) {
            arguments.addAll(
                    Arrays.asList("--skip-evidence", "--waive", "rehearsal=a test", "--waive", "parity=a test"));
        }
        try (ChildProcess child =
                ChildProcess.start(command, app.file, app.database.url(), app.runs, arguments.toArray(String[]::new))) {
            int exit = child.end();
            if (millis == 0) {
                assertThat(exit).as("killed before step %s", step).isEqualTo(128 + 9);
            }
        }
        if (onPostgresql) {
            app.rollback().exits(0);
        } else {
            app.cutover("--skip-evidence").exits(0);
        }
        onPostgresql = !onPostgresql;
        app.load.proceed(2);
        assertThat(app.load.failures())
                .as("after a kill at step %s of %s", step, command)
                .isEmpty();
        Map<String, Object> status = app.status().json();
        assertThat(status)
                .containsEntry("provider", onPostgresql ? "postgresql" : "sqlite")
                .containsEntry("phase", "OPEN");
        assertThat(status.get("rollbackReady")).isEqualTo(onPostgresql ? true : null);
    }
}
