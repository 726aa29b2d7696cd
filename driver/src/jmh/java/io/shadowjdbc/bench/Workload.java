package io.shadowjdbc.bench;

import java.sql.SQLException;
import org.openjdk.jmh.infra.Blackhole;

/** What an application does with its database. */
public enum Workload {
    POINT_READ,
    PREPARE_EXECUTE_READ_CLOSE,
    HUNDRED_ROWS,
    TEN_THOUSAND_ROWS,
    INSERT_AND_COMMIT;

    /** One connection on which it can be done. */
    public interface Place extends AutoCloseable {
        void work(Workload workload, int times, Blackhole hole) throws SQLException;

        @Override
        void close() throws SQLException;
    }
}
