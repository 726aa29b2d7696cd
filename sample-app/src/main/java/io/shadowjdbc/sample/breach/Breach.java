package io.shadowjdbc.sample.breach;

import io.shadowjdbc.sample.support.ConflictException;
import io.shadowjdbc.sample.support.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;

/** Something that should not have happened on a host. */
@Entity
@Table(name = "Breach")
public class Breach {
    @Id
    private String id;

    private String hostId;
    private String assigneeId;
    private String severity;
    private String state;
    private String title;
    private String detail;

    /** How sure the detector was, from 0 to 100; null where a person opened it. */
    private Double score;

    /** What it cost, once that is known. */
    private BigDecimal cost;

    private Timestamp openedAt;
    private Timestamp resolvedAt;

    @Version
    private int version;

    protected Breach() {}

    Breach(String hostId, String assigneeId, String severity, String title, Double score, Instant now) {
        this.id = Ids.next();
        this.hostId = hostId;
        this.assigneeId = assigneeId;
        this.severity = severity;
        this.state = "open";
        this.title = title;
        this.score = score;
        this.openedAt = new Timestamp(now.toEpochMilli());
    }

    void resolve(String resolution, BigDecimal finalCost, Instant now) {
        if (resolvedAt != null) {
            throw new ConflictException("breach " + id + " is resolved already");
        }
        this.state = "resolved";
        this.detail = resolution;
        this.cost = finalCost;
        this.resolvedAt = new Timestamp(now.toEpochMilli());
    }

    public String getId() {
        return id;
    }

    public String getHostId() {
        return hostId;
    }

    public String getAssigneeId() {
        return assigneeId;
    }

    public String getSeverity() {
        return severity;
    }

    public String getState() {
        return state;
    }

    public String getTitle() {
        return title;
    }

    public String getDetail() {
        return detail;
    }

    public Double getScore() {
        return score;
    }

    public BigDecimal getCost() {
        return cost;
    }

    public Instant getOpenedAt() {
        return openedAt.toInstant();
    }

    public Instant getResolvedAt() {
        return resolvedAt == null ? null : resolvedAt.toInstant();
    }

    public int getVersion() {
        return version;
    }
}
