package io.shadowjdbc.sample.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * The writes that the application acknowledged, and what must therefore be in the database. Both databases are asked
 * with the same SQL, directly and not through the driver.
 */
final class Ledger {
    /** The row must be there. */
    static final String THERE = "";
    /** The row must not be there. */
    static final String GONE = "gone";

    private static final Map<String, String> QUERIES = Map.of(
            "Host", "SELECT \"id\", '' FROM \"Host\"",
            "HostSnapshot", "SELECT \"id\", '' FROM \"HostSnapshot\"",
            "Breach", "SELECT \"id\", \"state\" FROM \"Breach\"",
            "User", "SELECT \"id\", \"role\" FROM \"User\"",
            "NotificationEndpoint", "SELECT \"id\", \"state\" FROM \"NotificationEndpoint\"",
            "NotificationEvent", "SELECT \"endpointId\" || '/' || \"sequence\", '' FROM \"NotificationEvent\"");

    private final Map<String, Map<String, String>> expected = new ConcurrentHashMap<>();
    private final Map<Long, String> audited = new ConcurrentHashMap<>();

    /**
     * Enters a write.
     *
     * @param written the application's answer
     * @param state what the row must hold now, {@link #THERE} or {@link #GONE}
     * @return the row's id
     */
    String acknowledged(String table, JsonNode written, String state) {
        String id = acknowledged(written);
        expected.computeIfAbsent(table, key -> new ConcurrentHashMap<>()).put(id, state);
        return id;
    }

    /** Enters a write of which nothing but the audit entry is looked for. */
    String acknowledged(JsonNode written) {
        String id = written.get("id").asString();
        audited.put(written.get("auditId").asLong(), id);
        return id;
    }

    /** How many writes were acknowledged. */
    int size() {
        return audited.size();
    }

    /** Numbers of the audit entries that the writes made, with the id of what they wrote. */
    Map<Long, String> audited() {
        return new TreeMap<>(audited);
    }

    /** What is not in the database as it must be, in words; empty if all is well. */
    List<String> missingIn(Connection database) throws SQLException {
        List<String> missing = new ArrayList<>();
        Map<String, String> entries = rows(database, "SELECT \"id\", \"entityId\" FROM \"AuditLog\"");
        audited.forEach((number, id) -> {
            if (!id.equals(entries.get(number.toString()))) {
                missing.add("AuditLog " + number + " of " + id);
            }
        });
        for (Map.Entry<String, Map<String, String>> table : expected.entrySet()) {
            Map<String, String> rows = rows(database, QUERIES.get(table.getKey()));
            table.getValue().forEach((id, state) -> {
                boolean holds = state.equals(GONE) ? !rows.containsKey(id) : state.equals(rows.get(id));
                if (!holds) {
                    missing.add(table.getKey() + " " + id);
                }
            });
        }
        return missing;
    }

    private static Map<String, String> rows(Connection database, String sql) throws SQLException {
        Map<String, String> rows = new HashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getString(2) == null ? "" : row.getString(2));
            }
        }
        return rows;
    }
}
