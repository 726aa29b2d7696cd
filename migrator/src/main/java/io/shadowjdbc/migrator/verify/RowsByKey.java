package io.shadowjdbc.migrator.verify;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.StoredValue;
import io.shadowjdbc.schema.TableMap;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Compares the rows of some keys on both sides, all their cells: what a full comparison does for a table, this does for
 * the few rows that have changed since. It reads both sides on its own and shares nothing with the sync but the codecs.
 * Not for use by several threads.
 */
public final class RowsByKey {
    private static final int LOT = 256;

    private final Connection sqlite;
    private final Connection postgresql;
    private final TableMap table;
    private final List<ColumnMap> key;
    private final List<Integer> positions;
    private final MessageDigest digest = CellComparison.sha256();

    /** @param key the columns by which rows are found; where they are not unique, all rows of a key are compared */
    public RowsByKey(Connection sqlite, Connection postgresql, TableMap table, List<ColumnMap> key) {
        this.sqlite = sqlite;
        this.postgresql = postgresql;
        this.table = table;
        this.key = key;
        this.positions = key.stream().map(table.columns()::indexOf).toList();
    }

    /**
     * Compares them.
     *
     * @param keys as SQLite stores them
     * @return the keys whose rows differ
     */
    public List<Object[]> differing(List<Object[]> keys) throws SQLException {
        List<Object[]> differing = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += LOT) {
            List<Object[]> lot = keys.subList(from, Math.min(from + LOT, keys.size()));
            Map<ByteBuffer, List<ByteBuffer>> there = fromPostgresql(lot);
            try (PreparedStatement statement = sqlite.prepareStatement(fromSqlite())) {
                for (Object[] one : lot) {
                    List<ByteBuffer> found = there.getOrDefault(hash(one), new ArrayList<>());
                    found.sort(null);
                    if (!rows(statement, one).equals(found)) {
                        differing.add(one);
                    }
                }
            }
        }
        return differing;
    }

    /** Whether all rows of the table are the same on both sides, for tables that take no notes of single rows. */
    public boolean equalAsAWhole() throws SQLException {
        ContentDigest here = new ContentDigest();
        ContentDigest there = new ContentDigest();
        try (Statement statement = sqlite.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + columns(ColumnMap::sqliteName) + " FROM main." + quote(table.sqliteName()))) {
            while (row.next()) {
                here.add(hash(stored(row)).array());
            }
        }
        try (Statement statement = postgresql.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + columns(ColumnMap::postgresqlName) + " FROM "
                        + quote(table.postgresqlSchema()) + "." + quote(table.postgresqlName()))) {
            while (row.next()) {
                there.add(hash(decoded(row)).array());
            }
        }
        return here.hex().equals(there.hex());
    }

    private Object[] stored(ResultSet row) throws SQLException {
        Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.columns().get(i).codec().kept(StoredValue.read(row, i + 1));
        }
        return values;
    }

    private Object[] decoded(ResultSet row) throws SQLException {
        Object[] values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.columns().get(i).codec().decode(row, i + 1);
        }
        return values;
    }

    private String fromSqlite() {
        return "SELECT " + columns(ColumnMap::sqliteName) + " FROM main." + quote(table.sqliteName()) + " WHERE "
                + key.stream()
                        .map(column -> quote(column.sqliteName()) + " IS ?")
                        .collect(Collectors.joining(" AND "));
    }

    private String columns(java.util.function.Function<ColumnMap, String> name) {
        return table.columns().stream().map(name).map(text -> quote(text)).collect(Collectors.joining(", "));
    }

    /** The hashes of SQLite's rows that have exactly this key, in order. */
    private List<ByteBuffer> rows(PreparedStatement statement, Object[] one) throws SQLException {
        for (int i = 0; i < one.length; i++) {
            statement.setObject(i + 1, one[i]);
        }
        List<ByteBuffer> hashes = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Object[] values = stored(row);
                // NOCASE finds 'A' for 'a', which is another row's
                if (hash(keyOf(values)).equals(hash(kept(one)))) {
                    hashes.add(hash(values));
                }
            }
        }
        hashes.sort(null);
        return hashes;
    }

    private Object[] kept(Object[] one) {
        Object[] kept = one.clone();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = key.get(i).codec().kept(kept[i]);
        }
        return kept;
    }

    /** The hashes of PostgreSQL's rows by the hash of their key. */
    private Map<ByteBuffer, List<ByteBuffer>> fromPostgresql(List<Object[]> lot) throws SQLException {
        Map<ByteBuffer, ByteBuffer> asked = new HashMap<>();
        List<String> conditions = new ArrayList<>();
        List<Object[]> bound = new ArrayList<>();
        for (Object[] one : lot) {
            // a value that does not fit has no row there: SQLite's row, if there is one, differs then
            if (fits(one)) {
                asked.put(hash(kept(one)), hash(one));
                conditions.add(condition(one));
                bound.add(one);
            }
        }
        Map<ByteBuffer, List<ByteBuffer>> rows = new HashMap<>();
        if (bound.isEmpty()) {
            return rows;
        }
        String query = "SELECT " + columns(ColumnMap::postgresqlName) + " FROM " + quote(table.postgresqlSchema()) + "."
                + quote(table.postgresqlName()) + " WHERE " + String.join(" OR ", conditions);
        try (PreparedStatement statement = postgresql.prepareStatement(query)) {
            bind(statement, bound);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Object[] values = decoded(row);
                    ByteBuffer name = asked.get(hash(keyOf(values)));
                    if (name != null) {
                        rows.computeIfAbsent(name, none -> new ArrayList<>()).add(hash(values));
                    }
                }
            }
        }
        return rows;
    }

    private boolean fits(Object[] one) {
        for (int i = 0; i < one.length; i++) {
            if (!key.get(i).codec().fits(one[i])) {
                return false;
            }
        }
        return true;
    }

    private String condition(Object[] one) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < one.length; i++) {
            parts.add(quote(key.get(i).postgresqlName()) + (one[i] == null ? " IS NULL" : " = ?"));
        }
        return "(" + String.join(" AND ", parts) + ")";
    }

    private void bind(PreparedStatement statement, List<Object[]> bound) throws SQLException {
        int index = 1;
        for (Object[] one : bound) {
            for (int i = 0; i < one.length; i++) {
                if (one[i] != null) {
                    try {
                        key.get(i).codec().bind(statement, index++, one[i]);
                    } catch (CodecException e) {
                        throw new SQLException("a key of table " + quote(table.sqliteName()) + " can't be bound", e);
                    }
                }
            }
        }
    }

    private Object[] keyOf(Object[] values) {
        return positions.stream().map(position -> values[position]).toArray();
    }

    private ByteBuffer hash(Object[] values) {
        Arrays.stream(values).forEach(value -> StoredValue.update(digest, value));
        return ByteBuffer.wrap(digest.digest());
    }
}
