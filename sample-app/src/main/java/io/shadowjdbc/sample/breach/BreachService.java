package io.shadowjdbc.sample.breach;

import io.shadowjdbc.sample.audit.AuditLog;
import io.shadowjdbc.sample.support.WriteTransaction;
import io.shadowjdbc.sample.support.Written;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Service;

/** Opens and resolves breaches. */
@Service
class BreachService {
    private final EntityManager entities;
    private final AuditLog audit;
    private final WriteTransaction transaction;

    BreachService(EntityManager entities, AuditLog audit, WriteTransaction transaction) {
        this.entities = entities;
        this.audit = audit;
        this.transaction = transaction;
    }

    Written open(String actorId, String hostId, String assigneeId, String severity, String title, Double score) {
        return transaction.run(() -> {
            Breach breach = new Breach(hostId, assigneeId, severity, title, score, Instant.now());
            entities.persist(breach);
            entities.flush();
            long auditId = audit.record(actorId, "open", "Breach", breach.getId(), Map.of("severity", severity));
            return new Written(breach.getId(), auditId);
        });
    }

    Written resolve(String actorId, String id, String resolution, BigDecimal cost) {
        return transaction.run(() -> {
            Breach breach = entities.find(Breach.class, id);
            if (breach == null) {
                throw new NoSuchElementException("no breach " + id);
            }
            breach.resolve(resolution, cost, Instant.now());
            entities.flush();
            return new Written(id, audit.record(actorId, "resolve", "Breach", id, Map.of()));
        });
    }
}
