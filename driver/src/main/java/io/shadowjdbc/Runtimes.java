package io.shadowjdbc;

import io.shadowjdbc.config.ShadowConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The data sources of this process: connections with equal configurations share one. A data source that has had no
 * connection for a while is closed and forgotten; the next connection makes it again.
 */
final class Runtimes {
    private static final Map<ShadowConfig, DataSourceRuntime> RUNTIMES = new HashMap<>();

    private Runtimes() {}

    static Connection connect(ShadowConfig config) throws SQLException {
        return of(config).connect();
    }

    private static DataSourceRuntime of(ShadowConfig config) throws SQLException {
        synchronized (RUNTIMES) {
            DataSourceRuntime runtime = RUNTIMES.get(config);
            if (runtime == null) {
                runtime = new DataSourceRuntime(config);
                RUNTIMES.put(config, runtime);
            }
            runtime.expectConnection();
            return runtime;
        }
    }

    /** Closes a data source if it has no connection and expects none. */
    static boolean closeIfUnused(DataSourceRuntime runtime) {
        synchronized (RUNTIMES) {
            if (runtime.isInUse()) {
                return false;
            }
            RUNTIMES.remove(runtime.config(), runtime);
        }
        runtime.close();
        return true;
    }

    /** Closes all: the driver is deregistered or the process ends. */
    static void closeAll() {
        Map<ShadowConfig, DataSourceRuntime> left;
        synchronized (RUNTIMES) {
            left = new HashMap<>(RUNTIMES);
            RUNTIMES.clear();
        }
        left.values().forEach(DataSourceRuntime::close);
    }
}
