package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.dialect.HelperFunctions;
import io.shadowjdbc.fence.DataFence;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.migrator.run.RunHistory;
import io.shadowjdbc.migrator.run.RunHistory.Run;
import io.shadowjdbc.provider.FleetControl;
import io.shadowjdbc.provider.FleetState;
import io.shadowjdbc.provider.InstanceStatus;
import io.shadowjdbc.provider.Phase;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncLag;
import io.shadowjdbc.sync.SyncState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Where a migration stands, as the flag, both databases and the work directory tell. Reads only. */
public final class StatusReport {
    private final Databases databases;
    private final FleetControl fleet;
    private final Path work;
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    public StatusReport(Databases databases, FleetControl fleet, Path work) {
        this.databases = databases;
        this.fleet = fleet;
        this.work = work;
    }

    /** Looks at everything; what can't be read is told as such. */
    public StatusReport look() throws MigrationException, IOException {
        json.clear();
        lines.clear();
        FleetState state = LiveGates.state(fleet);
        flag(state);
        instances(state);
        boolean onPostgresql = state.provider().equals(DatabaseKind.POSTGRESQL.databaseName());
        DatabaseKind active = onPostgresql ? DatabaseKind.POSTGRESQL : DatabaseKind.SQLITE;
        Optional<SyncLag> toPostgresql = lag(DatabaseKind.SQLITE);
        Optional<SyncLag> toSqlite = lag(DatabaseKind.POSTGRESQL);
        fences(active);
        helpers();
        boolean wayBack = wayBack(onPostgresql);
        Optional<Run> verified = verification();
        lastStep();
        String next = next(state, onPostgresql, onPostgresql ? toSqlite : toPostgresql, wayBack, verified);
        json.put("next", next);
        lines.add("next: " + next);
        return this;
    }

    public Map<String, Object> json() {
        return json;
    }

    public List<String> lines() {
        return lines;
    }

    /** Of the file, or of the table, which has the steps of all operators: what is newer. */
    private void lastStep() throws IOException {
        List<Journal.Entry> known = new ArrayList<>(Journal.last(work).stream().toList());
        try (Connection postgresql = databases.open(DatabaseKind.POSTGRESQL)) {
            CrossingClaim.last(postgresql).ifPresent(known::add);
        } catch (SQLException e) {
            lines.add("last step: shadow.crossing can't be read: " + e.getMessage());
        }
        known.stream().max(Comparator.comparing(Journal.Entry::at)).ifPresent(entry -> {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("at", entry.at().toString());
            told.put("command", entry.command());
            told.put("step", entry.step());
            told.put("event", entry.event());
            told.put("who", entry.who());
            told.put("run", entry.run());
            json.put("lastStep", told);
            lines.add("last step: " + entry.command() + ", " + entry.step() + " " + entry.event() + ", "
                    + ago(entry.at()) + " ago, by " + entry.who() + ", in " + entry.run());
        });
    }

    private void flag(FleetState state) {
        boolean waiting = state.phase() == Phase.FENCED
                && state.deadline().map(end -> state.readAt().isBefore(end)).orElse(true);
        json.put("provider", state.provider());
        json.put("phase", waiting ? "FENCED" : "OPEN");
        json.put("epoch", state.epoch());
        lines.add("active: " + state.provider() + ", " + (waiting ? "FENCED: new transactions wait" : "OPEN")
                + ", epoch " + state.epoch() + ", since " + ago(state.changedAt()) + " ago, by " + state.changedBy());
    }

    private void instances(FleetState state) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (InstanceStatus instance : state.instances()) {
            Duration silence = Duration.between(instance.lastSeen(), state.readAt());
            boolean answers = silence.compareTo(FleetControl.SILENCE) < 0;
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", instance.name());
            entry.put("epoch", instance.epoch());
            entry.put("phase", instance.phase().name());
            entry.put("answers", answers);
            entry.put("lastSeenMillisAgo", silence.toMillis());
            list.add(entry);
            lines.add("instance " + instance.name() + ": " + instance.phase() + ", epoch " + instance.epoch()
                    + (answers ? "" : ", does not answer, last seen " + silence.toSeconds() + " s ago"));
        }
        json.put("instances", list);
        if (list.isEmpty()) {
            lines.add("instances: none is registered");
        }
    }

    private Optional<SyncLag> lag(DatabaseKind from) {
        DatabaseKind to = from == DatabaseKind.SQLITE ? DatabaseKind.POSTGRESQL : DatabaseKind.SQLITE;
        String name = from.databaseName() + " to " + to.databaseName();
        Map<String, Object> entry = new LinkedHashMap<>();
        Optional<SyncLag> known = Optional.empty();
        try (Sync sync = new Sync(databases.side(from), databases.side(to), databases.map());
                Connection other = databases.open(to)) {
            boolean joined = sync.isJoined();
            SyncLag lag = joined ? sync.lag() : SyncLag.NONE;
            OptionalLong watermark = joined ? SyncState.watermark(other, to) : OptionalLong.empty();
            entry.put("joined", joined);
            if (joined) {
                known = Optional.of(lag);
                entry.put("rows", lag.rows());
                entry.put("seconds", lag.seconds());
            }
            String equals = "";
            Optional<String> worker = worker(to);
            worker.ifPresent(who -> entry.put("runBy", who));
            if (watermark.isPresent()) {
                Instant at = Instant.ofEpochMilli(watermark.getAsLong() / 1_000);
                entry.put("watermark", at.toString());
                equals = "; last round " + ago(at) + " ago";
            }
            lines.add("sync " + name + ": "
                    + (joined
                            ? Console.count(lag.rows()) + " notes wait, the oldest for "
                                    + Console.seconds(lag.seconds()) + equals
                                    + worker.map(who -> "; run by " + who).orElse("; nobody runs it")
                            : "not joined"));
        } catch (SQLException | SyncException e) {
            entry.put("error", e.getMessage());
            lines.add("sync " + name + ": can't be read: " + e.getMessage());
        }
        json.put(from == DatabaseKind.SQLITE ? "lagToPostgresql" : "lagToSqlite", entry);
        return known;
    }

    private Optional<String> worker(DatabaseKind to) throws SQLException {
        try (Connection postgresql = databases.open(DatabaseKind.POSTGRESQL)) {
            return Sync.worker(postgresql, to);
        }
    }

    private void fences(DatabaseKind active) {
        Map<String, Object> fences = new LinkedHashMap<>();
        for (DatabaseKind kind : DatabaseKind.values()) {
            try (Connection connection = databases.open(kind)) {
                boolean fenced = DataFence.isInstalled(connection, kind);
                fences.put(kind.databaseName(), fenced);
                if (fenced == (kind == active)) {
                    lines.add("warning: " + kind.databaseName() + " is "
                            + (fenced ? "active and refuses writes" : "inactive and takes writes of others"));
                }
            } catch (SQLException e) {
                fences.put(kind.databaseName(), e.getMessage());
            }
        }
        json.put("fenced", fences);
    }

    /** Whether PostgreSQL has the functions that the driver's translations call. */
    private void helpers() {
        try (Connection connection = databases.open(DatabaseKind.POSTGRESQL)) {
            boolean usable = HelperFunctions.isUsable(connection);
            json.put("helperFunctions", usable);
            if (!usable) {
                lines.add("warning: the functions of schema shadow are not installed, or this login may not use them:"
                        + " statements that need them are refused; GRANT CREATE ON DATABASE to whoever runs the schema"
                        + " command, and USAGE ON SCHEMA shadow to the application's login");
            }
        } catch (SQLException e) {
            json.put("helperFunctions", e.getMessage());
        }
    }

    private boolean wayBack(boolean onPostgresql) {
        if (!onPostgresql) {
            return false;
        }
        String missing;
        try {
            missing = WayBack.missing(databases);
        } catch (MigrationException e) {
            missing = e.getMessage();
        }
        json.put("rollbackReady", missing == null);
        lines.add("rollback: "
                + (missing == null
                        ? "ready, no write would be lost; until cleanup, or until a table is altered on either side"
                        : "not without loss: " + missing));
        return missing == null;
    }

    private Optional<Run> verification() throws IOException {
        Optional<Run> last = RunHistory.of(work).last(Set.of("verify", "migrate", "acceptance"));
        last.ifPresent(run -> {
            Object differences = run.result().get("differences");
            json.put(
                    "lastVerification",
                    Map.of(
                            "at",
                            run.started().toString(),
                            "run",
                            run.name(),
                            "differences",
                            String.valueOf(differences)));
            lines.add("last verification: " + run.command() + " of " + run.name() + ", " + ago(run.started()) + " ago, "
                    + (differences == null ? "not finished" : differences + " differences"));
        });
        return last;
    }

    private String next(
            FleetState state, boolean onPostgresql, Optional<SyncLag> lag, boolean wayBack, Optional<Run> verified) {
        String both = " --source " + databases.source().file() + " --target "
                + databases.target().display();
        if (state.instances().isEmpty()) {
            return "start the application with this control store (shadow.control)";
        }
        if (onPostgresql) {
            return lag.isPresent() && lag.get().seconds() > 60
                    ? "sync --reverse" + both
                    : wayBack
                            ? "watch; rollback, or in the end cleanup" + both
                            : "migrate anew before the next cutover";
        }
        if (lag.isEmpty()) {
            return "sync --install-only, then migrate" + both;
        }
        if (lag.get().seconds() > 60) {
            return "sync" + both;
        }
        return verified.isPresent() ? "cutover" + both : "verify" + both;
    }

    private static String ago(Instant moment) {
        return Console.seconds(
                Math.max(0, Duration.between(moment, Instant.now()).toMillis()) / 1000.0);
    }
}
