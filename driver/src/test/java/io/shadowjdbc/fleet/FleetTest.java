package io.shadowjdbc.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.provider.FleetControl;
import io.shadowjdbc.provider.FleetNotDrainedException;
import io.shadowjdbc.provider.FleetState;
import io.shadowjdbc.provider.InstanceStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many JVMs on one SQLite file and one PostgreSQL are switched again and again, while instances are killed and their
 * connections to the control store are cut, at random steps. No application sees an error, no acknowledged transfer is
 * lost, and nobody writes to a side after its time.
 */
@Tag("long")
class FleetTest {
    @TempDir
    Path directory;

    private final List<Worker> workers = new ArrayList<>();
    private final Set<String> killed = new HashSet<>();
    private Random random;
    private TwoSides sides;
    private int started;

    /** A JVM of the application. */
    private record Worker(String name, Process process, BufferedReader out, Path acknowledged) {}

    @Test
    void fourInstances() throws Exception {
        fleet(4, 4, 5, 2);
    }

    @Test
    @Tag("soak")
    void twentyInstances() throws Exception {
        fleet(20, 10, 20, 6);
    }

    private void fleet(int instances, int threads, int flips, int kills) throws Exception {
        long seed = Long.getLong("shadow-test.seed", System.nanoTime());
        System.out.println("REPORT seed " + seed + "; again with -Dshadow-test.seed");
        random = new Random(seed);
        List<Long> pauses = new ArrayList<>();
        int cuts = 0;
        int killsLeft = kills;
        try (FleetControl control = open()) {
            for (int i = 0; i < instances; i++) {
                start(threads);
            }
            awaitRegistered(control, instances);
            for (int flip = 0; flip < flips; flip++) {
                Thread.sleep(300 + random.nextInt(300));
                boolean kill = killsLeft > 0 && random.nextInt(flips - flip) < killsLeft;
                killsLeft -= kill ? 1 : 0;
                int killAt = kill ? random.nextInt(4) : -1;
                int cutAt = random.nextInt(6);
                cuts += cutAt < 4 ? 1 : 0;
                long begin = fenced(control);
                disturb(0, killAt, cutAt);
                drained(control, killAt == 1, cutAt == 1);
                disturb(2, killAt, cutAt);
                sides.fenceData();
                sides.change(control);
                pauses.add(System.nanoTime() - begin);
                disturb(3, killAt, cutAt);
                if (kill) {
                    start(threads);
                }
            }
        }
        Set<String> acknowledged = stop();
        assertThat(Bank.faults(sides.activeSide(), acknowledged)).isEmpty();
        pauses.sort(null);
        System.out.printf(
                "REPORT %d JVMs with %d threads, %d flips, %d kills, %d cuts of all control connections, %d acknowledged"
                        + " transfers: from fence to open median %d ms, longest %d ms%n",
                instances,
                threads,
                flips,
                kills - killsLeft,
                cuts,
                acknowledged.size(),
                pauses.get(pauses.size() / 2) / 1_000_000,
                pauses.get(pauses.size() - 1) / 1_000_000);
        assertThat(acknowledged).hasSizeGreaterThan(instances * flips);
    }

    private FleetControl open() throws SQLException {
        sides = new TwoSides(directory);
        return FleetControl.of("postgresql", sides.database()::connect);
    }

    private void awaitRegistered(FleetControl control, int instances) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        control.create("sqlite");
        while (control.state().instances().size() < instances) {
            assertThat(System.nanoTime()).as("instances start").isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private static long fenced(FleetControl control) throws Exception {
        long begin = System.nanoTime();
        control.fence(Duration.ofSeconds(120));
        return begin;
    }

    /** Waits for all; who was killed does not answer, and is evicted by name. */
    private void drained(FleetControl control, boolean killNow, boolean cutNow) throws Exception {
        if (killNow) {
            killOne();
        }
        if (cutNow) {
            cutControlConnections();
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(100).toNanos();
        while (true) {
            try {
                FleetState state = control.awaitDrained(Duration.ofSeconds(2));
                assertThat(state.missing()).isEmpty();
                return;
            } catch (FleetNotDrainedException e) {
                assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(deadline);
                for (InstanceStatus missing : e.missing()) {
                    if (killed.contains(missing.name())) {
                        control.evict(missing.name());
                    }
                }
            }
        }
    }

    private void disturb(int step, int killAt, int cutAt) throws Exception {
        if (killAt == step) {
            killOne();
        }
        if (cutAt == step) {
            cutControlConnections();
        }
    }

    private void killOne() throws InterruptedException {
        List<Worker> alive =
                workers.stream().filter(each -> each.process.isAlive()).toList();
        Worker worker = alive.get(random.nextInt(alive.size()));
        killed.add(worker.name);
        worker.process.destroyForcibly();
        worker.process.waitFor();
    }

    private void cutControlConnections() throws SQLException {
        try (Connection connection = sides.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                    + " current_database() AND application_name = 'shadow-control'");
        }
    }

    private void start(int threads) throws IOException {
        String name = "w" + started++;
        Path acknowledged = directory.resolve(name + ".acknowledged");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Xss512k",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FleetWorker.class.getName(),
                        sides.url("postgresql", "&shadow.fence.timeout=120s&shadow.instance=" + name),
                        name,
                        Integer.toString(threads),
                        acknowledged.toString())
                .redirectError(directory.resolve(name + ".err").toFile())
                .start();
        workers.add(new Worker(name, process, process.inputReader(), acknowledged));
    }

    /** Ends all; those that were not killed have seen no error. */
    private Set<String> stop() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (Worker worker : workers) {
            worker.process.getOutputStream().close();
        }
        for (Worker worker : workers) {
            boolean ended = worker.process.waitFor(90, TimeUnit.SECONDS);
            String errors = Files.readString(directory.resolve(worker.name + ".err"));
            if (!killed.contains(worker.name)) {
                assertThat(ended).as(worker.name + " ends: " + errors).isTrue();
                assertThat(worker.process.exitValue())
                        .as(worker.name + ": " + errors)
                        .isZero();
            }
            if (Files.exists(worker.acknowledged)) {
                String text = Files.readString(worker.acknowledged);
                // a line without its end was not acknowledged to anybody
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(acknowledged::add);
            }
        }
        return acknowledged;
    }

    @AfterEach
    void killAll() throws Exception {
        for (Worker worker : workers) {
            worker.process.destroyForcibly().waitFor();
            worker.out.close();
        }
        if (sides != null) {
            sides.close();
        }
    }
}
