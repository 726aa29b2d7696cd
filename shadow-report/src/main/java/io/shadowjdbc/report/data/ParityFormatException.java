package io.shadowjdbc.report.data;

import java.io.IOException;
import java.nio.file.Path;

/** A parity file breaks its format. The message names the file, the line and what was expected there. */
public final class ParityFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param line from 1
     * @param problem what was found and what was expected; must not quote values of the application
     */
    public ParityFormatException(Path file, long line, String problem, Throwable cause) {
        super(file + ", line " + line + ": " + problem, cause);
    }
}
