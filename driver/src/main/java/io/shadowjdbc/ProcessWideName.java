package io.shadowjdbc;

import java.util.HashSet;
import java.util.Set;

/**
 * The name under which a data source shows in JMX and meters: that of its instance, with a number behind it for the
 * second and further data sources of that instance in this process.
 */
final class ProcessWideName implements AutoCloseable {
    private static final Set<String> TAKEN = new HashSet<>();

    private final String text;

    private ProcessWideName(String text) {
        this.text = text;
    }

    /** Takes the name for as long as it is not closed. */
    static ProcessWideName of(String instance) {
        synchronized (TAKEN) {
            String wanted = instance;
            for (int number = 2; !TAKEN.add(wanted); number++) {
                wanted = instance + "-" + number;
            }
            return new ProcessWideName(wanted);
        }
    }

    String text() {
        return text;
    }

    @Override
    public void close() {
        synchronized (TAKEN) {
            TAKEN.remove(text);
        }
    }
}
