package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.fill.Filling;
import io.shadowjdbc.migrator.plan.BadValues;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.quarantine.Sifter;
import io.shadowjdbc.migrator.quarantine.WorkingCopy;
import io.shadowjdbc.migrator.source.SqliteSource;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The step between plan and copy: no row that the target can't take is left in what is copied. */
final class RowSifting {
    private final MigrationPlan plan;
    private final SqliteSource snapshot;
    private final PostgresqlTarget target;
    private final Map<String, Long> quarantined = new LinkedHashMap<>();

    /** Makes a copy of the snapshot, which is needed only if there are rows to be taken out. */
    interface Copying {
        WorkingCopy copy() throws MigrationException;
    }

    RowSifting(MigrationPlan plan, SqliteSource snapshot, PostgresqlTarget target) {
        this.plan = plan;
        this.snapshot = snapshot;
        this.target = target;
    }

    private Sifter sifter() throws MigrationException {
        return plan.existing() ? new Filling(plan, target).sifter() : Sifter.forNewTarget(plan);
    }

    /** Rows that do not fit, by kind. */
    List<String> findings() throws MigrationException {
        try (Connection source = snapshot.open()) {
            return sifter().report(source);
        } catch (SQLException e) {
            throw new MigrationException(snapshot.file() + ": can't be read: " + e.getMessage(), e);
        }
    }

    /** Returns what is to be copied. */
    SqliteSource sift(Copying copying) throws MigrationException {
        List<String> findings = findings();
        if (findings.isEmpty()) {
            sifter().forget(target);
            return snapshot;
        }
        if (stops()) {
            throw new GateClosedException(
                    "rows do not fit the target; correct them, or let them go to quarantine (--on-bad-value=quarantine):",
                    findings);
        }
        WorkingCopy copy = copying.copy();
        quarantined.putAll(sifter().sift(copy, target));
        return copy.source();
    }

    boolean stops() {
        return plan.fits().stream().noneMatch(fit -> fit.onBadRow() == BadValues.QUARANTINE);
    }

    /** Rows that went to quarantine, by table. */
    Map<String, Long> quarantined() {
        return quarantined;
    }

    long rows() {
        return quarantined.values().stream().mapToLong(Long::longValue).sum();
    }
}
