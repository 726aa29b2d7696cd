package io.shadowjdbc.migrator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.schema.UuidKeyCodec;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The verifier reads keys by itself, and comes to what the codec wrote. */
class RenderedKeyTest {
    @Test
    void everyIntegerIsReadBackAsTheCodecWroteIt() {
        UuidKeyCodec codec = new UuidKeyCodec("Some: \u00DCber Table");
        RenderedKey key = new RenderedKey(codec.table());
        LongStream.concat(
                        LongStream.of(Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 1, 1L << 62, -(1L << 62) - 1),
                        new Random(20_261_121).longs(100_000))
                .forEach(integer ->
                        assertThat(key.integer(codec.uuid(integer).toString())).isEqualTo(integer));
    }

    @Test
    void uuidsOfOthersAreRefused() {
        RenderedKey key = new RenderedKey("a");
        assertThatThrownBy(() -> key.integer(new UuidKeyCodec("b").uuid(1).toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stands for no key of table a");
        assertThatThrownBy(() -> key.integer(UUID.randomUUID().toString())).hasMessageContaining("table a");
        assertThatThrownBy(() -> key.integer("")).hasMessageContaining("table a");
    }
}
