package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a wrapper costs by itself: over a driver that does no work, where no database's noise hides it. */
@State(Scope.Thread)
public class StubBenchmark extends DatabaseBenchmark {
    @Param({"RAW", "SHADOW", "HIKARI", "P6SPY", "DATASOURCE_PROXY", "JOOQ_PARSING", "AWS"})
    private Wrapper wrapper;

    @Override
    Connection connect() throws SQLException {
        StubDriver.install();
        // the one rival that takes PostgreSQL only
        return wrapper.connect(
                wrapper == Wrapper.AWS ? StubDriver.POSTGRESQL_URL : StubDriver.URL, StubDriver.OTHER_URL);
    }
}
