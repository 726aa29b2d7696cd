package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.OwnServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Two instances of an application in processes of their own, the pair of databases that they work on, and somebody who kills
 * while activity goes from one database to the other. What is checked afterwards is read with plain JDBC.
 */
final class KilledFleet implements AutoCloseable {
    private static final String[] STEPS = {
        "gates", "prepare", "fence", "drain", "data-fence", "last-round", "verify", "notes", "flip", "open", "finish"
    };
    private static final int INSTANCES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is killed. */
    private enum Victim {
        TOOL,
        INSTANCE,
        POSTGRESQL
    }

    /** One crossing and its kill. */
    private record Run(boolean toPostgresql, Victim victim, int instance, String step, int delayMillis) {
        String command() {
            return toPostgresql ? "cutover" : "rollback";
        }

        @Override
        public String toString() {
            return command() + ", " + victim + " killed " + (delayMillis < 0 ? "before" : delayMillis + " ms into")
                    + " step " + step;
        }
    }

    private final OwnServer server;
    private final MovedApplication application;
    private final List<PairInstance> instances = new ArrayList<>();
    private final Path reached;
    private final Map<String, Integer> counts = new TreeMap<>();
    private WarmTool tool;

    KilledFleet(Path dir, OwnServer server) throws Exception {
        this.server = server;
        this.application = new MovedApplication(dir, "postgresql", 0, 1, server.createDatabase("moved"), () -> {});
        this.reached = dir.resolve("reached");
        for (int i = 0; i < INSTANCES; i++) {
            PairInstance instance =
                    new PairInstance(application.url("app-" + i), 10 * i, 2, 20, dir.resolve("app-" + i + ".log"));
            instances.add(instance);
            instance.start();
        }
        for (PairInstance instance : instances) {
            instance.awaitUp();
        }
        application.migrate();
        startTool();
    }

    private void startTool() throws Exception {
        tool = WarmTool.start(List.of(
                "status",
                "--source",
                application.file.toString(),
                "--target",
                application.target,
                "--work",
                application.runs.toString()));
    }

    /** So many runs, there and back in turns; returns what was wrong after the first that did not end well. */
    List<String> run(int runs, Random random) throws Exception {
        for (int i = 0; i < runs; i++) {
            Run run = new Run(
                    i % 2 == 0,
                    Victim.values()[i % Victim.values().length],
                    random.nextInt(INSTANCES),
                    STEPS[random.nextInt(STEPS.length)],
                    random.nextBoolean() ? -1 : random.nextInt(60));
            List<String> problems = run(run);
            if (!problems.isEmpty()) {
                problems.add(0, "run " + i + ": " + run);
                return problems;
            }
        }
        return List.of();
    }

    String figures() {
        return instances.stream().mapToLong(PairInstance::transactions).sum()
                + " transactions acknowledged; first attempts: " + counts;
    }

    private List<String> run(Run run) throws Exception {
        Cli.Outcome first = killed(run);
        counts.merge(run.victim + " exit " + first.exit(), 1, Integer::sum);
        List<String> problems = new ArrayList<>();
        if (first.exit() == 2 || first.out().contains("please report")) {
            problems.add("the first attempt: exit " + first.exit() + "\n" + first.out() + first.err());
        }
        awaitAnswers();
        Cli.Outcome again = Cli.run(arguments(run).toArray(String[]::new));
        if (again.exit() != 0) {
            problems.add("the first attempt: exit " + first.exit() + "\n" + first.out());
            problems.add("the same command again: exit " + again.exit() + "\n" + again.out() + again.err());
            return problems;
        }
        for (PairInstance instance : instances) {
            instance.pause();
        }
        check(run.toPostgresql, problems);
        for (PairInstance instance : instances) {
            instance.go();
        }
        for (PairInstance instance : instances) {
            instance.proceed(1);
        }
        return problems;
    }

    /** The command, with a kill on its way; what was killed is started again. */
    private Cli.Outcome killed(Run run) throws Exception {
        List<String> arguments = arguments(run);
        arguments.add("--hook-before");
        // the step begins when the kill is done, or goes on meanwhile
        arguments.add(run.step + "=touch " + reached
                + (run.delayMillis < 0 ? "; while [ -e " + reached + " ]; do sleep 0.005; done" : ""));
        FutureTask<Void> killer = new FutureTask<>(() -> kill(run));
        Thread thread = new Thread(killer, "killer");
        thread.start();
        Cli.Outcome outcome =
                run.victim == Victim.TOOL ? tool.run(arguments) : Cli.run(arguments.toArray(String[]::new));
        killer.get();
        switch (run.victim) {
            case TOOL -> {
                tool.close();
                startTool();
            }
            case INSTANCE -> {
                instances.get(run.instance).start();
                instances.get(run.instance).awaitUp();
            }
            case POSTGRESQL -> server.restart();
        }
        return outcome;
    }

    private Void kill(Run run) throws Exception {
        await(() -> Files.exists(reached), "step " + run.step + " was not reached");
        if (run.delayMillis > 0) {
            Thread.sleep(run.delayMillis);
        }
        switch (run.victim) {
            case TOOL -> tool.kill();
            case INSTANCE -> instances.get(run.instance).kill();
            case POSTGRESQL -> server.kill();
        }
        Files.delete(reached);
        return null;
    }

    private List<String> arguments(Run run) {
        List<String> arguments = new ArrayList<>(List.of(
                run.command(),
                "--source",
                application.file.toString(),
                "--target",
                application.target,
                "--work",
                application.runs.toString(),
                "--control",
                application.control(),
                "--instances",
                Integer.toString(INSTANCES),
                "--deadline",
                "3s",
                "--confirm",
                "I_UNDERSTAND_PRODUCTION_" + run.command().toUpperCase(java.util.Locale.ROOT)));
        if (run.toPostgresql) {
            arguments.addAll(List.of("--skip-evidence", "--waive", "rehearsal=a test", "--waive", "parity=a test"));
        }
        return arguments;
    }

    /** Waits until every instance has told PostgreSQL of itself, as an operator would who has mended something. */
    private void awaitAnswers() throws Exception {
        try (Connection postgresql = application.postgresql()) {
            await(
                    () -> Sql.one(
                                    postgresql,
                                    "SELECT count(DISTINCT name) FROM shadow.instance"
                                            + " WHERE seen_at > clock_timestamp() - interval '2 s'")
                            .equals(Integer.toString(INSTANCES)),
                    "not all instances answer");
        }
    }

    private void check(boolean onPostgresql, List<String> problems) throws Exception {
        String[] options = onPostgresql ? new String[] {"--once", "--reverse"} : new String[] {"--once"};
        application.run("sync", options).exits(0);
        try (Connection sqlite = application.sqlite();
                Connection postgresql = application.postgresql()) {
            PairLedger[] ledgers = instances.toArray(PairLedger[]::new);
            PairCheck.problems(sqlite, ledgers).forEach(problem -> problems.add("SQLite: " + problem));
            PairCheck.problems(postgresql, ledgers).forEach(problem -> problems.add("PostgreSQL: " + problem));
            if (!PairCheck.content(sqlite).equals(PairCheck.content(postgresql))) {
                problems.add("the two sides differ");
            }
            String flag = Sql.one(postgresql, "SELECT provider || ' ' || phase FROM shadow.control");
            if (!flag.equals((onPostgresql ? "postgresql" : "sqlite") + " OPEN")) {
                problems.add("the flag says " + flag);
            }
            await(
                    () -> Sql.one(
                                    postgresql,
                                    "SELECT count(*) FROM shadow.instance i JOIN shadow.control c USING (epoch)"
                                            + " WHERE i.phase = 'OPEN'")
                            .equals(Integer.toString(INSTANCES)),
                    "not all instances follow the flag");
            checkFence(onPostgresql ? postgresql : sqlite, false, problems);
            checkFence(onPostgresql ? sqlite : postgresql, true, problems);
        }
    }

    private static void checkFence(Connection side, boolean fenced, List<String> problems) throws SQLException {
        String name = side.getMetaData().getDatabaseProductName();
        side.setAutoCommit(false);
        try {
            Sql.run(side, "UPDATE account SET name = name WHERE id = 1");
            if (fenced) {
                problems.add(name + " is inactive and takes writes of others");
            }
        } catch (SQLException e) {
            if (!fenced || !e.getMessage().contains("active is")) {
                problems.add(name + " refuses a write: " + e.getMessage());
            }
        }
        side.rollback();
        side.setAutoCommit(true);
    }

    private static void await(Callable<Boolean> condition, String otherwise) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(otherwise).isLessThan(end);
            Thread.sleep(2);
        }
    }

    @Override
    public void close() throws Exception {
        try (server;
                application;
                WarmTool last = tool) {
            for (PairInstance instance : instances) {
                instance.close();
            }
        }
    }
}
