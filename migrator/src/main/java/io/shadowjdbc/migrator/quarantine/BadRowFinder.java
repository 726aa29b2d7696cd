package io.shadowjdbc.migrator.quarantine;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.TableFit;
import java.sql.Connection;
import java.sql.SQLException;

/** Finds rows of one kind that the target can't take. */
public interface BadRowFinder {
    /** Told of rows that the target can't take. */
    interface Taker {
        void take(BadRow bad) throws SQLException;
    }

    /**
     * Finds the rows of a table.
     *
     * @param source a connection to the database as far as it is sifted
     * @param taker may not write to the database before this returns
     */
    void find(Connection source, TableFit fit, Taker taker) throws SQLException, MigrationException;

    /** Whether rows found in one table may make rows of others bad, so that all have to be looked at again. */
    default boolean isContagious() {
        return false;
    }
}
