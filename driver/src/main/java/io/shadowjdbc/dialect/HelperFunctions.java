package io.shadowjdbc.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/** The functions in PostgreSQL's schema {@code shadow} that translated statements call. Safe for threads. */
public final class HelperFunctions {
    private static final String RESOURCE = "helpers.sql";
    private static final String BODY = read();
    private static final String VERSION = hash(BODY);

    /** Any number that nobody else locks by: the first bytes of the word "shadow". */
    private static final long LOCK = 0x736861646f77L;

    private HelperFunctions() {}

    /**
     * The script that creates them, and {@code shadow.sq_version()}. It may run any number of times; run it in one
     * transaction, as {@link #install} does, so that two sessions do not meet.
     */
    public static String script() {
        return "SELECT pg_advisory_xact_lock(" + LOCK + ");\n" + BODY
                + "\nCREATE OR REPLACE FUNCTION shadow.sq_version() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '"
                + VERSION + "' $$;\n";
    }

    /** The definitions of the functions alone. */
    static String body() {
        return BODY;
    }

    /** Which functions these are: a hash of their definitions, which {@code shadow.sq_version()} answers. */
    public static String version() {
        return VERSION;
    }

    /** Whether this version of the functions is installed in the database. Leaves the transaction as it was. */
    public static boolean isInstalled(Connection connection) throws SQLException {
        String exists = "SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                + " WHERE n.nspname = 'shadow' AND p.proname = 'sq_version'";
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(exists)) {
                if (!row.next()) {
                    return false;
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT shadow.sq_version()")) {
                return row.next() && VERSION.equals(row.getString(1));
            }
        }
    }

    /**
     * Whether the functions of some version are installed, and this login may call them.
     *
     * @throws SQLException if the connection is lost
     */
    public static boolean isUsable(Connection connection) throws SQLException {
        // casts of the names would fail where the schema is not there
        String query = "SELECT n.nspname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                + " WHERE n.nspname = 'shadow' AND p.proname = 'sq_version' AND has_schema_privilege(n.oid, 'USAGE')"
                + " AND has_function_privilege(p.oid, 'EXECUTE')";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }

    /**
     * Installs the functions where this version of them is not installed yet.
     *
     * @param connection to PostgreSQL, outside a transaction; needs the right to create in the database or in schema
     *     {@code shadow}
     */
    public static void install(Connection connection) throws SQLException {
        if (isInstalled(connection)) {
            return;
        }
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(script());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private static String read() {
        try (InputStream in = HelperFunctions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the driver's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
