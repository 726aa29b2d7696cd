package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** On SQLite, mirrored to PostgreSQL. */
@State(Scope.Thread)
public class SqliteCaptureBenchmark extends CaptureBenchmark {
    @Override
    Connection connect(Wrapper through) throws SQLException {
        return through.connect(Databases.sqlite(), Databases.postgresql(Databases.OTHER));
    }
}
