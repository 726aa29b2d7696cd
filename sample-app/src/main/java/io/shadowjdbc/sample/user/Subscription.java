package io.shadowjdbc.sample.user;

import io.shadowjdbc.sample.support.EpochMillis;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** What a user pays for. */
@Entity
@Table(name = "Subscription")
public class Subscription {
    @Id
    private String id;

    private String userId;
    private String plan;
    private BigDecimal monthlyPrice;
    private long creditCents;
    private boolean cancelAtPeriodEnd;

    @Convert(converter = EpochMillis.class)
    private Instant currentPeriodEnd;

    protected Subscription() {}

    public String getId() {
        return id;
    }

    public String getUserId() {
        return userId;
    }

    public String getPlan() {
        return plan;
    }

    public BigDecimal getMonthlyPrice() {
        return monthlyPrice;
    }

    public long getCreditCents() {
        return creditCents;
    }

    public boolean isCancelAtPeriodEnd() {
        return cancelAtPeriodEnd;
    }

    public Instant getCurrentPeriodEnd() {
        return currentPeriodEnd;
    }
}
