package io.shadowjdbc.mirror;

import io.shadowjdbc.compare.Observation;
import io.shadowjdbc.parity.Saturation;
import org.jctools.queues.MpmcArrayQueue;

/**
 * Reads on their way from the application's threads to the workers, bounded by their number and by the memory that they
 * take. Once it was full it takes nothing until it is half empty, so that nothing is noted in vain. May be used by
 * threads, which never wait for one another here.
 */
final class ReadQueue {
    private final MpmcArrayQueue<Observation> reads;
    private final Memory memory;
    private final long mostBytes;
    private final Budget budget;
    /** What was found full and has not been worked down to a half yet. Or null. */
    private volatile Saturation saturation;

    /**
     * @param capacity reads at most
     * @param memory shared with whom the bound is shared
     * @param mostBytes of that memory that may be in use when a read of this queue is taken
     */
    ReadQueue(int capacity, Memory memory, long mostBytes, Budget budget) {
        this.reads = new MpmcArrayQueue<>(Math.max(2, capacity));
        this.memory = memory;
        this.mostBytes = mostBytes;
        this.budget = budget;
    }

    /** Why nothing is taken now, or null. */
    Saturation saturation() {
        return saturation;
    }

    /** Takes a read and its memory; null, or why it can't. */
    Saturation offer(Observation read) {
        long bytes = read.retainedBytes();
        Saturation full = null;
        // counted first: a worker may take it away before this thread goes on
        if (!memory.take(bytes, mostBytes)) {
            full = Saturation.QUEUE_BYTES;
        } else if (!reads.offer(read)) {
            memory.giveBack(bytes);
            full = budget.pauseNanos() > 0 ? Saturation.OVER_BUDGET : Saturation.QUEUE_FULL;
        }
        if (full != null) {
            saturation = full;
        }
        return full;
    }

    /** The next read, whose memory stays taken until its end; null if there is none. */
    Observation poll() {
        Observation read = reads.poll();
        if (saturation != null && reads.size() <= reads.capacity() / 2) {
            saturation = null;
        }
        return read;
    }

    int size() {
        return reads.size();
    }
}
