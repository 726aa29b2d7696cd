package io.shadowjdbc.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Who has used more than has accrued pauses until it has. */
class BudgetTest {
    private static final long MILLIS = 1_000_000;

    /** Keeps the processor busy for so long, by the budget's own clock. */
    private static void work(Budget budget, long millis) {
        long begin = budget.clock();
        while (budget.clock() - begin < millis * MILLIS) {
            Thread.onSpinWait();
        }
        budget.spend(begin);
    }

    @Test
    void whatASecondAccruesMayBeUsedAtOnce() {
        Budget budget = new Budget(0.5, false, new Budget.Ledger());

        work(budget, 200);

        assertThat(budget.pauseNanos()).isNotPositive();
    }

    @Test
    void afterThatTheShareIsKept() {
        Budget budget = new Budget(0.1, false, new Budget.Ledger());

        // 100 ms have accrued; the other 300 take three seconds
        work(budget, 400);

        assertThat(budget.pauseNanos()).isCloseTo(Duration.ofMillis(3000).toNanos(), Percentage.withPercentage(25));
    }

    @Test
    void allThreadsShareOne() throws InterruptedException {
        Budget budget = new Budget(0.1, false, new Budget.Ledger());
        Thread other = new Thread(() -> work(budget, 400));
        other.start();
        other.join();

        assertThat(budget.pauseNanos()).isPositive();
    }

    @Test
    void allDataSourcesOfAProcessShareOneLedger() {
        Budget.Ledger ledger = new Budget.Ledger();
        Budget idle = new Budget(0.1, false, ledger);

        work(new Budget(0.1, false, ledger), 400);

        assertThat(idle.pauseNanos()).isPositive();
    }
}
