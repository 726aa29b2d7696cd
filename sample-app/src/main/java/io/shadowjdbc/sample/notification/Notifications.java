package io.shadowjdbc.sample.notification;

import io.shadowjdbc.sample.audit.AuditLog;
import io.shadowjdbc.sample.support.Columns;
import io.shadowjdbc.sample.support.Ids;
import io.shadowjdbc.sample.support.WriteTransaction;
import io.shadowjdbc.sample.support.Written;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where users want to be told of breaches, and what was sent there. */
@Repository
public class Notifications {
    /** How {@code sentAt} is stored: text in UTC, always with milliseconds, so that it sorts by time. */
    public static final DateTimeFormatter SENT_AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final RowMapper<Endpoint> READ_ENDPOINT = (row, number) -> new Endpoint(
            row.getString("id"),
            row.getString("kind"),
            row.getString("target"),
            row.getBoolean("enabled"),
            row.getInt("failures"),
            row.getString("state"),
            Instant.ofEpochMilli(row.getLong("updatedAt")));
    private static final RowMapper<Event> READ_EVENT = (row, number) -> new Event(
            row.getInt("sequence"),
            row.getString("breachId"),
            row.getBoolean("delivered"),
            Columns.intOrNull(row, "latencyMs"),
            Instant.parse(row.getString("sentAt")));

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final WriteTransaction transaction;

    Notifications(JdbcClient jdbc, AuditLog audit, WriteTransaction transaction) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * An address of a user.
     *
     * @param state JSON, or null
     */
    record Endpoint(
            String id, String kind, String target, boolean enabled, int failures, String state, Instant updatedAt) {}

    /**
     * Something that was sent.
     *
     * @param sequence counts an endpoint's events from 1
     * @param latencyMs milliseconds until the other side took it; null if it did not
     */
    record Event(int sequence, String breachId, boolean delivered, Integer latencyMs, Instant sentAt) {}

    List<Endpoint> ofUser(String userId) {
        return jdbc.sql("""
                        SELECT "id", "kind", "target", "enabled", "failures", "state", "updatedAt"
                        FROM "NotificationEndpoint" WHERE "userId" = ? ORDER BY "kind", "target"
                        """).param(userId).query(READ_ENDPOINT).list();
    }

    List<Event> eventsOf(String endpointId, int limit) {
        return jdbc.sql("""
                        SELECT "sequence", "breachId", "delivered", "latencyMs", "sentAt"
                        FROM "NotificationEvent" WHERE "endpointId" = ? ORDER BY "sequence" DESC LIMIT ?
                        """).params(endpointId, limit).query(READ_EVENT).list();
    }

    /** Creates the endpoint, or gives the one with this user, kind and target a new state. */
    Written upsert(String actorId, String userId, String kind, String target, boolean enabled, String state) {
        return transaction.run(() -> {
            jdbc.sql("""
                            INSERT INTO "NotificationEndpoint"
                                ("id", "userId", "kind", "target", "enabled", "failures", "state", "updatedAt")
                            VALUES (?, ?, ?, ?, ?, 0, ?, ?)
                            ON CONFLICT ("userId", "kind", "target") DO UPDATE
                            SET "enabled" = excluded."enabled", "state" = excluded."state",
                                "failures" = CASE WHEN excluded."enabled" = 1 THEN 0 ELSE "failures" END,
                                "updatedAt" = excluded."updatedAt"
                            """)
                    .params(Ids.next(), userId, kind, target, enabled, state, System.currentTimeMillis())
                    .update();
            String id = jdbc.sql("""
                            SELECT "id" FROM "NotificationEndpoint"
                            WHERE "userId" = ? AND "kind" = ? AND "target" = ?
                            """)
                    .params(userId, kind, target)
                    .query(String.class)
                    .single();
            return new Written(
                    id, audit.record(actorId, "upsert", "NotificationEndpoint", id, Map.of("enabled", enabled)));
        });
    }

    /**
     * Notes that something was sent.
     *
     * @return the row's key as {@code endpoint/sequence}
     */
    Written sent(String endpointId, String breachId, boolean delivered, Integer latencyMs) {
        return transaction.run(() -> {
            int known = jdbc.sql("""
                            UPDATE "NotificationEndpoint" SET "failures" = CASE WHEN ? THEN 0 ELSE "failures" + 1 END
                            WHERE "id" = ?
                            """).params(delivered, endpointId).update();
            if (known == 0) {
                throw new NoSuchElementException("no endpoint " + endpointId);
            }
            int sequence = jdbc.sql("""
                            SELECT COALESCE(MAX("sequence"), 0) + 1 FROM "NotificationEvent" WHERE "endpointId" = ?
                            """).param(endpointId).query(Integer.class).single();
            jdbc.sql("""
                            INSERT INTO "NotificationEvent"
                                ("endpointId", "sequence", "breachId", "delivered", "latencyMs", "sentAt")
                            VALUES (?, ?, ?, ?, ?, ?)
                            """)
                    .params(endpointId, sequence, breachId, delivered, latencyMs, SENT_AT.format(Instant.now()))
                    .update();
            String id = endpointId + "/" + sequence;
            return new Written(id, audit.record(null, "send", "NotificationEvent", id, Map.of("delivered", delivered)));
        });
    }
}
