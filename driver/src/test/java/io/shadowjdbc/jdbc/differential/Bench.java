package io.shadowjdbc.jdbc.differential;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where one side's subjects are made: a connection to a database in a known state, and the objects that a result may turn
 * out to be. Cleared after each call.
 */
final class Bench implements AutoCloseable {
    /** Makes an object on a connection or without. */
    interface Maker<T> {
        T make(Bench bench) throws SQLException;
    }

    private final Side side;
    private final Connection outside;
    private final Map<Object, String> known = new IdentityHashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, Lasting> lasting = new HashMap<>();
    private Connection connection;
    private Map<String, String> asOpened = Map.of();

    Bench(Side side) throws SQLException {
        this.side = side;
        this.outside = side.connectPlainly();
        side.product().create(outside);
    }

    Side side() {
        return side;
    }

    Product product() {
        return side.product();
    }

    /** The connection that subjects are made on. */
    Connection connection() throws SQLException {
        if (connection == null) {
            connection = side.connect(new Properties());
            asOpened = settings();
        }
        known.put(connection, "the connection");
        return connection;
    }

    /** A connection that looks at what was committed. */
    Connection outside() {
        return outside;
    }

    /** Names an object, for the case that a call returns it, and closes it in the end. */
    <T> T know(String name, T object) {
        known.put(object, name);
        if (object instanceof AutoCloseable closeable && object != connection) {
            open.push(closeable);
        }
        return object;
    }

    /** Does something when the call is over. */
    void finallyDo(AutoCloseable end) {
        open.push(end);
    }

    /** The name of an object that is known, or null. */
    String nameOf(Object object) {
        return known.get(object);
    }

    /** A subject whose connection is closed, so that there is little that a call could change: made once. */
    @SuppressWarnings("unchecked")
    <T> T lasting(String name, Maker<T> maker) throws SQLException {
        Lasting found = lasting.get(name);
        if (found == null) {
            connection();
            found = new Lasting(maker.make(this), connection);
            lasting.put(name, found);
            known.clear();
            open.clear();
            // what is made afterwards is made upon a new connection
            connection = null;
        }
        known.put(found.connection, "the connection");
        return (T) found.subject;
    }

    private record Lasting(Object subject, Connection connection) {}

    /** Closes what the call left open. */
    void clear() throws SQLException {
        while (!open.isEmpty()) {
            quietly(open.pop());
        }
        known.clear();
        if (connection == null) {
            return;
        }
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            if (!connection.isClosed() && connection.isReadOnly()) {
                connection.setReadOnly(false);
            }
        } catch (SQLException e) {
            discardConnection();
            return;
        }
        if (connection.isClosed()) {
            discardConnection();
        }
    }

    /** Whether the connection has the settings with which it was opened. */
    boolean isAsOpened() {
        return connection != null && settings().equals(asOpened);
    }

    private Map<String, String> settings() {
        Probes probes = new Probes(this);
        probes.connection(connection);
        return probes.facts();
    }

    /** The next subject gets a connection of its own. */
    void discardConnection() {
        if (connection != null) {
            quietly(connection);
            connection = null;
        }
    }

    /** The rows are as they were. */
    void reset() throws SQLException {
        product().reset(outside);
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // it may be broken: that was the point of the call
        }
    }

    @Override
    public void close() throws SQLException {
        clear();
        discardConnection();
        outside.close();
    }
}
