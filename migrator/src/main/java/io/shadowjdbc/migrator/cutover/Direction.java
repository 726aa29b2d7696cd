package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.config.DatabaseKind;

/** Which way activity goes. */
public enum Direction {
    TO_POSTGRESQL("cutover", DatabaseKind.SQLITE, DatabaseKind.POSTGRESQL),
    TO_SQLITE("rollback", DatabaseKind.POSTGRESQL, DatabaseKind.SQLITE);

    private final String command;
    private final DatabaseKind from;
    private final DatabaseKind to;

    Direction(String command, DatabaseKind from, DatabaseKind to) {
        this.command = command;
        this.from = from;
        this.to = to;
    }

    /** The command that goes this way. */
    public String command() {
        return command;
    }

    /** The database that is active at first. */
    public DatabaseKind from() {
        return from;
    }

    /** The database that is active at the end. */
    public DatabaseKind to() {
        return to;
    }

    public Direction back() {
        return this == TO_POSTGRESQL ? TO_SQLITE : TO_POSTGRESQL;
    }
}
