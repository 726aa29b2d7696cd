package io.shadowjdbc.provider;

import java.time.Duration;

/**
 * A piece of work that a switch has to wait for.
 *
 * @param thread the name of the thread that ran the last statement
 * @param age how long the transaction is open; of a statement without one, how long it was waited for
 * @param fingerprint of the last statement, as in parity files
 */
public record HoldUp(String thread, Duration age, String fingerprint) {
    @Override
    public String toString() {
        return "thread " + thread + ", for " + age.toMillis() + " ms, last statement " + fingerprint;
    }
}
