package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.verify.RowsByKey;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the rows that have changed since every row was compared: before the pause as many as agree already, in the
 * pause the few that are left. Nobody else may bring rows over meanwhile. Used by one thread.
 */
final class ChangedRows implements AutoCloseable {
    private static final int MOST_NAMED = 20;

    private final Databases databases;
    private final Connection sqlite;
    private final Connection postgresql;
    private final ChangedKeys changed;
    private long compared;

    ChangedRows(Databases databases, DatabaseKind active) throws SQLException {
        this.databases = databases;
        this.sqlite = databases.open(DatabaseKind.SQLITE);
        try {
            this.postgresql = databases.open(DatabaseKind.POSTGRESQL);
        } catch (SQLException e) {
            sqlite.close();
            throw e;
        }
        this.changed = of(active == DatabaseKind.SQLITE ? sqlite : postgresql, active);
    }

    static ChangedKeys of(Connection connection, DatabaseKind kind) {
        return kind == DatabaseKind.SQLITE ? new SqliteChangedKeys(connection) : new PostgresqlChangedKeys(connection);
    }

    /** Begins to keep keys where that has not begun; true if it had, so that nothing since the last comparison is missing. */
    boolean install() throws SQLException {
        boolean there = changed.isInstalled();
        changed.install();
        return there;
    }

    /** Rows compared so far. */
    long compared() {
        return compared;
    }

    /** Compares while the application writes; returns how many rows are left for the pause. */
    long approach() throws SQLException {
        long left = 0;
        for (Map.Entry<TableMap, List<Object[]>> table : differing().entrySet()) {
            if (table.getValue().stream().allMatch(key -> key.length > 0)) {
                changed.retain(table.getKey(), table.getValue());
            }
            left += table.getValue().size();
        }
        return left;
    }

    /**
     * Compares what is left, while nobody writes.
     *
     * @throws GateClosedException naming tables and numbers of rows, if any differs
     */
    void finish() throws SQLException, GateClosedException {
        List<String> findings = new ArrayList<>();
        differing().forEach((table, keys) -> {
            for (Object[] key : keys.subList(0, Math.min(keys.size(), MOST_NAMED))) {
                findings.add("table " + table.sqliteName() + ", row " + name(RowKey.of(table), key) + " differs");
            }
            if (keys.size() > MOST_NAMED) {
                findings.add("and " + (keys.size() - MOST_NAMED) + " more rows of table " + table.sqliteName());
            }
        });
        if (!findings.isEmpty()) {
            throw new GateClosedException(
                    "rows that changed since the last full comparison differ; run verify in a quiet moment, and migrate"
                            + " --replace if it finds them too:",
                    findings);
        }
    }

    /** All was compared and agreed. */
    void clear() throws SQLException {
        changed.clear();
    }

    private Map<TableMap, List<Object[]>> differing() throws SQLException {
        Map<TableMap, List<Object[]>> differing = new LinkedHashMap<>();
        for (String name : changed.tables()) {
            Optional<TableMap> table = databases.map().table(name);
            if (table.isPresent()) {
                RowsByKey rows = new RowsByKey(sqlite, postgresql, table.get(), RowKey.of(table.get()));
                List<Object[]> keys = changed.keys(table.get());
                compared += keys.size();
                List<Object[]> found = new ArrayList<>(rows.differing(keys));
                if (changed.isWhole(name) && !rows.equalAsAWhole()) {
                    found.add(new Object[0]);
                }
                differing.put(table.get(), found);
            }
        }
        return differing;
    }

    private static String name(List<ColumnMap> columns, Object[] key) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.length; i++) {
            parts.add(columns.get(i).sqliteName() + "=" + io.shadowjdbc.migrator.source.RowReader.literal(key[i]));
        }
        return parts.isEmpty() ? "any" : String.join(", ", parts);
    }

    @Override
    public void close() throws SQLException {
        try (sqlite) {
            postgresql.close();
        }
    }
}
