package io.shadowjdbc.migrator.fill;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.dialect.HelperFunctions;
import io.shadowjdbc.dialect.TableExpressions;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.existing.ExistingTable;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.TableFit;
import io.shadowjdbc.migrator.quarantine.OrphanFinder;
import io.shadowjdbc.migrator.quarantine.Sifter;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMapStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has to be done around the copy where the target's tables are there already and keep their constraints. */
public final class Filling {
    private final MigrationPlan plan;
    private final PostgresqlTarget target;
    private final Suspension suspension;

    public Filling(MigrationPlan plan, PostgresqlTarget target) {
        this.plan = plan;
        this.target = target;
        this.suspension = new Suspension(target);
    }

    /** Looks for rows that break what the target's tables demand. */
    public Sifter sifter() throws MigrationException {
        Map<String, List<OrphanFinder.Reference>> references = new HashMap<>();
        try (Connection connection = target.open()) {
            for (TableFit fit : plan.fits()) {
                references.put(fit.source().name(), TargetConstraints.references(connection, fit, plan.map()));
            }
        } catch (SQLException e) {
            throw failure("reading the foreign keys", e);
        }
        return Sifter.forExisting(
                plan,
                new ConstraintTrial(target),
                new OrphanFinder(fit -> references.get(fit.source().name())));
    }

    /** Records the schema map and puts aside what would get in the way. {@link #end} has to follow, whatever happens. */
    public void begin() throws MigrationException {
        try (Connection connection = target.open()) {
            connection.setAutoCommit(false);
            SchemaMapStore.save(plan.map(), connection);
            connection.commit();
            connection.setAutoCommit(true);
            HelperFunctions.install(connection);
        } catch (SQLException e) {
            throw failure("recording the schema map", e);
        }
        suspension.suspend(plan.map());
    }

    /**
     * Brings back what was put aside, and lets sequences that only a default ties to their column go on after the highest
     * key.
     *
     * @return what could not be brought back as it was
     */
    public List<String> end() throws MigrationException {
        try (Connection connection = target.open()) {
            for (TableFit fit : plan.fits()) {
                continueSequences(connection, fit);
            }
        } catch (SQLException e) {
            throw failure("setting the sequences", e);
        }
        return suspension.restore();
    }

    private void continueSequences(Connection connection, TableFit fit) throws SQLException, MigrationException {
        ExistingTable table =
                target.existing().table(fit.map().postgresqlName()).orElse(null);
        if (table == null) {
            return;
        }
        String key = fit.source().table().integerKey();
        for (ExistingTable.Column column : table.columns()) {
            if (column.sequence() != null) {
                continueSequence(connection, fit, column.name(), column.sequence());
            }
            boolean isKey = key != null
                    && fit.map().column(key).orElseThrow().postgresqlName().equals(column.name());
            if (isKey) {
                for (String sequence : byName(connection, table.name(), column.name())) {
                    continueSequence(connection, fit, column.name(), sequence);
                }
            }
        }
    }

    /** Sequences that only the application ties to the key, by their name, as Hibernate does. */
    private List<String> byName(Connection connection, String table, String column) throws SQLException {
        List<String> sequences = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT format('%I.%I', n.nspname, s.relname)"
                + " FROM pg_class s JOIN pg_namespace n ON n.oid = s.relnamespace"
                + " WHERE s.relkind = 'S' AND n.nspname = ? AND lower(s.relname) IN (lower(?), lower(?))")) {
            statement.setString(1, plan.schema());
            statement.setString(2, table + "_seq");
            statement.setString(3, table + "_" + column + "_seq");
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sequences.add(row.getString(1));
                }
            }
        }
        return sequences;
    }

    /** Whoever takes keys from it in lots of its increment must not meet a key that is there. */
    private static void continueSequence(Connection connection, TableFit fit, String column, String sequence)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT setval(?::regclass, wanted) FROM"
                + " (SELECT " + highest(fit, column) + " + seqincrement - 1 AS wanted"
                + " FROM pg_sequence WHERE seqrelid = ?::regclass) keys, " + sequence + " s"
                + " WHERE wanted >= CASE WHEN s.is_called THEN s.last_value + 1 ELSE s.last_value END")) {
            statement.setString(1, sequence);
            statement.setString(2, sequence);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
            }
        }
    }

    private static String highest(TableFit fit, String column) {
        String highest = "(SELECT " + quote(column) + " FROM " + TargetConstraints.name(fit.map()) + " WHERE "
                + quote(column) + " IS NOT NULL ORDER BY " + quote(column) + " DESC LIMIT 1)";
        return fit.map().columns().stream()
                .filter(mapped -> mapped.postgresqlName().equals(column))
                .findFirst()
                .map(mapped -> TableExpressions.storedKey(highest, mapped.codec()))
                .orElse(highest);
    }

    private MigrationException failure(String what, SQLException e) {
        return new MigrationException(what + " of " + target.display() + " failed: " + e.getMessage(), e);
    }
}
