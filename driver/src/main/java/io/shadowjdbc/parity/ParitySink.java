package io.shadowjdbc.parity;

import java.io.IOException;
import java.util.Map;

/** Where parity events go. Called by one thread. */
public interface ParitySink extends AutoCloseable {
    void write(Map<String, Object> event) throws IOException;

    /** Brings what was written to where a reader sees it. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;
}
