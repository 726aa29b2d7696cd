package io.shadowjdbc.migrator.plan;

/** What an integer key becomes. */
public enum KeyKind {
    /** It stays an integer. */
    INTEGER,
    /** A UUID that says which integer it was; see {@link io.shadowjdbc.schema.UuidKeyCodec}. */
    UUID
}
