package io.shadowjdbc.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The check of UTF-8 agrees with Java's strict decoder, however the bytes are cut into chunks. */
class Utf8Test {
    private static final String[] PIECES = {"plain ascii text", "é", "漢", "😀", "\0", "\uFFFF", "\uD7FF", "\uE000"};

    @Test
    void agreesWithTheStrictDecoderOnAllFirstAndSecondBytes() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                check(new byte[] {(byte) first, (byte) second});
                check(new byte[] {(byte) first, (byte) second, (byte) 0x80});
                check(new byte[] {(byte) first, (byte) second, (byte) 0xBF, (byte) 0x80});
            }
        }
    }

    @Test
    void agreesWithTheStrictDecoderOnRandomText() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            check(bytes);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            check(bytes);
        }
    }

    private static void check(byte[] bytes) {
        Utf8 utf8 = new Utf8();
        int cut = bytes.length / 2;
        utf8.accept(bytes, 0, cut);
        utf8.accept(bytes, cut, bytes.length - cut);
        String decoded = decode(bytes);
        assertThat(utf8.isValid()).as("%s", (Object) bytes).isEqualTo(decoded != null);
        if (decoded != null) {
            assertThat(utf8.hasNul()).isEqualTo(decoded.indexOf('\0') >= 0);
            assertThat(utf8.characters()).isEqualTo(decoded.codePointCount(0, decoded.length()));
            assertThat(Utf8.isPlain(bytes, 0, bytes.length))
                    .isEqualTo(decoded.chars().allMatch(c -> c > 0 && c < 0x80));
        }
    }

    private static String decode(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
