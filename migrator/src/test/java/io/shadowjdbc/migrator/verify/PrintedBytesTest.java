package io.shadowjdbc.migrator.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Comparing with what is printed, byte by byte, says the same as parsing it. */
class PrintedBytesTest {
    @Test
    void integersAreTheSameOnlyAsTheyArePrinted() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            String printed = Long.toString(value);
            assertThat(decimal(printed, value)).as(printed).isTrue();
            assertThat(decimal(printed, value + 1)).as(printed).isFalse();
            assertThat(decimal("0" + printed, value)).isFalse();
            assertThat(decimal("1" + printed, value)).isFalse();
        }
        assertThat(decimal("-9223372036854775808", Long.MIN_VALUE)).isTrue();
        assertThat(decimal("0", 0)).isTrue();
        assertThat(decimal("-0", 0)).isFalse();
        assertThat(decimal("", 0)).isFalse();
        assertThat(decimal("-", 0)).isFalse();
        assertThat(decimal("5", -5)).isFalse();
        assertThat(decimal("-5", 5)).isFalse();
    }

    private static boolean decimal(String printed, long value) {
        return PrintedBytes.isDecimal(printed.getBytes(US_ASCII), value);
    }

    @Test
    void realsAreSurelyTheSameOnlyIfParsingSaysSo() {
        Random random = new Random(4);
        int sure = 0;
        for (int i = 0; i < 50_000; i++) {
            BigDecimal number = BigDecimal.valueOf(random.nextLong() >> (8 + random.nextInt(56)), random.nextInt(12));
            String printed = number.toPlainString();
            double value = number.doubleValue();
            boolean surely = PrintedBytes.isSurely(printed.getBytes(US_ASCII), value);
            sure += surely ? 1 : 0;
            assertThat(PrintedBytes.isSurely(printed.getBytes(US_ASCII), Math.nextUp(value)))
                    .as(printed)
                    .isFalse();
            if (number.precision() <= 14 && printed.length() <= 15) {
                assertThat(surely).as(printed).isTrue();
            }
        }
        assertThat(sure).isGreaterThan(20_000);
        for (String other : new String[] {"", "-", ".", "1e5", "NaN", "Infinity", "1.2.3", "1 "}) {
            assertThat(PrintedBytes.isSurely(other.getBytes(US_ASCII), 0))
                    .as(other)
                    .isFalse();
        }
        assertThat(PrintedBytes.isSurely("-0".getBytes(US_ASCII), 0.0)).isFalse();
        assertThat(PrintedBytes.isSurely("-0".getBytes(US_ASCII), -0.0)).isTrue();
    }
}
