package io.shadowjdbc.provider;

import io.shadowjdbc.config.DatabaseKind;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Finds the application's own JDBC driver for a URL. */
final class InnerDriver {
    private InnerDriver() {}

    /**
     * The driver that is registered for the URL or, where class loaders keep it from being registered, as in a web
     * application, the driver's class as we or the calling thread see it.
     *
     * @throws SQLException if there is none; the message says which jar is missing
     */
    static Driver find(String url) throws SQLException {
        try {
            return DriverManager.getDriver(url);
        } catch (SQLException notRegistered) {
            String name = DatabaseKind.ofUrl(url).driverClassName();
            try {
                return load(name);
            } catch (ReflectiveOperationException e) {
                throw new SQLException(
                        "the JDBC driver " + name + " is not on the class path; add its jar", "08001", e);
            }
        }
    }

    private static Driver load(String name) throws ReflectiveOperationException {
        try {
            return instance(name, InnerDriver.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return instance(name, Thread.currentThread().getContextClassLoader());
        }
    }

    private static Driver instance(String name, ClassLoader loader) throws ReflectiveOperationException {
        return Class.forName(name, true, loader)
                .asSubclass(Driver.class)
                .getDeclaredConstructor()
                .newInstance();
    }
}
