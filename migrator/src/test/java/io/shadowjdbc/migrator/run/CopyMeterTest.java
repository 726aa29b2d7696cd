package io.shadowjdbc.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator reads while rows are copied. */
class CopyMeterTest {
    private final StringWriter out = new StringWriter();
    private long seconds;

    @Test
    void elsewhereThanOnATerminalThereAreLinesNowAndThen() {
        CopyMeter meter = meter(false);
        meter.begins("orders", 4, 1, 250_000);
        meter.begins("lines", 1, 0, 0);
        meter.copied("orders", 1_000, 100_000);
        assertThat(out.toString()).as("not at once").isEmpty();

        seconds = 10;
        meter.rangeDone("orders");
        meter.copied("orders", 249_000, 24_900_000);

        assertThat(out.toString().lines())
                .containsExactly(
                        "  copied 45%: 500,000 of 1,100,000 rows, 25.0 MB, 25,000 rows/s, 2.5 MB/s, 24.0 s left",
                        "    orders: 500,000 of 1,000,000 rows, 2 of 4 ranges done, 20.0 s left");
        seconds = 15;
        meter.copied("lines", 100_000, 1_000_000);
        meter.done("lines");
        assertThat(out.toString().lines().skip(2))
                .as("a table's end is told, and nothing else before ten seconds have passed")
                .containsExactly("  lines: 100,000 rows, 1.0 MB in 0.0 s, 100,000,000 rows/s");
        assertThat(meter.rowsCopied()).isEqualTo(350_000);
        assertThat(meter.rowsKept()).isEqualTo(250_000);
        assertThat(meter.rangesKept()).isEqualTo(1);
    }

    @Test
    void onATerminalOneLineIsWrittenOver() {
        CopyMeter meter = meter(true);
        seconds = 1;
        meter.copied("orders", 110_000, 1_000);
        assertThat(out.toString())
                .startsWith("\r  copied 10%: 110,000 of 1,100,000 rows, 1.0 kB, 110,000 rows/s, 1.0 kB/s, 9.0 s left |")
                .doesNotContain("\n");
    }

    private CopyMeter meter(boolean terminal) {
        return new CopyMeter(
                new Console(new PrintWriter(out, true), terminal),
                Map.of("orders", 1_000_000L, "lines", 100_000L),
                () -> seconds * 1_000_000_000L);
    }
}
