package io.shadowjdbc.migrator.fill;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.TableFit;
import io.shadowjdbc.migrator.quarantine.BadRow;
import io.shadowjdbc.migrator.quarantine.BadRowFinder;
import io.shadowjdbc.migrator.quarantine.TableRows;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.CopyBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Finds rows that break a CHECK or a unique index of the target, by PostgreSQL's own judgement: the rows are loaded into a
 * temporary table without constraints, which is then asked for those that break one. Only tables that have constraints
 * which SQLite does not hold anyway are loaded; nothing of it lasts.
 */
public final class ConstraintTrial implements BadRowFinder {
    private static final String TRIAL = "pg_temp.shadow_trial";
    private static final String NUMBER = "\"shadow row\"";

    private final PostgresqlTarget target;

    public ConstraintTrial(PostgresqlTarget target) {
        this.target = target;
    }

    /** A row that breaks something: its number in the order of reading. */
    private record Breach(long number, String reason) {}

    @Override
    public void find(Connection source, TableFit fit, Taker taker) throws SQLException, MigrationException {
        List<Breach> breaches = new ArrayList<>();
        try (Connection connection = target.open()) {
            List<TargetConstraints.Check> checks = TargetConstraints.checks(connection, fit.map());
            List<TargetConstraints.Unique> uniques = TargetConstraints.uniqueIndexes(connection, fit.map()).stream()
                    .filter(unique -> !isHeldBySource(unique, fit))
                    .toList();
            if (checks.isEmpty() && uniques.isEmpty()) {
                return;
            }
            connection.setAutoCommit(false);
            try {
                load(source, connection, fit);
                for (TargetConstraints.Check check : checks) {
                    breaches(
                            connection,
                            "SELECT " + NUMBER + " FROM " + TRIAL + " WHERE NOT (" + check.condition() + ")",
                            "breaks CHECK " + quote(check.name()) + " of the target",
                            breaches);
                }
                for (TargetConstraints.Unique unique : uniques) {
                    breaches(
                            connection,
                            duplicates(unique),
                            "has the same key as a row before it in unique index " + quote(unique.name())
                                    + " of the target (" + String.join(", ", unique.terms()) + ")",
                            breaches);
                }
            } finally {
                connection.rollback();
            }
        }
        report(source, fit, breaches, taker);
    }

    /** SQLite holds a key itself if it compares as strictly as PostgreSQL does. */
    private static boolean isHeldBySource(TargetConstraints.Unique unique, TableFit fit) {
        if (unique.where() != null || unique.nullsEqual()) {
            return false;
        }
        Set<String> names = fit.map().columns().stream()
                .filter(column -> unique.terms().contains(column.postgresqlName())
                        || unique.terms().contains(quote(column.postgresqlName())))
                .filter(column -> comparesBytes(column))
                .map(ColumnMap::sqliteName)
                .collect(Collectors.toSet());
        return (!fit.map().primaryKey().isEmpty() && names.containsAll(fit.map().primaryKey()))
                || fit.map().uniqueKeys().stream().anyMatch(names::containsAll);
    }

    private static boolean comparesBytes(ColumnMap column) {
        String type = column.codec().postgresqlType();
        return !type.equals("citext") && !type.startsWith("character(") && !type.equals("jsonb");
    }

    private static String duplicates(TargetConstraints.Unique unique) {
        List<String> conditions = new ArrayList<>();
        if (unique.where() != null) {
            conditions.add("(" + unique.where() + ")");
        }
        if (!unique.nullsEqual()) {
            unique.terms().forEach(term -> conditions.add("(" + term + ") IS NOT NULL"));
        }
        return "SELECT n FROM (SELECT " + NUMBER + " AS n, row_number() OVER (PARTITION BY "
                + String.join(", ", unique.terms()) + " ORDER BY " + NUMBER + ") AS nth FROM " + TRIAL
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions)) + ") keys WHERE nth > 1";
    }

    private static void breaches(Connection connection, String query, String reason, List<Breach> breaches)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                breaches.add(new Breach(row.getLong(1), reason));
            }
        }
    }

    private void load(Connection source, Connection connection, TableFit fit) throws SQLException, MigrationException {
        Set<String> computed = target
                .existing()
                .table(fit.map().postgresqlName())
                .orElseThrow(() -> new SQLException("table " + TargetConstraints.name(fit.map()) + " is gone"))
                .columns()
                .stream()
                .filter(column -> column.computed())
                .map(column -> column.name())
                .collect(Collectors.toSet());
        List<Integer> positions = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of(NUMBER));
        for (int i = 0; i < fit.columns().size(); i++) {
            String name = fit.columns().get(i).column().postgresqlName();
            if (!computed.contains(name)) {
                positions.add(i);
                names.add(quote(name));
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE shadow_trial (LIKE " + TargetConstraints.name(fit.map())
                    + " INCLUDING DEFAULTS INCLUDING GENERATED, " + NUMBER + " bigint) ON COMMIT DROP");
            allowNulls(connection, statement);
        }
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + TRIAL + " (" + String.join(", ", names) + ") FROM STDIN (FORMAT binary)");
        try {
            CopyBuffer buffer = new CopyBuffer(copy);
            long[] number = {0};
            new TableRows(fit.source().table()).where(source, "", row -> {
                number[0]++;
                if (!fits(fit, row.values())) {
                    return;
                }
                buffer.row(names.size());
                buffer.writeInt8(number[0]);
                for (int position : positions) {
                    encode(fit.columns().get(position).column(), row.values()[position], buffer);
                }
                if (buffer.isFull()) {
                    buffer.flush();
                }
            });
            buffer.end();
            buffer.flush();
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Columns that get no value from SQLite are filled only as far as they have a plain default. */
    private static void allowNulls(Connection connection, Statement statement) throws SQLException {
        List<String> required = new ArrayList<>();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT attname FROM pg_attribute WHERE attnum > 0 AND attnotnull"
                        + " AND attgenerated = '' AND attrelid = '" + TRIAL + "'::regclass")) {
            while (row.next()) {
                required.add(row.getString(1));
            }
        }
        for (String column : required) {
            statement.execute("ALTER TABLE " + TRIAL + " ALTER COLUMN " + quote(column) + " DROP NOT NULL");
        }
    }

    /** Rows with a value that does not fit are found and named elsewhere. */
    private static boolean fits(TableFit fit, Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (fit.columns().get(i).obstacle(values[i]).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private static void encode(ColumnMap column, Object stored, CopyBuffer buffer) throws SQLException {
        try {
            column.codec().encode(stored, buffer);
        } catch (CodecException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    private static void report(Connection source, TableFit fit, List<Breach> breaches, Taker taker)
            throws SQLException {
        if (breaches.isEmpty()) {
            return;
        }
        Map<Long, List<String>> byNumber = new HashMap<>();
        breaches.forEach(breach -> byNumber.computeIfAbsent(breach.number(), number -> new ArrayList<>())
                .add(breach.reason()));
        long[] number = {0};
        new TableRows(fit.source().table()).where(source, "", row -> {
            for (String reason : byNumber.getOrDefault(++number[0], List.of())) {
                taker.take(new BadRow(null, reason, row));
            }
        });
    }
}
