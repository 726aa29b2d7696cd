package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * On SQLite, every read mirrored to PostgreSQL and compared on the other core meanwhile; a turn fits into the queue, so that
 * each read is noted.
 */
@State(Scope.Thread)
public class MirrorTurnsBenchmark extends TurnsBenchmark {
    @Override
    List<Wrapper> wrappers() {
        return List.of(Wrapper.RAW, Wrapper.SHADOW_MIRRORS_100);
    }

    @Override
    Connection connect(Wrapper wrapper) throws SQLException {
        return wrapper.connect(Databases.sqlite(), Databases.postgresql(Databases.OTHER));
    }
}
