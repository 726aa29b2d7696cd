package io.shadowjdbc;

import io.shadowjdbc.dialect.Dialect;
import io.shadowjdbc.dialect.HelperFunctions;
import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.schema.Definition;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapDeriver;
import io.shadowjdbc.schema.SchemaMapFile;
import io.shadowjdbc.schema.SchemaMapStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the schema map until there is one, and after that whether it has changed: in the configured file, else in
 * the PostgreSQL database, where the migrator puts it, else by reading both catalogues. On a thread of its own, so that
 * a database that is down delays nobody.
 */
final class SchemaMapWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SchemaMapWatch.class);
    private static final long FIRST_MILLIS = 1000;
    private static final long LATER_MILLIS = 5000;

    /** An epoch that there is not. */
    private static final long NEVER = -1;

    /** SQLITE_OPEN_READWRITE without SQLITE_OPEN_CREATE. */
    private static final String OPEN_EXISTING = "2";

    private final Optional<Path> file;
    private final List<Provider> providers;
    private final Consumer<SchemaMap> consumer;
    private final BooleanSupplier closeIfUnused;
    private final Thread thread;
    private volatile boolean closed;
    private volatile String current;
    private volatile long lookedIn = NEVER;
    private String lastProblem;
    private long lastRefresh = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
    private boolean helpersInstalled;

    /**
     * @param closeIfUnused is asked after each look; true ends the watch
     */
    SchemaMapWatch(
            Optional<Path> file,
            List<Provider> providers,
            Consumer<SchemaMap> consumer,
            BooleanSupplier closeIfUnused) {
        this.file = file;
        this.providers = providers;
        this.consumer = consumer;
        this.closeIfUnused = closeIfUnused;
        this.thread = new Thread(this::watch, "shadow-schema-map");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private boolean isNeeded() {
        return providers.stream().map(Provider::dialect).distinct().count() > 1;
    }

    private void watch() {
        while (!closed) {
            try {
                if (isNeeded()) {
                    lookQuietly();
                }
                Thread.sleep(current == null ? FIRST_MILLIS : LATER_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            if (closeIfUnused.getAsBoolean()) {
                return;
            }
        }
    }

    private void lookQuietly() {
        try {
            look();
            lastProblem = null;
        } catch (SQLException | IOException | RuntimeException e) {
            if (!e.toString().equals(lastProblem)) {
                lastProblem = e.toString();
                log.warn("the schema map can't be read, reads are not compared until it can: {}", lastProblem);
            }
        }
    }

    /**
     * Makes sure that there is a map, for connections that can't do without, and that it is not older than the change of
     * provider with which they began to need it: the tables may have been made or filled since the last look.
     *
     * @param epoch of the provider that they are about to use
     */
    void require(long epoch) throws SQLException {
        if (epoch == lookedIn) {
            return;
        }
        synchronized (this) {
            if (epoch != lookedIn) {
                lookOrThrow();
                lookedIn = epoch;
            }
        }
    }

    private void lookOrThrow() throws SQLException {
        try {
            look();
        } catch (IOException e) {
            throw new SQLException("the schema map " + file.orElseThrow() + " can't be read: " + e.getMessage(), e);
        }
        if (current == null) {
            throw new SQLException("there is no schema map: run 'shadow-migrator migrate' first, or name the file"
                    + " that it wrote in shadow.schema-map");
        }
    }

    /** DDL that came through the driver has changed the map, and stored it. */
    synchronized void changed(SchemaMap map) {
        use(map);
    }

    /** Looks whether somebody else has changed the map; true if so. At most once a second. */
    synchronized boolean refresh() {
        if (System.nanoTime() - lastRefresh < TimeUnit.MILLISECONDS.toNanos(FIRST_MILLIS)) {
            return false;
        }
        lastRefresh = System.nanoTime();
        String before = current;
        lookQuietly();
        return before != null && !before.equals(current);
    }

    private synchronized void look() throws SQLException, IOException {
        Optional<SchemaMap> found = file.isPresent() ? Optional.of(fromFile()) : fromDatabases();
        found.ifPresent(this::use);
    }

    private void use(SchemaMap map) {
        String json = SchemaMapFile.toJson(map);
        if (!json.equals(current)) {
            current = json;
            consumer.accept(map);
            log.info("schema map of {} tables in use", map.tables().size());
        }
    }

    private SchemaMap fromFile() throws SQLException, IOException {
        return defined(SchemaMapFile.read(file.orElseThrow()));
    }

    /** The map with the statements that made SQLite's schema: the migrator's own holds tables and columns only. */
    private SchemaMap defined(SchemaMap map) throws SQLException {
        if (!map.definitions().isEmpty() || map.tables().isEmpty()) {
            return map;
        }
        Optional<Connection> source = existingSqlite();
        if (source.isEmpty()) {
            return map.withDefinitions(Definition.of(map));
        }
        try (Connection sqlite = source.get()) {
            return map.withDefinitions(Definition.read(sqlite));
        }
    }

    /** The application's SQLite file, if it is there: it is never made. */
    private Optional<Connection> existingSqlite() {
        Properties properties = new Properties();
        properties.setProperty("open_mode", OPEN_EXISTING);
        try {
            return Optional.of(provider(Dialect.SQLITE).connect(properties));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private Optional<SchemaMap> fromDatabases() throws SQLException {
        Provider postgresql = provider(Dialect.POSTGRESQL);
        Properties properties = new Properties();
        // a server that hangs must not hold up the watch for good
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        try (Connection target = postgresql.connect(properties)) {
            Optional<SchemaMap> stored = SchemaMapStore.load(target);
            Optional<SchemaMap> found = stored.isPresent() ? Optional.of(defined(stored.get())) : derived(target);
            if (found.isPresent() && !helpersInstalled) {
                installHelpers(target);
            }
            return found;
        }
    }

    /** The migrator has installed them, in the version that it knew; translations of this driver need this version. */
    private void installHelpers(Connection target) {
        try {
            HelperFunctions.install(target);
            helpersInstalled = true;
        } catch (SQLException e) {
            log.warn(
                    "the helper functions can't be installed in the schema shadow, statements that need them will"
                            + " fail on PostgreSQL; grant CREATE on that schema: {}",
                    e.getMessage());
        }
    }

    /** Of two databases that are both empty the map is empty too: the application is about to make its tables. */
    private Optional<SchemaMap> derived(Connection target) throws SQLException {
        Optional<Connection> existing = existingSqlite();
        if (existing.isEmpty()) {
            return Optional.of(SchemaMap.empty());
        }
        try (Connection source = existing.get()) {
            SchemaMap map = SchemaMapDeriver.derive(source, target, target.getSchema());
            boolean usable = !map.tables().isEmpty() || map.definitions().isEmpty();
            return usable ? Optional.of(map) : Optional.empty();
        }
    }

    private Provider provider(Dialect dialect) {
        return providers.stream()
                .filter(provider -> provider.dialect() == dialect)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        closed = true;
        // the watch itself closes a data source that nobody uses any more; an interrupt would cut that short
        if (Thread.currentThread() != thread) {
            thread.interrupt();
        }
    }
}
