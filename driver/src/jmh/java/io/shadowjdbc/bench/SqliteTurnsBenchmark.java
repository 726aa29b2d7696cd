package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** On SQLite, without mirroring. */
@State(Scope.Thread)
public class SqliteTurnsBenchmark extends TurnsBenchmark {
    @Override
    List<Wrapper> wrappers() {
        return List.of(
                Wrapper.RAW,
                Wrapper.SHADOW,
                Wrapper.P6SPY,
                Wrapper.DATASOURCE_PROXY,
                Wrapper.JOOQ_PARSING,
                Wrapper.RAW);
    }

    @Override
    Connection connect(Wrapper wrapper) throws SQLException {
        // one mapping of the file for all connections: with caches of their own one connection is a tenth slower than
        // another
        return wrapper.connect(Databases.sqlite() + "&mmap_size=268435456", "");
    }
}
