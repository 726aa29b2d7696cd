package io.shadowjdbc.sample.user;

import io.shadowjdbc.sample.support.EpochMillis;
import io.shadowjdbc.sample.support.Ids;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Someone who may sign in. */
@Entity
@Table(name = "User")
public class User {
    @Id
    private String id;

    private String email;
    private String name;
    private String role;
    private boolean active;
    private boolean mfaEnabled;

    /** JSON. */
    private String preferences;

    /** Date and time in UTC as text, {@code 2026-01-31 09:30:00}; null if the user never signed in. */
    private String lastLoginAt;

    @Convert(converter = EpochMillis.class)
    private Instant createdAt;

    @Convert(converter = EpochMillis.class)
    private Instant updatedAt;

    protected User() {}

    User(String email, String name, String role, Instant now) {
        this.id = Ids.next();
        this.email = email;
        this.name = name;
        this.role = role;
        this.active = true;
        this.preferences = "{}";
        this.createdAt = now;
        this.updatedAt = now;
    }

    public String getId() {
        return id;
    }

    public String getEmail() {
        return email;
    }

    public String getName() {
        return name;
    }

    public String getRole() {
        return role;
    }

    public boolean isActive() {
        return active;
    }

    public boolean isMfaEnabled() {
        return mfaEnabled;
    }

    public String getPreferences() {
        return preferences;
    }

    public String getLastLoginAt() {
        return lastLoginAt;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public Instant getUpdatedAt() {
        return updatedAt;
    }
}
