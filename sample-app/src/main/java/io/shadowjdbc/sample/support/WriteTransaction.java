package io.shadowjdbc.sample.support;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs writes in a transaction, and again where SQLite says that another writer is in the way.
 *
 * <p>Reads run outside of transactions: a transaction takes the lock of the one writer.
 */
@Component
public class WriteTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(WriteTransaction.class);
    private static final int ATTEMPTS = 10;
    private static final long FIRST_PAUSE_MILLIS = 4;
    private static final long LONGEST_PAUSE_MILLIS = 250;

    private final TransactionTemplate template;

    WriteTransaction(PlatformTransactionManager transactions) {
        this.template = new TransactionTemplate(transactions);
    }

    /**
     * Runs the work in one transaction and commits it.
     *
     * @param work may run more than once; what it did before is rolled back then
     * @return what the work returned in the attempt that was committed
     */
    public <T> T run(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return template.execute(status -> work.get());
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || SqliteFailure.of(e) != SqliteFailure.BUSY) {
                    throw e;
                }
                LOG.debug("attempt {} of {} met another writer", attempt, ATTEMPTS);
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << attempt);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, longest + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for another writer", e);
        }
    }
}
