package io.shadowjdbc.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource({
        "0, 0, -",
        "0, 5, 0 %",
        "5, 5, 100 %",
        "1, 3, 33.3 %",
        "999999, 1000000, 99.9 %",
        "1, 1000000, < 0.1 %",
        "1, 1000, 0.1 %",
        "4000000000000000000, 4000000000000000001, 99.9 %"
    })
    void aShareIsNeverRoundedToAllOrNothing(long part, long whole, String text) {
        assertThat(Words.percent(part, whole)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} us is {1}")
    @CsvSource({
        "0, 0.0 µs",
        "9.4, 9.4 µs",
        "87.2, 87.2 µs",
        "9.99, 10.0 µs",
        "870, 870 µs",
        "999, 999 µs",
        "999.7, 1.00 ms",
        "1240, 1.24 ms",
        "41500, 41.5 ms",
        "999999, 1.00 s",
        "9999, 10.0 ms",
        "3100000, 3.10 s",
        "7200000000, 7200 s"
    })
    void timesKeepAboutThreeDigits(double micros, String text) {
        assertThat(Words.micros(micros)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"PT0.4S, 0 s", "PT8S, 8 s", "PT12M5S, 12 min 5 s", "PT3H, 3 h", "PT76H15M, 3 d 4 h"})
    void durationsHaveTwoUnits(Duration duration, String text) {
        assertThat(Words.duration(duration)).isEqualTo(text);
    }

    @Test
    void numbersCountsAndTimesAreTheSameEverywhere() {
        assertThat(Words.number(1234567)).isEqualTo("1,234,567");
        assertThat(Words.count(1, "read")).isEqualTo("1 read");
        assertThat(Words.count(0, "read")).isEqualTo("0 reads");
        assertThat(Words.time(Instant.parse("2026-01-31T23:59:59.999Z"))).isEqualTo("2026-01-31 23:59:59");
        assertThat(Words.reasons(Map.of("closing", 1L, "queue_full", 1200L))).isEqualTo("queue_full 1,200, closing 1");
    }
}
