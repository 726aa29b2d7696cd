package io.shadowjdbc.migrator;

import java.util.BitSet;
import java.util.List;

/** What writers of pairs remember, each of them called by a number and its transactions counted from 0. */
interface PairLedger {
    /** The writers. */
    List<Integer> writers();

    /** The transactions whose commit was confirmed: all of them have to be there. */
    BitSet acknowledged(int writer);

    /** Those that failed, or whose end nobody has heard of: each is there as a whole, or not at all. */
    BitSet inDoubt(int writer);
}
