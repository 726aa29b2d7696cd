package io.shadowjdbc;

import io.shadowjdbc.dialect.Dialect;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the schema map comes from: the configured file, else the PostgreSQL database, where the migrator puts it, else both
 * catalogues. Not for use by several threads.
 */
final class SchemaMapSource {
    private static final Logger log = LoggerFactory.getLogger(SchemaMapSource.class);

    /** SQLITE_OPEN_READWRITE without SQLITE_OPEN_CREATE. */
    private static final String OPEN_EXISTING = "2";

    private final Optional<Path> file;
    private final List<Provider> providers;
    private final HelperInstallation helpers = new HelperInstallation();
    /** To the PostgreSQL database, since the last look that was to be asked for again; null where there is none. */
    private Connection kept;
    /** The text that was stored at the last look; empty where there was none, or it is in a file. */
    private Optional<String> stored = Optional.empty();

    SchemaMapSource(Optional<Path> file, List<Provider> providers) {
        this.file = file;
        this.providers = providers;
    }

    /** Whether the two databases are of two kinds. */
    boolean isNeeded() {
        return providers.stream().map(Provider::dialect).distinct().count() > 1;
    }

    /** Reads it; empty where it can't be told yet. */
    Optional<SchemaMap> read() throws SQLException, IOException {
        if (file.isPresent()) {
            installHelpers();
            return Optional.of(fromFile(file.get()));
        }
        try (Connection target = connect()) {
            return from(target);
        }
    }

    /** As {@link #read}, so that {@link #isUnchanged} is quick. */
    Optional<SchemaMap> readAndKeepConnection() throws SQLException, IOException {
        if (file.isPresent()) {
            return read();
        }
        disconnect();
        kept = connect();
        return from(kept);
    }

    /** Whether what was read last is what is stored now; false also where that can't be told at once. */
    boolean isUnchanged() {
        try {
            return kept != null && stored.isPresent() && stored.equals(SchemaMapStore.text(kept));
        } catch (SQLException e) {
            // the connection is broken; the caller opens another
            return false;
        }
    }

    void disconnect() {
        Connection last = kept;
        kept = null;
        if (last != null) {
            try {
                last.close();
            } catch (SQLException e) {
                log.debug("a connection for the schema map did not close", e);
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        // a server that hangs must not hold up the watch for good
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        return provider(Dialect.POSTGRESQL).connect(properties);
    }

    private SchemaMap fromFile(Path path) throws SQLException, IOException {
        try {
            return defined(SchemaMapFile.read(path));
        } catch (IOException e) {
            throw new IOException("the schema map " + path + " can't be read: " + e.getMessage(), e);
        }
    }

    private Optional<SchemaMap> from(Connection target) throws SQLException {
        stored = SchemaMapStore.text(target);
        Optional<SchemaMap> found =
                stored.isPresent() ? Optional.of(defined(SchemaMapFile.fromJson(stored.get()))) : derived(target);
        if (found.isPresent()) {
            helpers.install(target);
        }
        return found;
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

    /** Whether PostgreSQL is known to lack the functions that translations call. */
    boolean lacksHelpers() {
        return helpers.isMissing();
    }

    /** Beside a map from a file, which can be read while PostgreSQL is down. */
    private void installHelpers() {
        if (helpers.isDone()) {
            return;
        }
        try (Connection target = connect()) {
            helpers.install(target);
        } catch (SQLException e) {
            log.debug("whether PostgreSQL has the helper functions is not known: {}", e.toString());
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
}
