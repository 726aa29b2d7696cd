package io.shadowjdbc.migrator.target;

import io.shadowjdbc.migrator.MigrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs tasks in a bounded number of threads; the first failure stops them all. */
public final class Workers {
    private Workers() {}

    /** Runs the tasks, begun in this order, and returns their results in the order in which they ended. */
    public static <T> List<T> run(int threads, List<Callable<T>> tasks) throws MigrationException {
        return run(threads, tasks, () -> {});
    }

    /** The same; {@code stop} ends what an interrupt does not, such as a statement that the server works on. */
    static <T> List<T> run(int threads, List<Callable<T>> tasks, Runnable stop) throws MigrationException {
        ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, tasks.size())));
        int finished = 0;
        try {
            CompletionService<T> running = new ExecutorCompletionService<>(executor);
            tasks.forEach(running::submit);
            List<T> results = new ArrayList<>();
            for (; finished < tasks.size(); finished++) {
                results.add(running.take().get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MigrationException migration) {
                throw migration;
            }
            throw new MigrationException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted", e);
        } finally {
            if (!executor.shutdownNow().isEmpty() || finished < tasks.size()) {
                stop.run();
            }
            awaitEnd(executor);
        }
    }

    private static void awaitEnd(ExecutorService executor) {
        try {
            if (!executor.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS)) {
                throw new IllegalStateException("a worker did not stop within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
