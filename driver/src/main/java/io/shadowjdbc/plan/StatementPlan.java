package io.shadowjdbc.plan;

import io.shadowjdbc.dialect.Analysis;
import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.dialect.Translation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * All that is known of one SQL text under one schema, worked out once: what it does, its fingerprint, how far the order
 * of its result is determined, and its text for the other database or the reason why there is none. The translation is
 * worked out when it is first asked for. May be shared by threads.
 */
public final class StatementPlan {
    private final String sql;
    private final Analysis analysis;
    private final String fingerprint;
    private final Supplier<Translation> translator;
    private volatile Translation translation;
    private volatile Object attachment;
    private volatile boolean accepted;

    StatementPlan(String sql, Analysis analysis, Supplier<Translation> translator) {
        this.sql = sql;
        this.analysis = analysis;
        this.fingerprint = fingerprintOf(analysis.normalized());
        this.translator = translator;
    }

    /** The same statement with another translation. */
    StatementPlan translatedBy(Supplier<Translation> other) {
        return new StatementPlan(sql, analysis, other);
    }

    /** The text as the application sent it. */
    public String sql() {
        return sql;
    }

    public Analysis analysis() {
        return analysis;
    }

    public StatementKind kind() {
        return analysis.kind();
    }

    /** 16 hexadecimal digits, equal for statements of one shape, stable between runs. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The statement for the database that does not speak the application's dialect. */
    public Translation translation() {
        Translation known = translation;
        if (known == null) {
            // two threads may both work it out; the results are equal
            known = translator.get();
            translation = known;
        }
        return known;
    }

    /** Whether the application's own database is known to accept the text. */
    public boolean isAccepted() {
        return accepted;
    }

    public void accept() {
        accepted = true;
    }

    /** What a floor above keeps of this statement, or null. So that is forgotten together with the plan. */
    public Object attachment() {
        return attachment;
    }

    public void attach(Object kept) {
        attachment = kept;
    }

    private static String fingerprintOf(String normalized) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(normalized.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
