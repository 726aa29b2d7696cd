package io.shadowjdbc;

import io.shadowjdbc.config.ShadowConfig;
import io.shadowjdbc.mirror.Budget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data sources of this process: connections with equal configurations share one. A data source that has had no
 * connection for a while is closed and forgotten; the next connection makes it again.
 */
final class Runtimes {
    private static final Map<ShadowConfig, DataSourceRuntime> RUNTIMES = new ConcurrentHashMap<>();
    private static final Budget.Ledger LEDGER = new Budget.Ledger();

    private Runtimes() {}

    static Connection connect(ShadowConfig config) throws SQLException {
        while (true) {
            DataSourceRuntime runtime = RUNTIMES.get(config);
            if (runtime == null) {
                runtime = open(config);
            }
            if (runtime.expectConnection()) {
                return runtime.connect();
            }
            // it was unused for too long, at this very moment
            forget(runtime);
        }
    }

    private static DataSourceRuntime open(ShadowConfig config) throws SQLException {
        synchronized (RUNTIMES) {
            DataSourceRuntime runtime = RUNTIMES.get(config);
            if (runtime == null) {
                runtime = create(config);
                RUNTIMES.put(config, runtime);
            }
            return runtime;
        }
    }

    private static DataSourceRuntime create(ShadowConfig config) throws SQLException {
        ProcessWideName name = ProcessWideName.of(config.instance());
        try {
            return new DataSourceRuntime(config, name, LEDGER);
        } catch (SQLException | RuntimeException e) {
            name.close();
            throw e;
        }
    }

    static void forget(DataSourceRuntime runtime) {
        RUNTIMES.remove(runtime.config(), runtime);
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
