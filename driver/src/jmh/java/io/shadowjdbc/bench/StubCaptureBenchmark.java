package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Over a driver that does no work. */
@State(Scope.Thread)
public class StubCaptureBenchmark extends CaptureBenchmark {
    @Override
    Connection connect(Wrapper through) throws SQLException {
        StubDriver.install();
        return through.connect(StubDriver.URL, StubDriver.OTHER_URL);
    }
}
