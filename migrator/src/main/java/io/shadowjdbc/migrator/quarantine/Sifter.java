package io.shadowjdbc.migrator.quarantine;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.BadValues;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.TableFit;
import io.shadowjdbc.migrator.source.ForeignKey;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Goes through a database for rows that the target can't take. What the plan says of each kind is done: they are reported,
 * and nothing may be copied, or they are taken out of a working copy into quarantine.
 */
public final class Sifter {
    private final MigrationPlan plan;
    private final List<BadRowFinder> finders;
    private final Map<String, Tally> refused = new LinkedHashMap<>();
    private final Map<String, Long> quarantined = new LinkedHashMap<>();

    private static final class Tally {
        private final String first;
        private long rows;

        Tally(String first) {
            this.first = first;
        }
    }

    private Sifter(MigrationPlan plan, List<BadRowFinder> finders) {
        this.plan = plan;
        this.finders = finders;
    }

    /**
     * Looks for rows that break what the source itself declares, where they are to go to quarantine: a new target can hold
     * them as well.
     */
    public static Sifter forNewTarget(MigrationPlan plan) {
        boolean quarantines = plan.fits().stream().anyMatch(fit -> fit.onBadRow() == BadValues.QUARANTINE);
        if (!quarantines) {
            return new Sifter(plan, List.of());
        }
        return new Sifter(
                plan,
                List.of(
                        new BadValueFinder(),
                        new CheckFinder(),
                        new OrphanFinder(fit -> fit.source().foreignKeys().stream()
                                .filter(key -> hasParent(plan, key))
                                .map(key ->
                                        new OrphanFinder.Reference(key.columns(), key.parent(), key.parentColumns()))
                                .toList())));
    }

    /** Looks for rows that break what a target that exists declares. */
    public static Sifter forExisting(MigrationPlan plan, BadRowFinder constraints, OrphanFinder orphans) {
        return new Sifter(plan, List.of(new BadValueFinder(), constraints, orphans));
    }

    private static boolean hasParent(MigrationPlan plan, ForeignKey key) {
        return plan.map().table(key.parent()).isPresent()
                && key.parentColumns().size() == key.columns().size();
    }

    /** Reports what there is and changes nothing. */
    public List<String> report(Connection source) throws MigrationException {
        try {
            for (BadRowFinder finder : finders) {
                for (TableFit fit : plan.fits()) {
                    finder.find(source, fit, bad -> refuse(fit, bad));
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return findings();
    }

    /** Empties the quarantine of the plan's tables, where nothing has to go there any more. */
    public void forget(PostgresqlTarget target) throws MigrationException {
        try (Connection connection = target.open()) {
            if (Quarantine.exists(connection)) {
                for (TableFit fit : plan.fits()) {
                    Quarantine.clear(connection, fit.source().name());
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Takes the rows out of the copy. Those of earlier runs are forgotten.
     *
     * @param target receives the rows, or null to count them only
     * @return rows by table
     */
    public Map<String, Long> sift(WorkingCopy copy, PostgresqlTarget target) throws MigrationException {
        try {
            if (target == null) {
                sift(copy, (Connection) null);
                return quarantined;
            }
            try (Connection connection = target.open()) {
                connection.setAutoCommit(false);
                Quarantine.create(connection);
                for (TableFit fit : plan.fits()) {
                    Quarantine.clear(connection, fit.source().name());
                }
                sift(copy, connection);
                connection.commit();
            }
            return quarantined;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static MigrationException failure(SQLException e) {
        return new MigrationException("looking for rows that do not fit the target failed: " + e.getMessage(), e);
    }

    private void sift(WorkingCopy copy, Connection target) throws SQLException, MigrationException {
        for (BadRowFinder finder : finders) {
            boolean again = true;
            while (again) {
                again = false;
                for (TableFit fit : plan.fits()) {
                    again |= sift(copy.connection(), fit, finder, target) && finder.isContagious();
                }
            }
        }
    }

    private boolean sift(Connection source, TableFit fit, BadRowFinder finder, Connection target)
            throws SQLException, MigrationException {
        try (FoundRows found = new FoundRows(source, fit.source().table())) {
            finder.find(source, fit, bad -> {
                // a row may break two constraints: it is set apart once
                if (found.add(bad.row().id())) {
                    if (target != null) {
                        Quarantine.add(target, fit.source().table(), bad);
                    }
                    quarantined.merge(fit.source().name(), 1L, Long::sum);
                }
            });
            if (!found.isEmpty()) {
                found.delete();
            }
            return !found.isEmpty();
        }
    }

    private void refuse(TableFit fit, BadRow bad) {
        String what = "table " + quote(fit.source().name())
                + (bad.column() == null ? "" : ", column " + quote(bad.column())) + ": " + bad.reason();
        refused.computeIfAbsent(what, text -> new Tally(bad.row().key())).rows++;
    }

    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        refused.forEach((what, tally) -> findings.add(
                String.format(Locale.ROOT, "%s: %,d rows, the first is row %s", what, tally.rows, tally.first)));
        return findings;
    }
}
