package io.shadowjdbc.migrator.target;

/** Told of the progress of a copy; called by several threads. */
public interface CopyProgress {
    /** That many more rows and bytes of a table have been sent. */
    void copied(String table, long rows, long bytes);

    /** A table is complete. */
    void done(String table);

    /** A phase after the data begins, such as building indexes. */
    void phase(String text);
}
