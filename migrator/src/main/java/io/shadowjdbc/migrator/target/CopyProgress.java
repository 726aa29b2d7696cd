package io.shadowjdbc.migrator.target;

/** Told of the progress of a copy; called by several threads. */
public interface CopyProgress {
    /**
     * A table is about to be copied, or to be continued.
     *
     * @param ranges in how many parts
     * @param rangesKept how many of them an interrupted copy has left there, with {@code rowsKept} rows
     */
    default void begins(String table, int ranges, int rangesKept, long rowsKept) {}

    /** That many more rows and bytes of a table have been sent. */
    void copied(String table, long rows, long bytes);

    /** One of several ranges of a table is complete. */
    default void rangeDone(String table) {}

    /** A table is complete. */
    void done(String table);

    /** A phase after the data begins, such as building indexes. */
    void phase(String text);
}
