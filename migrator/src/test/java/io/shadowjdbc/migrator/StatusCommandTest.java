package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where things stand, for people and for programs, once or again and again, from every operator's machine. */
@Timeout(300)
class StatusCommandTest {
    @TempDir
    private Path dir;

    @Test
    void givenAWatchWhenActivityMovesThenLaterLinesSaySoUntilItIsEnded() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "postgresql", 1, 20)) {
            app.migrate();
            StringWriter out = new StringWriter();
            FutureTask<Integer> watch = new FutureTask<>(() -> Migrator.run(
                    new PrintWriter(out, true),
                    new PrintWriter(out, true),
                    "status",
                    "--watch",
                    "--json",
                    "--source",
                    app.file.toString(),
                    "--target",
                    app.target,
                    "--work",
                    app.runs.toString()));
            Thread thread = new Thread(watch, "status --watch");
            thread.start();
            await(out, 2);
            assertThat(last(out))
                    .containsEntry("provider", "sqlite")
                    .containsEntry(
                            "next",
                            "cutover --source " + app.file + " --target " + app.target.replaceFirst("\\?.*", ""));

            app.cutover("--skip-evidence").exits(0);
            int lines = lines(out).size();
            await(out, lines + 2);
            assertThat(last(out)).containsEntry("provider", "postgresql").containsEntry("rollbackReady", true);

            thread.interrupt();
            assertThat(watch.get()).isZero();
        }
    }

    private static List<String> lines(StringWriter out) {
        synchronized (out.getBuffer()) {
            return out.toString().lines().toList();
        }
    }

    private static Map<String, Object> last(StringWriter out) throws Exception {
        List<String> lines = lines(out);
        return JSON.std.mapFrom(lines.get(lines.size() - 1));
    }

    private static void await(StringWriter out, int lines) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (lines(out).size() < lines) {
            assertThat(System.nanoTime()).as("%s lines of status", lines).isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void givenACrossingAtWorkThenOthersSeeHowFarItIsAndAreKeptOut() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "postgresql", 1, 20)) {
            app.migrate();
            Path reached = dir.resolve("reached");
            FutureTask<Cli.Outcome> crossing = new FutureTask<>(() -> app.cutover(
                    "--skip-evidence",
                    "--hook-before",
                    "fence=touch " + reached + "; while [ -e " + reached + " ]; do sleep 0.01; done"));
            new Thread(crossing, "cutover").start();
            while (!Files.exists(reached) && !crossing.isDone()) {
                Thread.sleep(5);
            }

            // another operator, without the files of the first one
            String[] elsewhere = {
                "--source",
                app.file.toString(),
                "--target",
                app.target,
                "--work",
                dir.resolve("other").toString(),
                "--json"
            };
            Map<?, ?> step =
                    (Map<?, ?>) with("status", elsewhere).exits(0).json().get("lastStep");
            assertThat(step.get("command")).isEqualTo("cutover");
            assertThat(step.get("step"))
                    .as("a hook runs before its step is begun")
                    .isEqualTo("prepare");
            assertThat(step.get("run").toString())
                    .startsWith(app.runs.toAbsolutePath().toString());
            assertThat(app.rollback().exits(1).out()).contains("another one is at work: cutover, step prepare begin");

            Files.delete(reached);
            crossing.get().exits(0);
            step = (Map<?, ?>) with("status", elsewhere).exits(0).json().get("lastStep");
            assertThat(List.of(step.get("step"), step.get("event"))).isEqualTo(List.of("finish", "done"));
        }
    }

    private static Cli.Outcome with(String command, String... more) {
        String[] all = new String[more.length + 1];
        all[0] = command;
        System.arraycopy(more, 0, all, 1, more.length);
        return Cli.run(all);
    }

    @Test
    void givenAnInstanceOfAnotherMachineThatDiedThenItIsWaitedForUntilItIsEvictedByName() throws Exception {
        try (MovedApplication app = new MovedApplication(dir, "postgresql", 1, 20)) {
            app.migrate();
            try (Connection postgresql = app.postgresql()) {
                Sql.run(
                        postgresql,
                        "INSERT INTO shadow.instance SELECT 'gone', 'x', epoch, phase, drained, hold_ups,"
                                + " '{\"machine\": \"elsewhere\", \"pid\": 1, \"started\": 1}'::json, started_at,"
                                + " seen_at - interval '1 hour' FROM shadow.instance");
            }
            assertThat(app.status().out()).contains("\"name\":\"gone\"").contains("\"answers\":false");
            assertThat(app.cutover("--skip-evidence").exits(1).out())
                    .contains("gate instances: closed, these do not answer: gone (last seen 36")
                    .contains("--evict NAME");

            Cli.Outcome evicted =
                    app.cutover("--skip-evidence", "--evict", "gone").exits(0);
            assertThat(evicted.out()).contains("evict: gone is waited for no more");
            assertThat(app.rollback("--evict", "gone").exits(0).out())
                    .as("the same again does no harm")
                    .contains("evict: no instance is called gone any more");
            String answers = app.url().replaceFirst(".*shadow.instance=", "");
            assertThat(app.cutover("--evict", answers).exits(3).out()).contains("answers, so it is not evicted");
            app.check();
        }
    }

    @Test
    void givenNoDatabaseThenWhatCannotBeReadIsTold() {
        Cli.Outcome outcome = with(
                        "status",
                        "--json",
                        "--source",
                        dir.resolve("app.sqlite").toString(),
                        "--target",
                        "jdbc:postgresql://localhost:1/none")
                .exits(3);
        assertThat(outcome.json()).containsEntry("command", "status").containsEntry("ok", false);
        assertThat(outcome.json().get("error").toString()).contains("localhost:1/none can't be reached");
    }
}
