package io.shadowjdbc.sample.host;

import io.shadowjdbc.sample.support.Columns;
import io.shadowjdbc.sample.support.Paging;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads of hosts and their snapshots that are not plain entities. */
@Repository
class HostQueries {
    private static final RowMapper<Row> READ_ROW = (row, number) -> new Row(
            row.getString("id"),
            row.getString("name"),
            row.getString("address"),
            row.getString("os"),
            row.getBoolean("enabled"),
            Columns.doubleOrNull(row, "riskScore"),
            row.getString("owner"),
            row.getInt("openBreaches"));

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    HostQueries(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * One line of the list.
     *
     * @param owner e-mail address
     */
    record Row(
            String id,
            String name,
            String address,
            String os,
            boolean enabled,
            Double riskScore,
            String owner,
            int openBreaches) {}

    /** What the list is narrowed to; what is null does not narrow it. */
    record Filter(String os, Boolean enabled, String text) {}

    Paging.Page<Row> list(Filter filter, int page, int size) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        if (filter.os() != null) {
            conditions.add("h.\"os\" = :os");
            parameters.put("os", filter.os());
        }
        if (filter.enabled() != null) {
            conditions.add("h.\"enabled\" = :enabled");
            parameters.put("enabled", filter.enabled());
        }
        if (filter.text() != null) {
            conditions.add("(h.\"name\" LIKE :text ESCAPE '\\' OR h.\"address\" LIKE :text ESCAPE '\\')");
            parameters.put("text", Paging.contains(filter.text()));
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        long total = jdbc.sql("SELECT COUNT(*) FROM \"Host\" h" + where)
                .params(parameters)
                .query(Long.class)
                .single();
        int rows = Paging.size(size);
        parameters.put("limit", rows);
        parameters.put("offset", Paging.offset(page, rows));
        List<Row> items = jdbc.sql("""
                        SELECT h."id", h."name", h."address", h."os", h."enabled", u."email" AS "owner",
                               (SELECT COUNT(*) FROM "Breach" b
                                WHERE b."hostId" = h."id" AND b."resolvedAt" IS NULL) AS "openBreaches",
                               h."riskScore"
                        FROM "Host" h JOIN "User" u ON u."id" = h."userId"
                        """ + where + " ORDER BY h.\"name\", h.\"id\" LIMIT :limit OFFSET :offset")
                .params(parameters)
                .query(READ_ROW)
                .list();
        return new Paging.Page<>(items, page, rows, total);
    }

    /** A host's snapshots of a time range, the oldest first. */
    List<Snapshot> timeline(String hostId, Instant from, Instant to, int limit) {
        return template.query("""
                SELECT * FROM "HostSnapshot"
                WHERE "hostId" = ? AND "ts" BETWEEN ? AND ?
                ORDER BY "ts", "id" LIMIT ?
                """, Snapshot.READ, hostId, from.toEpochMilli(), to.toEpochMilli(), Paging.size(limit));
    }

    /** The newest snapshot of each of a user's hosts. */
    List<Snapshot> latestOf(String userId) {
        return jdbc.sql("""
                        WITH ranked AS (
                            SELECT s.*,
                                   ROW_NUMBER() OVER (PARTITION BY s."hostId" ORDER BY s."ts" DESC, s."id" DESC) AS "rank"
                            FROM "HostSnapshot" s JOIN "Host" h ON h."id" = s."hostId"
                            WHERE h."userId" = ?
                        )
                        SELECT "id", "hostId", "ts", "ok", "cpu", "memoryBytes", "alerts", "payload"
                        FROM ranked WHERE "rank" = 1 ORDER BY "hostId"
                        """).param(userId).query(Snapshot.READ).list();
    }
}
