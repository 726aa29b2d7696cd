package io.shadowjdbc.sample.report;

import io.shadowjdbc.sample.support.Columns;
import io.shadowjdbc.sample.support.Paging;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the dashboard and the reports show: aggregates over all tables. */
@Repository
class Reports {
    private final JdbcClient jdbc;

    Reports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Totals(long activeUsers, long enabledHosts, long openBreaches, long snapshots, double cost) {}

    record OsCount(String os, long hosts, long enabled, long breaches) {}

    record TopHost(String id, String name, String owner, long breaches, long unresolved, Double meanScore) {}

    /** @param meanHours from opened to resolved; null if none was */
    record SeverityRow(String severity, String urgency, long open, long triaged, long resolved, Double meanHours) {}

    record Day(String day, long snapshots, long alerts, long failed, double meanCpu) {}

    record PlanRow(String plan, long subscriptions, BigDecimal revenue, long creditCents, Instant nextRenewal) {}

    record RegionRow(String region, long hosts, Double risk) {}

    record DeliveryRow(String day, String kind, long sent, long delivered, Double meanLatencyMs) {}

    record Hit(String kind, String id, String label) {}

    record IdleHost(String id, String name, Instant lastSeenAt) {}

    record RunRow(String action, String result, long runs, long totalMs) {}

    Totals totals() {
        return jdbc.sql("""
                        SELECT (SELECT COUNT(*) FROM "User" WHERE "active" = 1) AS "activeUsers",
                               (SELECT COUNT(*) FROM "Host" WHERE "enabled" = 1) AS "enabledHosts",
                               (SELECT COUNT(*) FROM "Breach" WHERE "resolvedAt" IS NULL) AS "openBreaches",
                               (SELECT COUNT(*) FROM "HostSnapshot") AS "snapshots",
                               (SELECT COALESCE(SUM("cost"), 0) FROM "Breach") AS "cost"
                        """)
                .query((row, number) -> new Totals(
                        row.getLong("activeUsers"),
                        row.getLong("enabledHosts"),
                        row.getLong("openBreaches"),
                        row.getLong("snapshots"),
                        row.getDouble("cost")))
                .single();
    }

    List<OsCount> byOs() {
        return jdbc.sql("""
                        SELECT h."os", COUNT(DISTINCT h."id"), COUNT(DISTINCT CASE WHEN h."enabled" THEN h."id" END),
                               COUNT(b."id")
                        FROM "Host" h LEFT JOIN "Breach" b ON b."hostId" = h."id"
                        GROUP BY h."os" ORDER BY h."os"
                        """)
                .query((row, number) -> new OsCount(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list();
    }

    /** The hosts with the most breaches, among those with at least two. */
    List<TopHost> topHosts(int limit) {
        return jdbc.sql("""
                        SELECT h."id", h."name", u."email" AS "owner", COUNT(*) AS "breaches",
                               SUM(CASE WHEN b."resolvedAt" IS NULL THEN 1 ELSE 0 END) AS "unresolved",
                               ROUND(AVG(b."score"), 2) AS "meanScore"
                        FROM "Breach" b
                        JOIN "Host" h ON h."id" = b."hostId"
                        JOIN "User" u ON u."id" = h."userId"
                        GROUP BY h."id", h."name", u."email"
                        HAVING COUNT(*) >= 2
                        ORDER BY "breaches" DESC, h."id" LIMIT ?
                        """)
                .param(Paging.size(limit))
                .query((row, number) -> new TopHost(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("owner"),
                        row.getLong("breaches"),
                        row.getLong("unresolved"),
                        Columns.doubleOrNull(row, "meanScore")))
                .list();
    }

    List<SeverityRow> severities() {
        return jdbc.sql("""
                        SELECT "severity",
                               CASE "severity" WHEN 'critical' THEN 'now' WHEN 'high' THEN 'today' ELSE 'later' END AS "urgency",
                               SUM(CASE WHEN "state" = 'open' THEN 1 ELSE 0 END) AS "open",
                               SUM(CASE WHEN "state" = 'triaged' THEN 1 ELSE 0 END) AS "triaged",
                               SUM(CASE WHEN "state" = 'resolved' THEN 1 ELSE 0 END) AS "resolved",
                               AVG(("resolvedAt" - "openedAt") / 3600000.0) AS "meanHours"
                        FROM "Breach" GROUP BY "severity" ORDER BY "severity"
                        """)
                .query((row, number) -> new SeverityRow(
                        row.getString("severity"),
                        row.getString("urgency"),
                        row.getLong("open"),
                        row.getLong("triaged"),
                        row.getLong("resolved"),
                        Columns.doubleOrNull(row, "meanHours")))
                .list();
    }

    /** One row for each day (UTC) of the range that has snapshots. */
    List<Day> days(Instant from, Instant to) {
        return jdbc.sql("""
                        SELECT strftime('%Y-%m-%d', "ts" / 1000, 'unixepoch') AS "day", COUNT(*) AS "snapshots",
                               SUM("alerts") AS "alerts", SUM(CASE WHEN "ok" THEN 0 ELSE 1 END) AS "failed",
                               AVG("cpu") AS "meanCpu"
                        FROM "HostSnapshot" WHERE "ts" >= ? AND "ts" < ?
                        GROUP BY "day" ORDER BY "day"
                        """)
                .params(from.toEpochMilli(), to.toEpochMilli())
                .query((row, number) -> new Day(
                        row.getString("day"),
                        row.getLong("snapshots"),
                        row.getLong("alerts"),
                        row.getLong("failed"),
                        row.getDouble("meanCpu")))
                .list();
    }

    List<PlanRow> plans() {
        return jdbc.sql("""
                        SELECT "plan", COUNT(*) AS "subscriptions", SUM("monthlyPrice") AS "revenue",
                               SUM("creditCents") AS "creditCents", MIN("currentPeriodEnd") AS "nextRenewal"
                        FROM "Subscription" WHERE NOT "cancelAtPeriodEnd"
                        GROUP BY "plan" ORDER BY "plan"
                        """)
                .query((row, number) -> new PlanRow(
                        row.getString("plan"),
                        row.getLong("subscriptions"),
                        BigDecimal.valueOf(Math.round(row.getDouble("revenue") * 100), 2),
                        row.getLong("creditCents"),
                        Instant.ofEpochMilli(row.getLong("nextRenewal"))))
                .list();
    }

    List<RegionRow> regions() {
        return jdbc.sql("""
                        SELECT COALESCE(json_extract("meta", '$.region'), 'unknown') AS "region", COUNT(*) AS "hosts",
                               MAX("riskScore") AS "risk"
                        FROM "Host" GROUP BY "region" ORDER BY "hosts" DESC, "region"
                        """)
                .query((row, number) ->
                        new RegionRow(row.getString("region"), row.getLong("hosts"), (Double) row.getObject("risk")))
                .list();
    }

    List<DeliveryRow> deliveries() {
        return jdbc.sql("""
                        SELECT date(v."sentAt") AS "day", e."kind", COUNT(*) AS "sent",
                               COUNT(CASE WHEN v."delivered" THEN 1 END) AS "delivered", AVG(v."latencyMs") AS "meanLatencyMs"
                        FROM "NotificationEvent" v JOIN "NotificationEndpoint" e ON e."id" = v."endpointId"
                        GROUP BY date(v."sentAt"), e."kind" ORDER BY 1 DESC, 2 LIMIT 60
                        """)
                .query((row, number) -> new DeliveryRow(
                        row.getString("day"),
                        row.getString("kind"),
                        row.getLong("sent"),
                        row.getLong("delivered"),
                        Columns.doubleOrNull(row, "meanLatencyMs")))
                .list();
    }

    /** Hosts, users and breaches whose text contains the words. */
    List<Hit> search(String text, int limit) {
        return jdbc.sql("""
                        SELECT 'host' AS "kind", "id", "name" AS "label" FROM "Host" WHERE "name" LIKE :text ESCAPE '\\'
                        UNION ALL
                        SELECT 'user', "id", "email" FROM "User"
                        WHERE "email" LIKE :text ESCAPE '\\' OR IFNULL("name", '') LIKE :text ESCAPE '\\'
                        UNION ALL
                        SELECT 'breach', "id", "title" FROM "Breach"
                        WHERE "title" LIKE :text ESCAPE '\\' AND "state" IN ('open', 'triaged')
                        ORDER BY "kind", "label", "id" LIMIT :limit
                        """)
                .param("text", Paging.contains(text))
                .param("limit", Paging.size(limit))
                .query((row, number) -> new Hit(row.getString("kind"), row.getString("id"), row.getString("label")))
                .list();
    }

    /** Enabled hosts that reported nothing since the given time but have an open breach of that severity. */
    List<IdleHost> idleHosts(Instant since, String severity) {
        return jdbc.sql("""
                        SELECT h."id", h."name", h."lastSeenAt" FROM "Host" h
                        WHERE h."enabled"
                          AND NOT EXISTS (SELECT 1 FROM "HostSnapshot" s WHERE s."hostId" = h."id" AND s."ts" >= ?)
                          AND h."id" IN (SELECT "hostId" FROM "Breach" WHERE "resolvedAt" IS NULL AND "severity" = ?)
                        ORDER BY h."lastSeenAt", h."id" LIMIT 100
                        """)
                .params(since.toEpochMilli(), severity)
                .query((row, number) -> new IdleHost(
                        row.getString("id"), row.getString("name"), Columns.instantOrNull(row, "lastSeenAt")))
                .list();
    }

    List<RunRow> runs() {
        return jdbc.sql("""
                        SELECT COALESCE("action", '(none)') AS "action",
                               CASE WHEN "exitCode" IS NULL THEN 'unfinished' WHEN "exitCode" = 0 THEN 'ok'
                                    ELSE 'failed' END AS "result",
                               COUNT(*) AS "runs", COALESCE(SUM("durationMs"), 0) AS "totalMs"
                        FROM "RemediationRun" GROUP BY 1, 2 ORDER BY "action", "result"
                        """)
                .query((row, number) -> new RunRow(
                        row.getString("action"), row.getString("result"), row.getLong("runs"), row.getLong("totalMs")))
                .list();
    }
}
