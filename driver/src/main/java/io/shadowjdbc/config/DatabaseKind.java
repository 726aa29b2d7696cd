package io.shadowjdbc.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The databases that can stand on either side. The one place that knows their URLs. */
public enum DatabaseKind {
    SQLITE("sqlite", "org.sqlite.JDBC"),
    POSTGRESQL("postgresql", "org.postgresql.Driver");

    private static final Pattern POSTGRESQL_URL = Pattern.compile("(?://([^/?]*)/?)?([^?]*)(?:\\?(.*))?");
    private static final Pattern CURRENT_SCHEMA = Pattern.compile("(?:^|&)currentSchema=([^&]*)");

    private final String databaseName;
    private final String driverClassName;

    DatabaseKind(String databaseName, String driverClassName) {
        this.databaseName = databaseName;
        this.driverClassName = driverClassName;
    }

    /**
     * The kind of the database that a JDBC URL names. As the drivers do, it ignores the case of SQLite's prefix and not that
     * of PostgreSQL's.
     *
     * @throws IllegalArgumentException if it is neither SQLite's nor PostgreSQL's; the message does not repeat the URL
     */
    public static DatabaseKind ofUrl(String url) {
        if (isSqlite(url)) {
            return SQLITE;
        }
        if (isPostgresql(url)) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException("expected a URL that starts with jdbc:sqlite: or jdbc:postgresql:");
    }

    static boolean isKnown(String url) {
        return isSqlite(url) || isPostgresql(url);
    }

    private static boolean isSqlite(String url) {
        return url.regionMatches(
                true, 0, SQLITE.urlPrefix(), 0, SQLITE.urlPrefix().length());
    }

    private static boolean isPostgresql(String url) {
        return url.startsWith(POSTGRESQL.urlPrefix());
    }

    /** The name of the database as providers are called: {@code sqlite}, {@code postgresql}. */
    public String databaseName() {
        return databaseName;
    }

    /** The class of its JDBC driver, which the application brings. */
    public String driverClassName() {
        return driverClassName;
    }

    private String urlPrefix() {
        return "jdbc:" + databaseName + ":";
    }

    /** Whether two URLs name one database, however it is written: relative or absolute, with or without the port. */
    static boolean sameDatabase(String url, String other) {
        return identity(url).equals(identity(other));
    }

    private static String identity(String url) {
        DatabaseKind kind = ofUrl(url);
        String rest = url.substring(kind.urlPrefix().length());
        return kind.databaseName + " " + (kind == SQLITE ? fileIdentity(rest) : serverIdentity(rest));
    }

    private static String fileIdentity(String rest) {
        int query = rest.indexOf('?');
        String file = query < 0 ? rest : rest.substring(0, query);
        if (file.startsWith("file:")) {
            file = file.substring("file:".length());
        }
        if (file.isEmpty() || file.startsWith(":")) {
            return file;
        }
        try {
            return Path.of(file).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            return file;
        }
    }

    /** Hosts, database and schema: two schemas of one database are two sides that can differ. */
    private static String serverIdentity(String rest) {
        Matcher parts = POSTGRESQL_URL.matcher(rest);
        if (!parts.matches()) {
            return rest;
        }
        String hosts = parts.group(1) == null || parts.group(1).isEmpty() ? "localhost" : parts.group(1);
        StringBuilder identity = new StringBuilder();
        for (String host : hosts.toLowerCase(Locale.ROOT).split(",", -1)) {
            identity.append(host).append(host.matches(".*:\\d+") ? "," : ":5432,");
        }
        Matcher schema = CURRENT_SCHEMA.matcher(parts.group(3) == null ? "" : parts.group(3));
        return identity + "/" + parts.group(2) + (schema.find() ? "/" + schema.group(1) : "");
    }
}
