package io.shadowjdbc.migrator.cutover;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The steps by which activity goes from one database to the other, in their order. */
public enum Step {
    GATES("looks whether everything is ready"),
    PREPARE("takes positions and brings the other side close, while the application goes on"),
    FENCE("lets new transactions wait"),
    DRAIN("waits until every instance has ended its running transactions"),
    DATA_FENCE("refuses writes of everybody else on the side that was active"),
    LAST_ROUND("brings the last changes over, and lets keys go on where they were"),
    VERIFY("compares what has changed"),
    NOTES("notes changes on the side that becomes active"),
    FLIP("makes the other side active"),
    OPEN("lets transactions go on"),
    FINISH("writes artifacts and the env file");

    private final String purpose;

    Step(String purpose) {
        this.purpose = purpose;
    }

    /** What it does, as the rest of a sentence. */
    public String purpose() {
        return purpose;
    }

    /** As it is written on the command line: {@code last-round}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The step of that label. */
    public static Optional<Step> of(String label) {
        return Arrays.stream(values())
                .filter(step -> step.label().equals(label))
                .findFirst();
    }

    /** Whether the application may be waiting when this step begins. */
    public boolean pauses() {
        return compareTo(FENCE) > 0 && compareTo(OPEN) <= 0;
    }
}
