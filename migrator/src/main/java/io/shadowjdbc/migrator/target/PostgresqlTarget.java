package io.shadowjdbc.migrator.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.existing.ExistingSchema;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A PostgreSQL database and the schema in it that receives the tables.
 *
 * @param url JDBC URL; may hold user and password
 * @param login user and password given apart from the URL
 * @param schema the schema
 */
public record PostgresqlTarget(String url, Properties login, String schema) {
    private static final String PREFIX = "jdbc:postgresql:";

    /**
     * Reads what an operator gives as target: {@code jdbc:postgresql:...} or {@code postgresql://user@host:port/db}.
     *
     * @param password from a file or the environment, or null
     * @throws IllegalArgumentException if it is neither
     */
    public static PostgresqlTarget parse(String target, String password, String schema) {
        Properties login = new Properties();
        String url = target;
        if (target.startsWith("jdbc:shadow:")) {
            url = "jdbc:" + target.substring("jdbc:shadow:".length());
        }
        if (target.startsWith("postgresql://") || target.startsWith("postgres://")) {
            url = ofLibpq(target, login);
        } else if (!url.startsWith(PREFIX)) {
            throw new IllegalArgumentException(
                    "expected jdbc:postgresql://host:port/database or postgresql://user@host:port/database as target");
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        return new PostgresqlTarget(url, login, schema);
    }

    /** libpq's form of URL; user and password go before the host there. */
    private static String ofLibpq(String target, Properties login) {
        URI uri;
        try {
            uri = URI.create(target);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the target is no valid URL; percent-encode special characters in user, password and database", e);
        }
        if (uri.getRawUserInfo() != null) {
            String[] parts = uri.getRawUserInfo().split(":", 2);
            login.setProperty("user", URLDecoder.decode(parts[0], UTF_8));
            if (parts.length > 1) {
                login.setProperty("password", URLDecoder.decode(parts[1], UTF_8));
            }
        }
        String authority =
                uri.getRawAuthority() == null ? "" : uri.getRawAuthority().replaceFirst("^.*@", "");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return PREFIX + "//" + authority + (uri.getRawPath() == null ? "/" : uri.getRawPath()) + query;
    }

    /** The URL without anything secret, for messages. */
    public String display() {
        return url.replaceFirst("\\?.*", "");
    }

    /** The URL to be given again in another command: user and parameters, without passwords. */
    public String withoutSecrets() {
        List<String> parameters = new ArrayList<>();
        String query = url.contains("?") ? url.substring(url.indexOf('?') + 1) : "";
        for (String parameter : query.split("&")) {
            String key = parameter.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
            if (!key.isEmpty() && !key.contains("password")) {
                parameters.add(parameter);
            }
        }
        String user = login.getProperty("user");
        if (user != null) {
            parameters.add("user=" + URLEncoder.encode(user, UTF_8));
        }
        return display() + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
    }

    /** The login's name, or null where neither URL nor login says it. */
    public String user() {
        return parsed().getProperty("user");
    }

    /** The database's name. */
    public String database() {
        return parsed().getProperty("PGDBNAME");
    }

    private Properties parsed() {
        Properties parsed = Driver.parseURL(url, login);
        if (parsed == null) {
            throw new IllegalArgumentException("expected jdbc:postgresql://host:port/database as target");
        }
        return parsed;
    }

    /** Opens a connection. */
    public Connection connect() throws SQLException {
        return connect(new Properties());
    }

    /**
     * Opens a connection whose results come in PostgreSQL's own text form, as {@code ::text} gives it, in one format
     * whatever the server's settings.
     */
    public Connection connectForText() throws SQLException {
        Properties options = new Properties();
        options.setProperty("binaryTransfer", "false");
        Connection connection = connect(options);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            statement.execute("SET DateStyle = 'ISO, YMD'");
            statement.execute("SET bytea_output = 'hex'");
            statement.execute("SET extra_float_digits = 1");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect(Properties options) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "shadow-migrator");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "15");
        properties.putAll(options);
        properties.putAll(login);
        return DriverManager.getConnection(url, properties);
    }

    /** Opens a connection; failure names the target, and never the password. */
    public Connection open() throws MigrationException {
        try {
            return connect();
        } catch (SQLException e) {
            throw new MigrationException(unreachable(e), e);
        }
    }

    /** The tables that its schema has already. */
    public ExistingSchema existing() throws MigrationException {
        try (Connection connection = open()) {
            return ExistingSchema.read(connection, schema);
        } catch (SQLException e) {
            throw new MigrationException(
                    "reading the tables of " + display() + ", schema " + schema + " failed: " + e.getMessage(), e);
        }
    }

    /** What to say of a failed connection; drivers repeat a URL that they do not understand, password and all. */
    String unreachable(SQLException e) {
        return "target " + display() + " can't be reached: "
                + String.valueOf(e.getMessage()).replace(url, display());
    }
}
