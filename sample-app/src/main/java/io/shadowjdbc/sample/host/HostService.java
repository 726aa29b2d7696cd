package io.shadowjdbc.sample.host;

import io.shadowjdbc.sample.audit.AuditLog;
import io.shadowjdbc.sample.support.Ids;
import io.shadowjdbc.sample.support.WriteTransaction;
import io.shadowjdbc.sample.support.Written;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Changes hosts and takes in what they report. */
@Service
class HostService {
    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final SimpleJdbcInsert insertSnapshot;
    private final AuditLog audit;
    private final WriteTransaction transaction;
    private final JsonMapper json;

    HostService(
            EntityManager entities,
            JdbcClient jdbc,
            DataSource dataSource,
            AuditLog audit,
            WriteTransaction transaction,
            JsonMapper json) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.insertSnapshot = new SimpleJdbcInsert(dataSource)
                .withTableName("HostSnapshot")
                .usingQuotedIdentifiers()
                .usingColumns("id", "hostId", "ts", "ok", "cpu", "memoryBytes", "alerts", "payload");
        this.audit = audit;
        this.transaction = transaction;
        this.json = json;
    }

    /**
     * What a host reports.
     *
     * @param ts when; null for now
     * @param payload whatever the agent sends along, or null
     */
    record Report(Instant ts, boolean ok, double cpu, long memoryBytes, int alerts, Map<String, Object> payload) {}

    Written create(String actorId, String userId, String name, String address, String os, Map<String, Object> meta) {
        return transaction.run(() -> {
            Host host = new Host(userId, name, address, os, json.writeValueAsString(meta), Instant.now());
            entities.persist(host);
            entities.flush();
            return new Written(host.getId(), audit.record(actorId, "create", "Host", host.getId(), Map.of("os", os)));
        });
    }

    /** Adds a snapshot and notes that the host was seen, unless it was seen later than that. */
    Written ingest(String hostId, Report report) {
        long ts = (report.ts() == null ? Instant.now() : report.ts()).toEpochMilli();
        return transaction.run(() -> {
            if (!exists(hostId)) {
                throw new NoSuchElementException("no host " + hostId);
            }
            jdbc.sql("""
                            UPDATE "Host" SET "lastSeenAt" = ?, "updatedAt" = ?
                            WHERE "id" = ? AND ("lastSeenAt" IS NULL OR "lastSeenAt" < ?)
                            """).params(ts, System.currentTimeMillis(), hostId, ts).update();
            String id = Ids.next();
            Map<String, Object> row = new HashMap<>();
            row.put("id", id);
            row.put("hostId", hostId);
            row.put("ts", ts);
            row.put("ok", report.ok());
            row.put("cpu", report.cpu());
            row.put("memoryBytes", report.memoryBytes());
            row.put("alerts", report.alerts());
            row.put("payload", report.payload() == null ? null : json.writeValueAsString(report.payload()));
            insertSnapshot.execute(row);
            return new Written(id, audit.record(null, "ingest", "HostSnapshot", id, Map.of("host", hostId)));
        });
    }

    /** Deletes a host with its snapshots and breaches. */
    Written delete(String actorId, String hostId) {
        return transaction.run(() -> {
            Host host = entities.find(Host.class, hostId);
            if (host == null) {
                throw new NoSuchElementException("no host " + hostId);
            }
            entities.remove(host);
            entities.flush();
            return new Written(hostId, audit.record(actorId, "delete", "Host", hostId, Map.of("name", host.getName())));
        });
    }

    private boolean exists(String hostId) {
        return jdbc.sql("SELECT 1 FROM \"Host\" WHERE \"id\" = ?")
                .param(hostId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
