package io.shadowjdbc.migrator.plan;

/** How a column of text is held that has the character U+0000 in some value; PostgreSQL's text can't hold it. */
public enum NulHandling {
    /** The whole column as bytea, byte for byte. */
    BYTEA,
    /** As text in which U+0000 is written as U+2400 and 0; reads back as it was. */
    ESCAPE,
    /** As text without these characters; the values are altered. */
    STRIP
}
