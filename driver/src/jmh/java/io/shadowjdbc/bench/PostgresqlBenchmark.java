package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** On PostgreSQL; mirrored to another PostgreSQL database. */
@State(Scope.Thread)
public class PostgresqlBenchmark extends DatabaseBenchmark {
    @Param({
        "RAW",
        "SHADOW",
        "SHADOW_MIRRORS_10",
        "SHADOW_MIRRORS_100",
        "P6SPY",
        "DATASOURCE_PROXY",
        "JOOQ_PARSING",
        "AWS"
    })
    private Wrapper wrapper;

    @Override
    Connection connect() throws SQLException {
        return wrapper.connect(Databases.postgresql(Databases.POSTGRESQL), Databases.postgresql(Databases.OTHER));
    }
}
