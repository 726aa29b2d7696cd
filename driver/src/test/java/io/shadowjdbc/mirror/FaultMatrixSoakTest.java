package io.shadowjdbc.mirror;

import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** The same faults within the bounds that are promised, on a machine that has nothing else to do. */
@Tag("soak")
class FaultMatrixSoakTest extends FaultMatrixTest {
    @Override
    double tolerance() {
        return 1.05;
    }

    @Override
    double toleranceWhileComparing() {
        return 1.2;
    }

    @Override
    double toleranceBeforeOpen() {
        return 3;
    }

    @Override
    int leastTurns() {
        return 40;
    }

    @Override
    int mostTurns() {
        return 200;
    }

    @Override
    Duration opensWithin() {
        return Duration.ofSeconds(1);
    }

    @Override
    Duration backWithin() {
        return Duration.ofSeconds(5);
    }
}
