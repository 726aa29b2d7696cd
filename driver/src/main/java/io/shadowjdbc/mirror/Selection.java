package io.shadowjdbc.mirror;

import io.shadowjdbc.parity.FingerprintStatistics;

/**
 * What the mirror has decided of a statement once: whether its executions are candidates, and where they are counted.
 *
 * @param statistics where its reads are counted; null where it is not selected
 * @param always whether every execution is mirrored, whatever the rate
 */
record Selection(FingerprintStatistics statistics, boolean always) {
    static final Selection NOT_SELECTED = new Selection(null, false);
}
