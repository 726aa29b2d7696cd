package io.shadowjdbc.sample.host;

import io.shadowjdbc.sample.support.EpochMillis;
import io.shadowjdbc.sample.support.Ids;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A machine that is watched. */
@Entity
@Table(name = "Host")
public class Host {
    @Id
    private String id;

    private String userId;
    private String name;
    private String address;
    private String os;
    private boolean enabled;

    /** JSON: region, tags. */
    private String meta;

    /** From 0 to 1; null until it is first computed. */
    private Double riskScore;

    @Convert(converter = EpochMillis.class)
    private Instant lastSeenAt;

    @Convert(converter = EpochMillis.class)
    private Instant createdAt;

    @Convert(converter = EpochMillis.class)
    private Instant updatedAt;

    protected Host() {}

    Host(String userId, String name, String address, String os, String meta, Instant now) {
        this.id = Ids.next();
        this.userId = userId;
        this.name = name;
        this.address = address;
        this.os = os;
        this.enabled = true;
        this.meta = meta;
        this.createdAt = now;
        this.updatedAt = now;
    }

    public String getId() {
        return id;
    }

    public String getUserId() {
        return userId;
    }

    public String getName() {
        return name;
    }

    public String getAddress() {
        return address;
    }

    public String getOs() {
        return os;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public String getMeta() {
        return meta;
    }

    public Double getRiskScore() {
        return riskScore;
    }

    public Instant getLastSeenAt() {
        return lastSeenAt;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public Instant getUpdatedAt() {
        return updatedAt;
    }
}
