package io.shadowjdbc.migrator.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Chooses PostgreSQL's names. The rule: a name keeps SQLite's spelling. One that PostgreSQL can't take (longer than 63
 * bytes, empty, a system column's) or that another object has already is cut to at most 54 bytes and gets {@code _} and
 * the first eight hex digits of the SHA-256 of the whole name.
 */
public final class Names {
    private static final int MOST_BYTES = 63;
    private static final int KEPT_BYTES = 54;
    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private final Set<String> taken = new HashSet<>();

    /** A name for a table, view or index; these share one name space. */
    public String relation(String wanted) {
        return choose(wanted, wanted.isEmpty());
    }

    /** A name for a column of one table; use one instance for each table. */
    public String column(String wanted) {
        return choose(wanted, wanted.isEmpty() || SYSTEM_COLUMNS.contains(wanted));
    }

    private String choose(String wanted, boolean refused) {
        String name = wanted;
        if (refused || bytes(wanted) > MOST_BYTES || taken.contains(wanted)) {
            name = cut(wanted) + "_" + hash(wanted);
            for (int i = 2; taken.contains(name); i++) {
                name = cut(wanted) + "_" + hash(wanted + i);
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
