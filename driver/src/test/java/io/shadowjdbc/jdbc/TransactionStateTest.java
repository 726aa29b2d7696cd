package io.shadowjdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.dialect.StatementKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A connection is busy from the first statement's begin to the last one's end, whichever they are. */
class TransactionStateTest {
    private final TransactionState state = new TransactionState();

    @Test
    void isBusyUntilTheLastOfSeveralStatementsEnds() {
        int first = state.enter(TransactionState.WRITES);
        int second = state.enter(TransactionState.WRITES);
        state.exit(first);
        assertThat(state.isBusy()).isTrue();

        int third = state.enter(TransactionState.WRITES);
        state.exit(second);
        assertThat(state.isBusy()).isTrue();

        state.exit(third);
        assertThat(state.isBusy()).isFalse();
    }

    @Test
    void whatAStatementOpensOutlastsIt() {
        int lane = state.enter(TransactionState.WRITES);
        state.running(StatementKind.BEGIN);
        state.ran(StatementKind.BEGIN, "BEGIN");
        state.exit(lane);

        assertThat(state.isBusy()).isTrue();
        state.running(StatementKind.COMMIT);
        state.ran(StatementKind.COMMIT, "COMMIT");
        assertThat(state.isBusy()).isFalse();
    }

    @Test
    void aTransactionHasWrittenOnceAnythingRanThatMayWrite() {
        state.autoCommit(false);
        state.running(StatementKind.SELECT);
        assertThat(state.hasWritten()).isFalse();

        state.running(StatementKind.SCRIPT);
        assertThat(state.hasWritten()).isTrue();

        state.end();
        assertThat(state.hasWritten()).isFalse();
    }

    @Test
    void threadsThatShareAConnectionLoseNoCount() throws Exception {
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> workers = new ArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(() -> {
                await(start);
                for (int n = 0; n < 200_000; n++) {
                    int lane = state.enter(TransactionState.WRITES);
                    if (!state.isBusy()) {
                        throw new IllegalStateException("running, and not busy");
                    }
                    state.exit(lane);
                }
            });
            worker.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join(TimeUnit.SECONDS.toMillis(60));
            assertThat(worker.isAlive()).isFalse();
        }

        assertThat(failures).isEmpty();
        assertThat(state.isBusy()).isFalse();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
