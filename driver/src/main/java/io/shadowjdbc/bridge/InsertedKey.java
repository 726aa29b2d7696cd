package io.shadowjdbc.bridge;

/** A connection of the bridge, as far as what {@code last_insert_rowid()} answers there; no database is asked. */
public interface InsertedKey {
    /** Null where the last new row has no key on PostgreSQL. */
    Long lastInsertRowid();

    void noteInsertedRowid(Long rowid);
}
