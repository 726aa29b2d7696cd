package io.shadowjdbc.sample.user;

import io.shadowjdbc.sample.audit.AuditLog;
import io.shadowjdbc.sample.support.ConflictException;
import io.shadowjdbc.sample.support.InvalidRequestException;
import io.shadowjdbc.sample.support.WriteTransaction;
import io.shadowjdbc.sample.support.Written;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Changes users and moves credit between their subscriptions. */
@Service
class UserService {
    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final WriteTransaction transaction;

    UserService(EntityManager entities, JdbcClient jdbc, AuditLog audit, WriteTransaction transaction) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** What is null stays as it is. */
    record Flags(Boolean active, Boolean mfaEnabled, String role) {}

    Written create(String actorId, String email, String name, String role) {
        return transaction.run(() -> {
            User user = new User(email, name, role, Instant.now());
            entities.persist(user);
            entities.flush();
            return new Written(
                    user.getId(), audit.record(actorId, "create", "User", user.getId(), Map.of("role", role)));
        });
    }

    Written setFlags(String actorId, String id, Flags flags) {
        return transaction.run(() -> {
            int changed = jdbc.sql("""
                            UPDATE "User"
                            SET "active" = COALESCE(?, "active"), "mfaEnabled" = COALESCE(?, "mfaEnabled"),
                                "role" = COALESCE(?, "role"), "updatedAt" = ?
                            WHERE "id" = ?
                            """)
                    .params(flags.active(), flags.mfaEnabled(), flags.role(), System.currentTimeMillis(), id)
                    .update();
            if (changed == 0) {
                throw new NoSuchElementException("no user " + id);
            }
            return new Written(id, audit.record(actorId, "update", "User", id, Map.of()));
        });
    }

    /**
     * Moves credit from one user's subscription to another's; the sum of all credit stays.
     *
     * @param cents how much, more than 0
     */
    Written transferCredit(String actorId, String fromUserId, String toUserId, long cents) {
        if (cents <= 0 || fromUserId.equals(toUserId)) {
            throw new InvalidRequestException("a transfer needs two users and an amount above 0");
        }
        return transaction.run(() -> {
            if (creditOf(fromUserId) < cents) {
                throw new ConflictException("user " + fromUserId + " has less than " + cents + " cents of credit");
            }
            addCredit(fromUserId, -cents);
            addCredit(toUserId, cents);
            long auditId = audit.record(
                    actorId, "transfer", "Subscription", fromUserId, Map.of("to", toUserId, "cents", cents));
            return new Written(fromUserId, auditId);
        });
    }

    private long creditOf(String userId) {
        return jdbc.sql("SELECT \"creditCents\" FROM \"Subscription\" WHERE \"userId\" = ?")
                .param(userId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("user " + userId + " has no subscription"));
    }

    private void addCredit(String userId, long cents) {
        int changed = jdbc.sql("UPDATE \"Subscription\" SET \"creditCents\" = \"creditCents\" + ? WHERE \"userId\" = ?")
                .params(cents, userId)
                .update();
        if (changed == 0) {
            throw new NoSuchElementException("user " + userId + " has no subscription");
        }
    }
}
