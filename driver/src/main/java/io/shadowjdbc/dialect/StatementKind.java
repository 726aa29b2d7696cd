package io.shadowjdbc.dialect;

/** What a statement does, as far as transactions, mirroring and generated keys care. */
public enum StatementKind {
    /** SELECT, VALUES and WITH ... SELECT: reads and changes nothing. */
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    /** CREATE, ALTER, DROP. */
    DDL,
    /** BEGIN in any form. */
    BEGIN,
    /** COMMIT and END. */
    COMMIT,
    /** ROLLBACK of the whole transaction. */
    ROLLBACK,
    SAVEPOINT,
    RELEASE,
    ROLLBACK_TO,
    PRAGMA,
    EXPLAIN,
    ATTACH,
    DETACH,
    /** VACUUM, ANALYZE, REINDEX. */
    MAINTENANCE,
    /** More than one statement in one text. */
    SCRIPT,
    /** Nothing but white space and comments. */
    EMPTY,
    /** Could not be parsed. */
    UNKNOWN;

    /** Whether the statement changes rows. */
    public boolean changesRows() {
        return this == INSERT || this == UPDATE || this == DELETE;
    }

    /** Whether the statement changes rows or tables, or may for all we know. */
    public boolean mayWrite() {
        return changesRows() || this == DDL || this == SCRIPT || this == UNKNOWN;
    }

    /** Whether the statement begins or ends a transaction or a savepoint. */
    public boolean controlsTransactions() {
        return switch (this) {
            case BEGIN, COMMIT, ROLLBACK, SAVEPOINT, RELEASE, ROLLBACK_TO -> true;
            default -> false;
        };
    }
}
