package io.shadowjdbc.migrator.quarantine;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.StoredValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the rows in quarantine against the source. Those that are there as the source has them are taken out of a copy of
 * it, so that the rest has to be in the target's tables.
 */
public final class QuarantineCheck {
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();

    /** Whether the target has a row in quarantine. */
    public static boolean isNeeded(PostgresqlTarget target) throws MigrationException {
        try (Connection connection = target.open()) {
            return Quarantine.exists(connection) && Quarantine.hasRows(connection);
        } catch (SQLException e) {
            throw failure(target, e);
        }
    }

    /** Compares, and takes the rows that are in quarantine out of the copy. */
    public void run(WorkingCopy copy, SchemaMap map, PostgresqlTarget target) throws MigrationException {
        try (Connection connection = target.open()) {
            connection.setAutoCommit(false);
            for (SqliteTable table : new SqliteCatalogue(copy.connection()).tables()) {
                if (map.table(table.name()).isPresent()) {
                    compare(table, map, copy.connection(), connection);
                }
            }
        } catch (SQLException e) {
            throw failure(target, e);
        }
    }

    private static MigrationException failure(PostgresqlTarget target, SQLException e) {
        return new MigrationException(
                "reading the quarantine of " + target.display() + " failed: " + e.getMessage(), e);
    }

    private void compare(SqliteTable table, SchemaMap map, Connection source, Connection target) throws SQLException {
        List<String> columns = table.columns().stream()
                .map(SqliteColumn::name)
                .filter(column -> !map.isLeftOut(table.name(), column))
                .toList();
        Quarantine.read(target, table.name(), entry -> {
            TableRows there = new TableRows(table);
            Optional<IdentifiedRow> row = there.byId(source, entry.id());
            if (row.isPresent() && columns.equals(entry.columns()) && same(table, columns, row.get(), entry)) {
                there.delete(source, entry.id());
                rows.merge(table.name(), 1L, Long::sum);
            } else {
                findings.add("table " + quote(table.name()) + ", row " + entry.key()
                        + ": is in quarantine, but SQLite "
                        + (row.isPresent() ? "has other values in it" : "has no such row"));
            }
        });
    }

    private static boolean same(SqliteTable table, List<String> columns, IdentifiedRow row, Quarantine.Entry entry) {
        int position = 0;
        for (int i = 0; i < table.columns().size(); i++) {
            if (columns.contains(table.columns().get(i).name())
                    && !StoredValue.same(row.values()[i], entry.values()[position++])) {
                return false;
            }
        }
        return position == entry.values().length;
    }

    /** Rows in quarantine that the source has just so, by table. */
    public Map<String, Long> rows() {
        return rows;
    }

    /** Rows in quarantine that the source does not have, or not so. */
    public List<String> findings() {
        return findings;
    }
}
