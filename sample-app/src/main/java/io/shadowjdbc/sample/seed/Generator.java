package io.shadowjdbc.sample.seed;

import io.shadowjdbc.sample.notification.Notifications;
import io.shadowjdbc.sample.support.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes up the data of a fleet: the same rows for the same seed and number of rows, on every machine. {@link Random} is
 * used since its numbers are fixed by its specification.
 */
final class Generator {
    /** The generated past ends here. */
    static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private static final Duration PAST = Duration.ofDays(60);
    private static final DateTimeFormatter LAST_LOGIN_AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;
    private final Random random;
    private final Words words;
    private final int rows;
    private int written;

    private final List<String> users = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private final List<String> breaches = new ArrayList<>();

    Generator(JdbcTemplate jdbc, SeedProperties properties) {
        this.jdbc = jdbc;
        this.random = new Random(properties.seed());
        this.words = new Words(random);
        this.rows = properties.rows();
    }

    /**
     * Writes the rows.
     *
     * @return how many: what was asked for, or a few more where that is too little for one row of each kind
     */
    int fill() {
        users(share(1.5));
        subscriptions();
        hosts(share(3));
        breaches(share(8));
        runs(share(4));
        endpointsAndEvents(share(2), share(12));
        tokens(share(0.5));
        snapshots(share(52));
        audit(Math.max(1, rows - written));
        return written;
    }

    private int share(double percent) {
        return Math.max(2, (int) (rows * percent / 100));
    }

    private void users(int count) {
        List<Object[]> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long created = past();
            String id = Ids.of(created, random);
            users.add(id);
            String name = words.personName();
            batch.add(new Object[] {
                id,
                words.email(name, i),
                chance(0.1) ? null : name,
                words.oneOf("viewer", "viewer", "viewer", "operator", "admin"),
                chance(0.9),
                chance(0.4),
                words.preferences(),
                chance(0.15) ? null : LAST_LOGIN_AT.format(Instant.ofEpochMilli(after(created))),
                created,
                after(created)
            });
        }
        insert("""
                INSERT INTO "User" ("id", "email", "name", "role", "active", "mfaEnabled", "preferences", "lastLoginAt",
                    "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, batch);
    }

    private void subscriptions() {
        List<Object[]> batch = new ArrayList<>();
        for (String user : users) {
            String plan = words.oneOf("free", "team", "team", "business");
            double price = switch (plan) {
                case "free" -> 0;
                case "team" -> 19.9;
                default -> 99 + random.nextInt(100_00) / 100.0;
            };
            batch.add(new Object[] {
                Ids.of(past(), random),
                user,
                plan,
                price,
                (long) random.nextInt(50_000),
                chance(0.1),
                NOW.toEpochMilli() + random.nextInt(1000) * 3_600_000L
            });
        }
        insert("""
                INSERT INTO "Subscription" ("id", "userId", "plan", "monthlyPrice", "creditCents", "cancelAtPeriodEnd",
                    "currentPeriodEnd") VALUES (?, ?, ?, ?, ?, ?, ?)
                """, batch);
    }

    private void hosts(int count) {
        List<Object[]> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long created = past();
            String id = Ids.of(created, random);
            hosts.add(id);
            batch.add(new Object[] {
                id,
                any(users),
                words.hostName(i),
                chance(0.1) ? null : words.address(),
                words.oneOf("debian", "debian", "ubuntu", "ubuntu", "alpine", "freebsd", "windows"),
                chance(0.92),
                words.hostMeta(),
                chance(0.2) ? null : random.nextDouble(),
                chance(0.05) ? null : after(created),
                created,
                after(created)
            });
        }
        insert("""
                INSERT INTO "Host" ("id", "userId", "name", "address", "os", "enabled", "meta", "riskScore", "lastSeenAt",
                    "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, batch);
    }

    private void breaches(int count) {
        List<Object[]> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long opened = past();
            String id = Ids.of(opened, random);
            breaches.add(id);
            String state = words.oneOf("open", "triaged", "resolved", "resolved", "resolved");
            boolean resolved = state.equals("resolved");
            batch.add(new Object[] {
                id,
                any(hosts),
                chance(0.4) ? null : any(users),
                words.oneOf("low", "low", "medium", "medium", "high", "critical"),
                state,
                words.breachTitle(),
                resolved && chance(0.8) ? words.sentence() : null,
                chance(0.3) ? null : random.nextInt(10_000) / 100.0,
                resolved && chance(0.7) ? random.nextInt(500_000) / 100.0 : null,
                opened,
                resolved ? after(opened) : null,
                random.nextInt(4)
            });
        }
        insert("""
                INSERT INTO "Breach" ("id", "hostId", "assigneeId", "severity", "state", "title", "detail", "score", "cost",
                    "openedAt", "resolvedAt", "version") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, batch);
    }

    private void runs(int count) {
        List<Object[]> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long started = past();
            boolean finished = chance(0.9);
            int duration = random.nextInt(60_000);
            batch.add(new Object[] {
                Ids.of(started, random),
                chance(0.1) ? null : any(breaches),
                chance(0.05) ? null : words.oneOf("block-address", "rotate-key", "restart", "isolate"),
                chance(0.1) ? null : chance(0.3),
                finished ? words.exitCode() : null,
                finished ? words.sentence() : (chance(0.5) ? "" : null),
                finished ? duration : null,
                chance(0.02) ? null : started,
                finished ? started + duration : null
            });
        }
        insert("""
                INSERT INTO "RemediationRun" ("id", "breachId", "action", "dryRun", "exitCode", "output", "durationMs",
                    "startedAt", "finishedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, batch);
    }

    private void endpointsAndEvents(int endpoints, int events) {
        List<Object[]> batch = new ArrayList<>();
        List<Object[]> eventBatch = new ArrayList<>();
        for (int i = 0; i < endpoints; i++) {
            long updated = past();
            String id = Ids.of(updated, random);
            String kind = words.oneOf("email", "webhook", "pager");
            batch.add(new Object[] {
                id,
                any(users),
                kind,
                words.target(kind, i),
                chance(0.85),
                chance(0.8) ? 0 : random.nextInt(9),
                chance(0.5) ? null : "{\"lastStatus\":" + words.oneOf("200", "204", "503") + "}",
                updated
            });
            int ofThis = events / endpoints + (i < events % endpoints ? 1 : 0);
            for (int sequence = 1; sequence <= ofThis; sequence++) {
                boolean delivered = chance(0.95);
                eventBatch.add(new Object[] {
                    id,
                    sequence,
                    chance(0.3) ? null : any(breaches),
                    delivered,
                    delivered ? random.nextInt(3000) : null,
                    Notifications.SENT_AT.format(Instant.ofEpochMilli(past()))
                });
            }
        }
        insert("""
                INSERT INTO "NotificationEndpoint" ("id", "userId", "kind", "target", "enabled", "failures", "state",
                    "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, batch);
        insert("""
                INSERT INTO "NotificationEvent" ("endpointId", "sequence", "breachId", "delivered", "latencyMs", "sentAt")
                VALUES (?, ?, ?, ?, ?, ?)
                """, eventBatch);
    }

    private void tokens(int count) {
        List<Object[]> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(
                    new Object[] {any(users), Ids.of(past(), random), NOW.toEpochMilli() + random.nextInt(86_400_000)});
        }
        insert("INSERT INTO \"VerificationToken\" (\"identifier\", \"token\", \"expires\") VALUES (?, ?, ?)", batch);
    }

    private void snapshots(int count) {
        List<Object[]> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long ts = past();
            boolean ok = chance(0.97);
            batch.add(new Object[] {
                Ids.of(ts, random),
                any(hosts),
                ts,
                ok,
                random.nextInt(400) / 100.0,
                (1L << 30) + random.nextInt(1 << 20) * 4096L,
                ok ? 0 : 1 + random.nextInt(5),
                chance(0.2) ? null : words.snapshotPayload()
            });
        }
        insert("""
                INSERT INTO "HostSnapshot" ("id", "hostId", "ts", "ok", "cpu", "memoryBytes", "alerts", "payload")
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, batch);
    }

    private void audit(int count) {
        List<Object[]> batch = new ArrayList<>();
        long at = NOW.minus(PAST).toEpochMilli();
        for (int i = 0; i < count; i++) {
            at += upTo(2 * PAST.toMillis() / count);
            boolean ofHost = chance(0.5);
            batch.add(new Object[] {
                chance(0.2) ? null : any(users),
                words.oneOf("create", "update", "resolve", "sign-in"),
                ofHost ? "Host" : "Breach",
                any(ofHost ? hosts : breaches),
                chance(0.6) ? null : "{\"note\":\"" + words.sentence() + "\"}",
                at
            });
        }
        insert("""
                INSERT INTO "AuditLog" ("actorId", "action", "entity", "entityId", "detail", "at")
                VALUES (?, ?, ?, ?, ?, ?)
                """, batch);
    }

    private void insert(String sql, List<Object[]> batch) {
        for (int from = 0; from < batch.size(); from += BATCH) {
            jdbc.batchUpdate(sql, batch.subList(from, Math.min(batch.size(), from + BATCH)));
        }
        written += batch.size();
    }

    private long past() {
        return NOW.toEpochMilli() - upTo(PAST.toMillis());
    }

    private long after(long time) {
        return time + upTo(NOW.toEpochMilli() - time + 1);
    }

    /** A number from 0 to less than the limit. */
    private long upTo(long limit) {
        return (long) (random.nextDouble() * limit);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private String any(List<String> ids) {
        return ids.get(random.nextInt(ids.size()));
    }
}
