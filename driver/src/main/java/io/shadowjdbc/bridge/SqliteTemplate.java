package io.shadowjdbc.bridge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;

/**
 * A real SQLite connection to an empty database in memory, for everything that does not depend on data: what
 * sqlite-jdbc says to calls that it does not support, its defaults, its metadata, its date settings. So those answers
 * are sqlite-jdbc's own in every version.
 */
final class SqliteTemplate implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteTemplate.class);

    private final SQLiteConnection connection;
    private final PreparedStatement statement;
    private final ResultSet resultSet;

    /**
     * @param properties connection properties of the application, its date settings among them
     */
    SqliteTemplate(String applicationUrl, Properties properties) throws SQLException {
        String url = "jdbc:sqlite::memory:" + dateSettings(applicationUrl);
        connection = (SQLiteConnection) new JDBC().connect(url, onlyDateSettings(properties));
        statement = connection.prepareStatement("SELECT 1 WHERE 0");
        resultSet = connection.createStatement().executeQuery("SELECT 1 WHERE 0");
    }

    private static String dateSettings(String url) {
        int query = url.indexOf('?');
        if (query < 0) {
            return "";
        }
        StringBuilder settings = new StringBuilder();
        for (String parameter : url.substring(query + 1).split("&")) {
            if (parameter.startsWith("date_")) {
                settings.append(settings.length() == 0 ? '?' : '&').append(parameter);
            }
        }
        return settings.toString();
    }

    private static Properties onlyDateSettings(Properties properties) {
        Properties settings = new Properties();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("date_")) {
                settings.setProperty(name, properties.getProperty(name));
            }
        }
        return settings;
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement statement() {
        return statement;
    }

    ResultSet resultSet() {
        return resultSet;
    }

    SqliteDates dates() {
        return new SqliteDates(connection.getConnectionConfig());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("the template connection did not close: {}", e.toString());
        }
    }
}
