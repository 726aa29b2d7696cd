package io.shadowjdbc.migrator;

/** The migrator could not do its work: a database that can't be read or reached, a disk that is full. Exit code 3. */
public class MigrationException extends Exception {
    private static final long serialVersionUID = 1L;

    public MigrationException(String message) {
        super(message);
    }

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
