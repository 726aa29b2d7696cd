package io.shadowjdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SchemaMapWatchTest {
    /** Closing waits for workers and pools, which an interrupt would cut short. */
    @Test
    void mayBeClosedByItsOwnThreadWithoutInterruptingIt() throws Exception {
        AtomicReference<SchemaMapWatch> watch = new AtomicReference<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        watch.set(new SchemaMapWatch(Optional.empty(), List.of(), map -> {}, () -> {
            watch.get().close();
            interrupted.complete(Thread.currentThread().isInterrupted());
            return true;
        }));

        watch.get().start();

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();
    }
}
