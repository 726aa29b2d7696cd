package io.shadowjdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RawTextTest {
    private static final int[] CHARACTERS = {
        'a', 'Z', ' ', 0, 0x7F, 0x80, 'é', 0x7FF, 0x800, '€', 0xFFFD, 0x1F600, 0x10FFFF
    };

    /** Whole characters, with now and then a byte that is none. */
    private static byte[] randomBytes(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            if (random.nextInt(10) == 0) {
                text.append((char) (0xDC80 + random.nextInt(0x80)));
            } else {
                text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
            }
        }
        return RawText.toBytes(text.toString());
    }

    @Test
    void bytesAreTheTextThatIsMadeOfThemAndNoOther() {
        Random random = new Random(20);
        int same = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = randomBytes(random);
            byte[] other = random.nextBoolean() ? bytes.clone() : randomBytes(random);
            if (other.length > 0 && random.nextBoolean()) {
                other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
            }
            String text = RawText.ofBytes(other);
            byte[] within = new byte[bytes.length + 5];
            System.arraycopy(bytes, 0, within, 3, bytes.length);
            boolean expected = RawText.ofBytes(bytes).equals(text);
            same += expected ? 1 : 0;
            assertThat(RawText.isTextOf(within, 3, bytes.length, text)).isEqualTo(expected);
        }
        assertThat(same).isBetween(20_000, 80_000);
    }
}
