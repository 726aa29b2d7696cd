package io.shadowjdbc.sync;

import java.util.List;
import java.util.Set;

/**
 * What was noted at the moment of a snapshot.
 *
 * @param takenMicros a moment not later than the snapshot, in microseconds since 1970
 * @param notes how many there are; a row that changed twice may count twice
 * @param tables those with notes
 * @param whole those of them of which all rows are to be replaced
 */
record Noted(long takenMicros, long notes, List<SyncTable> tables, Set<SyncTable> whole) {}
