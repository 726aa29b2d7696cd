package io.shadowjdbc.clients;

import java.util.List;

/**
 * A client library in real use on one database: steps that an application would take, one after another, and all that
 * it saw. A scenario knows whose SQL it speaks, and neither which driver is below nor which database answers.
 */
interface Scenario extends AutoCloseable {
    /** Something the application does. */
    interface Action {
        void run(Transcript transcript) throws Exception;
    }

    /**
     * A step.
     *
     * @param name what the application does
     */
    record Step(String name, Action action) {}

    /** The steps, in the order in which they are taken. */
    List<Step> steps();

    @Override
    default void close() throws Exception {
        // most leave nothing open
    }

    /** Takes all steps. */
    static Transcript run(Scenario scenario, Database database) throws Exception {
        Transcript transcript = new Transcript(database.location());
        for (Step step : scenario.steps()) {
            transcript.begin(step.name());
            step.action().run(transcript);
        }
        return transcript;
    }
}
