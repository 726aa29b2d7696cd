package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses PostgreSQL's names. The rule: a name is spelt as the {@link NamePolicy} says. One that PostgreSQL can't take
 * (longer than 63 bytes, empty, a system column's) or that another object has already is cut to at most 54 bytes and gets
 * {@code _} and the first eight hex digits of the SHA-256 of the whole name in SQLite's spelling.
 */
public final class Names {
    private static final int MOST_BYTES = 63;
    private static final int KEPT_BYTES = 54;
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    /** PostgreSQL's reserved key words, those that may be names of functions or types included. */
    private static final Set<String> RESERVED = Set.of(
            ("all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate"
                            + " collation column concurrently constraint create cross current_catalog current_date"
                            + " current_role current_schema current_time current_timestamp current_user default deferrable"
                            + " desc distinct do else end except false fetch for foreign freeze from full grant group"
                            + " having ilike in initially inner intersect into is isnull join lateral leading left like"
                            + " limit localtime localtimestamp natural not notnull null offset on only or order outer"
                            + " overlaps placing primary references returning right select session_user similar some"
                            + " symmetric system_user table tablesample then to trailing true union unique user using"
                            + " variadic verbose when where window with")
                    .split(" "));

    private final NamePolicy policy;
    private final Set<String> taken = new HashSet<>();

    public Names(NamePolicy policy) {
        this.policy = policy;
    }

    /** Chooses names by the same policy in another name space: a table's columns, functions. */
    Names forOtherObjects() {
        return new Names(policy);
    }

    /** A name for a table, view or index; these share one name space. */
    public String relation(String wanted) {
        return choose(wanted, wanted.isEmpty());
    }

    /** A name for a column of one table; use one instance for each table. */
    public String column(String wanted) {
        return choose(wanted, wanted.isEmpty() || SYSTEM_COLUMNS.contains(policy.spell(wanted)));
    }

    /**
     * What the operator has to know of a name; folding alone is nothing, since the operator asked for it.
     *
     * @param object what has the name
     * @param chosen the name that it has on PostgreSQL
     */
    Optional<Note> note(String object, String wanted, String chosen) {
        if (!chosen.equals(policy.spell(wanted))) {
            return Optional.of(Note.changed(object, "is named " + quote(chosen)));
        }
        return policy == NamePolicy.FOLDED && RESERVED.contains(chosen)
                ? Optional.of(Note.changed(
                        object, "keeps its name, which SQL written by hand has to quote: it is a reserved word"))
                : Optional.empty();
    }

    private String choose(String wanted, boolean refused) {
        String spelt = policy.spell(wanted);
        String name = spelt;
        if (refused || bytes(spelt) > MOST_BYTES || taken.contains(spelt)) {
            name = cut(spelt) + "_" + hash(wanted);
            for (int i = 2; taken.contains(name); i++) {
                name = cut(spelt) + "_" + hash(wanted + i);
            }
        }
        taken.add(name);
        return name;
    }

    private static String cut(String name) {
        int end = name.length();
        while (bytes(name.substring(0, end)) > KEPT_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }

    private static int bytes(String name) {
        return name.getBytes(UTF_8).length;
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
