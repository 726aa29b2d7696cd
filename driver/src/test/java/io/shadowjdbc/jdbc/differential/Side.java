package io.shadowjdbc.jdbc.differential;

import io.shadowjdbc.ShadowDataSource;
import io.shadowjdbc.ShadowDriver;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * One way to the same kind of database: with the plain driver, or with ours.
 *
 * @param name in reports
 * @param product the database product
 * @param plainUrl the plain driver's URL of a database that only this side uses
 * @param settings our settings; null for the plain driver
 * @param place a regular expression for what texts of this side name its database
 */
record Side(String name, Product product, String plainUrl, String settings, Pattern place) {
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{4,16}\\b");

    /** Types of our own have another number in each database. */
    private static final Pattern TYPE_NUMBER = Pattern.compile("<unknown:\\d+>");

    boolean isPlain() {
        return settings == null;
    }

    String url() {
        if (isPlain()) {
            return plainUrl;
        }
        return plainUrl.replaceFirst("^jdbc:", "jdbc:shadow:") + (plainUrl.contains("?") ? "&" : "?") + settings;
    }

    Connection connect(Properties properties) throws SQLException {
        return driver().connect(url(), properties);
    }

    /** A connection of the plain driver, which looks at the database from outside. */
    Connection connectPlainly() throws SQLException {
        return plainDriver().connect(plainUrl, new Properties());
    }

    Driver driver() {
        return isPlain() ? plainDriver() : new ShadowDriver();
    }

    private Driver plainDriver() {
        return product == Product.SQLITE ? new org.sqlite.JDBC() : new org.postgresql.Driver();
    }

    DataSource dataSource() {
        if (!isPlain()) {
            return shadowDataSource();
        }
        if (product == Product.SQLITE) {
            org.sqlite.SQLiteDataSource source = new org.sqlite.SQLiteDataSource();
            source.setUrl(url());
            return source;
        }
        org.postgresql.ds.PGSimpleDataSource source = new org.postgresql.ds.PGSimpleDataSource();
        source.setURL(withoutLogin(url()));
        source.setUser(login("user"));
        source.setPassword(login("password"));
        return source;
    }

    private ShadowDataSource shadowDataSource() {
        ShadowDataSource source = new ShadowDataSource();
        source.setUrl(url());
        if (product == Product.POSTGRESQL) {
            source.setUrl(withoutLogin(url()));
            source.setUser(login("user"));
            source.setPassword(login("password"));
        }
        return source;
    }

    /** What the data source's caller gives must count, and not what the URL says. */
    private static String withoutLogin(String url) {
        return url.replaceAll("(user|password)=[^&]*&?", "");
    }

    private String login(String key) {
        return plainUrl.replaceFirst(".*[?&]" + key + "=([^&]*).*", "$1");
    }

    /** The text without what differs between two sides by their nature. */
    String neutral(String text) {
        String neutral = place.matcher(text).replaceAll("<place>");
        neutral = IDENTITY.matcher(neutral).replaceAll("@<identity>");
        return TYPE_NUMBER.matcher(neutral).replaceAll("<unknown>");
    }
}
