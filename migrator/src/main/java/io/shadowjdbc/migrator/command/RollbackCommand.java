package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.cutover.Databases;
import io.shadowjdbc.migrator.cutover.Direction;
import io.shadowjdbc.migrator.cutover.Gate;
import io.shadowjdbc.migrator.cutover.LagGate;
import io.shadowjdbc.migrator.cutover.LiveGates;
import io.shadowjdbc.migrator.cutover.WayBack;
import io.shadowjdbc.migrator.run.Progress;
import io.shadowjdbc.migrator.verify.TableResult;
import io.shadowjdbc.migrator.verify.Verifier;
import io.shadowjdbc.provider.FleetControl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** SQLite becomes active again. */
@Command(
        name = "rollback",
        description =
                "Makes SQLite the active database again while the application serves, with every write that was made"
                        + " on PostgreSQL. Where these were not noted, it says what would be lost and asks for another"
                        + " confirmation. After a kill, the same command goes on or begins anew.",
        mixinStandardHelpOptions = true)
public final class RollbackCommand extends CrossingCommand {
    static final String PHRASE = "I_UNDERSTAND_PRODUCTION_ROLLBACK";
    static final String LOSS = "I_ACCEPT_LOSING_THESE_WRITES";

    @Mixin
    private JobsOption jobs;

    @Override
    Direction direction() {
        return Direction.TO_SQLITE;
    }

    @Override
    boolean confirm(Steps steps, Databases both) throws MigrationException, IOException {
        String why = WayBack.missing(both);
        if (why == null) {
            confirmation.require(PHRASE, "the application will work on SQLite", steps.console());
            return false;
        }
        steps.say("rollback: " + why);
        Map<String, Object> lost = lost(steps, both);
        result.put("lost", lost);
        lost.forEach(
                (table, rows) -> steps.say("  table " + table + ": " + rows + " rows differ or are missing on SQLite"));
        if (lost.isEmpty()) {
            steps.say("rollback: both sides are equal now; what is written until the flip would be lost");
        }
        confirmation.require(
                LOSS,
                "what was written on PostgreSQL is not on SQLite, and would be lost to the application: "
                        + (lost.isEmpty() ? "nothing so far" : lost),
                steps.console());
        return true;
    }

    /** Rows by table that SQLite does not have as PostgreSQL has them. */
    private Map<String, Object> lost(Steps steps, Databases both) throws MigrationException, IOException {
        Map<String, Object> lost = new LinkedHashMap<>();
        List<TableResult> results = new Verifier(
                        steps.snapshot(both.source()),
                        both.target(),
                        both.map(),
                        jobs.get(),
                        new Progress(steps.console(), "compared", Map.of()))
                .verify();
        for (TableResult table : results) {
            if (table.found() > 0) {
                lost.put(table.table(), table.found());
            }
        }
        return lost;
    }

    @Override
    List<Gate> gates(Steps steps, FleetControl fleet, Databases both) throws GateClosedException {
        List<Gate> gates = new ArrayList<>();
        gates.add(LiveGates.instances(fleet, crossing.instances()));
        if (!result.containsKey("lost")) {
            gates.add(new LagGate(both, direction().from(), crossing.maxLag()));
        }
        return gates;
    }

    @Override
    void finish(Steps steps, Databases both) {
        steps.say("  PostgreSQL is kept as it is; to try again: cutover");
    }
}
