package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import io.shadowjdbc.sync.Sync;
import io.shadowjdbc.sync.SyncException;
import io.shadowjdbc.sync.SyncLag;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The other side is not far behind.
 *
 * @param from the side that is active
 * @param longest how old the oldest note may be
 */
public record LagGate(Databases databases, DatabaseKind from, Duration longest) implements Gate {
    @Override
    public String name() {
        return "lag";
    }

    @Override
    public GateState look() throws MigrationException {
        SyncLag lag = lag(databases, from);
        String found = Console.count(lag.rows()) + " notes wait, the oldest for " + Console.seconds(lag.seconds());
        return lag.seconds() * 1000 <= longest.toMillis()
                ? GateState.open(name(), found)
                : GateState.closed(
                        name(),
                        found + ", longer than " + Durations.text(longest),
                        "let shadow-migrator sync catch up");
    }

    /** How far the other side is behind. */
    public static SyncLag lag(Databases databases, DatabaseKind from) throws MigrationException {
        DatabaseKind to = from == DatabaseKind.SQLITE ? DatabaseKind.POSTGRESQL : DatabaseKind.SQLITE;
        try (Sync sync = new Sync(databases.side(from), databases.side(to), databases.map())) {
            return sync.lag();
        } catch (SQLException | SyncException e) {
            throw new MigrationException("the sync's lag can't be read: " + e.getMessage(), e);
        }
    }
}
