package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** On SQLite; mirrored to PostgreSQL. */
@State(Scope.Thread)
public class SqliteBenchmark extends DatabaseBenchmark {
    @Param({"RAW", "SHADOW", "SHADOW_MIRRORS_10", "SHADOW_MIRRORS_100", "P6SPY", "DATASOURCE_PROXY", "JOOQ_PARSING"})
    private Wrapper wrapper;

    @Override
    Connection connect() throws SQLException {
        return wrapper.connect(Databases.sqlite(), Databases.postgresql(Databases.OTHER));
    }
}
