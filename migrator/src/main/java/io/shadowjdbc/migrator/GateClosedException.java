package io.shadowjdbc.migrator;

import java.util.List;

/** The migrator refuses to go on because of what it found. Exit code 1. */
public class GateClosedException extends MigrationException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> findings;

    /** @param findings what is wrong, each with what to do about it */
    public GateClosedException(String message, List<String> findings) {
        super(findings.isEmpty() ? message : message + "\n  " + String.join("\n  ", findings));
        this.findings = List.copyOf(findings);
    }

    public List<String> findings() {
        return findings;
    }
}
