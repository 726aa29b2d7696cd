package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** On PostgreSQL, without mirroring. */
@State(Scope.Thread)
public class PostgresqlTurnsBenchmark extends TurnsBenchmark {
    @Override
    List<Wrapper> wrappers() {
        return List.of(
                Wrapper.RAW,
                Wrapper.SHADOW,
                Wrapper.P6SPY,
                Wrapper.DATASOURCE_PROXY,
                Wrapper.JOOQ_PARSING,
                Wrapper.AWS,
                Wrapper.RAW);
    }

    @Override
    Connection connect(Wrapper wrapper) throws SQLException {
        return wrapper.connect(Databases.postgresql(Databases.POSTGRESQL), "");
    }
}
