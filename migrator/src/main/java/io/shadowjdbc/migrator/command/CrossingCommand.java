package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.cutover.Crossing;
import io.shadowjdbc.migrator.cutover.CrossingClaim;
import io.shadowjdbc.migrator.cutover.Databases;
import io.shadowjdbc.migrator.cutover.Direction;
import io.shadowjdbc.migrator.cutover.EnvFile;
import io.shadowjdbc.migrator.cutover.Gate;
import io.shadowjdbc.migrator.cutover.Gates;
import io.shadowjdbc.migrator.cutover.Hooks;
import io.shadowjdbc.migrator.cutover.Journal;
import io.shadowjdbc.migrator.cutover.KeepInStep;
import io.shadowjdbc.migrator.cutover.Operator;
import io.shadowjdbc.migrator.run.Json;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.migrator.timeline.Timeline;
import io.shadowjdbc.provider.FleetControl;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** Makes the other database the active one, while the application serves. */
abstract class CrossingCommand extends RunCommand {
    @Mixin
    SourceOption source;

    @Mixin
    TargetOptions targetOptions;

    @Mixin
    ControlOption control;

    @Mixin
    CrossingOptions crossing;

    @Mixin
    Confirmation confirmation;

    private Databases databases;

    abstract Direction direction();

    /** Conditions of this direction. */
    abstract List<Gate> gates(Steps steps, FleetControl fleet, Databases both) throws MigrationException, IOException;

    /** Asks the operator; returns whether what was written on the active side is to be left behind. */
    abstract boolean confirm(Steps steps, Databases both) throws MigrationException, IOException;

    /** What this direction adds to the records. */
    Map<String, Object> record() {
        return Map.of();
    }

    /** Both sides are equal, and nobody writes. */
    void equal(Databases both) throws Exception {}

    /** The other side is active. */
    abstract void finish(Steps steps, Databases both) throws Exception;

    @Override
    final int run(Steps steps) throws MigrationException, IOException {
        SqliteSource file = source.get();
        PostgresqlTarget target = targetOptions.get();
        file.check();
        Databases both = new Databases(file, target, SavedMap.load(target));
        Instant begin = Instant.now();
        steps.say(direction().command() + ": makes " + direction().to().databaseName() + " the active database of "
                + control.store() + "; new transactions wait for "
                + crossing.deadline().toMillis() + " ms at most");
        Timeline timeline = new Timeline();
        boolean abandoning;
        String run = steps.directory().path().toAbsolutePath().toString();
        try (FleetControl fleet = control.open(target);
                CrossingClaim claim = CrossingClaim.of(both, direction(), run)) {
            abandoning = confirm(steps, both);
            crossing.evict(fleet, steps.console());
            Crossing.Surroundings around = new Crossing.Surroundings(
                    passage(steps, fleet, both),
                    hooks(steps),
                    claim,
                    new Journal(
                            steps.directory().work(),
                            steps.directory().path().getFileName().toString(),
                            direction(),
                            claim),
                    timeline,
                    steps.console());
            Crossing.Task task = new Crossing.Task(direction(), both, crossing.deadline(), abandoning);
            cross(steps, new Crossing(task, fleet, around, ending(steps, both)), begin, timeline);
        } catch (SQLException e) {
            throw new MigrationException("a database can't be closed: " + e.getMessage(), e);
        }
        databases = abandoning ? null : both;
        nextCommand(
                crossing.keepSyncing()
                        ? "status"
                        : "sync" + (direction() == Direction.TO_POSTGRESQL ? " --reverse" : ""),
                file,
                target);
        return WELL;
    }

    private void cross(Steps steps, Crossing crossed, Instant begin, Timeline timeline)
            throws MigrationException, IOException, SQLException {
        try (crossed) {
            crossed.run();
        } finally {
            timeline.end();
            timeline.write(steps.directory().path(), direction().command() + " of " + begin);
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("command", direction().command());
            record.put("who", Operator.name());
            record.put("begin", begin.toString());
            record.put("end", Instant.now().toString());
            record.put("from", direction().from().databaseName());
            record.put("to", direction().to().databaseName());
            record.putAll(crossed.figures());
            record.putAll(record());
            result.putAll(crossed.figures());
            steps.directory().write(direction().command() + ".json", Json.pretty(record));
        }
    }

    private Gates passage(Steps steps, FleetControl fleet, Databases both) throws MigrationException, IOException {
        try {
            return new Gates(gates(steps, fleet, both), crossing.waived());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--waive: " + e.getMessage(), e);
        }
    }

    private Hooks hooks(Steps steps) {
        Map<String, String> environment = Map.of(
                "SHADOW_COMMAND", direction().command(),
                "SHADOW_FROM", direction().from().databaseName(),
                "SHADOW_TO", direction().to().databaseName(),
                "SHADOW_RUN", steps.directory().path().toAbsolutePath().toString());
        return crossing.hooks(environment, steps.console());
    }

    private Crossing.Ending ending(Steps steps, Databases both) {
        return new Crossing.Ending() {
            @Override
            public void equal() throws Exception {
                CrossingCommand.this.equal(both);
            }

            @Override
            public void finish() throws Exception {
                if (crossing.envFile() != null) {
                    new EnvFile(crossing.envFile())
                            .set(crossing.envVariable(), direction().to().databaseName());
                    steps.say("  " + crossing.envFile() + ": " + crossing.envVariable() + "="
                            + direction().to().databaseName());
                }
                CrossingCommand.this.finish(steps, both);
            }
        };
    }

    /** After the artifacts are written, since it ends only when it is ended. */
    @Override
    final void completed() throws MigrationException {
        if (crossing.keepSyncing() && databases != null) {
            new KeepInStep(databases, direction().to(), spec.commandLine().getOut()::println).run();
        }
    }
}
