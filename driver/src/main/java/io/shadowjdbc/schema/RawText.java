package io.shadowjdbc.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/**
 * Text as the bytes that SQLite keeps. SQLite does not check that text is valid UTF-8; a byte that is no part of a valid
 * sequence is held in a Java string as the lone surrogate U+DC00 + byte (Python's "surrogateescape"), which valid UTF-8
 * never gives, so that any bytes come back as they were.
 */
public final class RawText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int ESCAPE = 0xDC00;

    private RawText() {}

    /** The text of these bytes; invalid ones are held as lone surrogates. */
    public static String ofBytes(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(bytes);
    }

    /** Whether {@link #ofBytes} would give this text; makes it only where the text has surrogates. */
    static boolean isTextOf(byte[] bytes, int offset, int length, String text) {
        int end = offset + length;
        int at = offset;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                return ofBytes(Arrays.copyOfRange(bytes, offset, end)).equals(text);
            }
            int size = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            if (end - at < size || !isCharacter(bytes, at, c, size)) {
                return false;
            }
            at += size;
        }
        return at == end;
    }

    /** Whether these bytes are the UTF-8 of a character that is no surrogate. */
    private static boolean isCharacter(byte[] bytes, int at, char c, int size) {
        return switch (size) {
            case 1 -> bytes[at] == c;
            case 2 -> bytes[at] == (byte) (0xC0 | c >> 6) && bytes[at + 1] == (byte) (0x80 | c & 0x3F);
            default ->
                bytes[at] == (byte) (0xE0 | c >> 12)
                        && bytes[at + 1] == (byte) (0x80 | c >> 6 & 0x3F)
                        && bytes[at + 2] == (byte) (0x80 | c & 0x3F);
        };
    }

    /** The bytes of a text; lone surrogates made by {@link #ofBytes} become the bytes that they stand for. */
    public static byte[] toBytes(String text) {
        if (isValid(text)) {
            return text.getBytes(UTF_8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (isEscape(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                out.write(c - ESCAPE);
                i++;
            } else {
                int length = Character.charCount(text.codePointAt(i));
                out.writeBytes(text.substring(i, i + length).getBytes(UTF_8));
                i += length;
            }
        }
        return out.toByteArray();
    }

    /** Whether the text is made of whole characters, that is, has no lone surrogate. */
    public static boolean isValid(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isEscape(char c) {
        return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF;
    }

    private static String decodeStrictly(byte[] bytes) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
    }
}
