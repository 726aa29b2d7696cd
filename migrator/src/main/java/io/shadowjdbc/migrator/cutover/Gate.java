package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.migrator.MigrationException;

/** One condition that has to hold before activity goes to the other database. */
public interface Gate {
    /** The name by which it is waived. */
    String name();

    /**
     * Looks at it; changes nothing.
     *
     * @throws MigrationException if that can't be done; the gate counts as closed then
     */
    GateState look() throws MigrationException;
}
