package io.shadowjdbc.migrator.source;

import io.shadowjdbc.schema.LargeValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Turns the text of a UTF-16 database into UTF-8, in chunks, as SQLite does when it is asked for UTF-8: the unit after
 * any surrogate is taken for its other half. Call {@link #end} after the last chunk. Not for use by several threads.
 */
final class Utf16 implements LargeValue.Sink {
    private static final int CHUNK = 8_192;

    private final boolean bigEndian;
    private final LargeValue.Sink out;
    private final byte[] utf8 = new byte[CHUNK];
    private int size;
    private int firstByte = -1;
    private int firstUnit = -1;

    Utf16(Charset encoding, LargeValue.Sink out) {
        this.bigEndian = encoding.equals(StandardCharsets.UTF_16BE);
        this.out = out;
    }

    /** The UTF-8 of a whole text. */
    static byte[] toUtf8(Charset encoding, byte[] bytes, int offset, int length) throws SQLException {
        byte[][] all = {new byte[length * 3 / 2]};
        int[] size = {0};
        Utf16 converter = new Utf16(encoding, (chunk, from, count) -> {
            System.arraycopy(chunk, from, all[0], size[0], count);
            size[0] += count;
        });
        converter.accept(bytes, offset, length);
        converter.end();
        return Arrays.copyOf(all[0], size[0]);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws SQLException {
        for (int i = offset; i < offset + length; i++) {
            int b = bytes[i] & 0xFF;
            if (firstByte < 0) {
                firstByte = b;
            } else {
                unit(bigEndian ? firstByte << 8 | b : b << 8 | firstByte);
                firstByte = -1;
            }
        }
    }

    private void unit(int unit) throws SQLException {
        if (firstUnit >= 0) {
            write((unit & 0x3FF) + ((firstUnit & 0x3F) << 10) + (((firstUnit & 0x3C0) + 0x40) << 10));
            firstUnit = -1;
        } else if (Character.isSurrogate((char) unit)) {
            firstUnit = unit;
        } else {
            write(unit);
        }
    }

    private void write(int c) throws SQLException {
        if (size > CHUNK - 4) {
            flush();
        }
        if (c < 0x80) {
            utf8[size++] = (byte) c;
        } else if (c < 0x800) {
            utf8[size++] = (byte) (0xC0 | c >> 6);
            utf8[size++] = (byte) (0x80 | c & 0x3F);
        } else if (c < 0x10000) {
            utf8[size++] = (byte) (0xE0 | c >> 12);
            utf8[size++] = (byte) (0x80 | c >> 6 & 0x3F);
            utf8[size++] = (byte) (0x80 | c & 0x3F);
        } else {
            utf8[size++] = (byte) (0xF0 | c >> 18);
            utf8[size++] = (byte) (0x80 | c >> 12 & 0x3F);
            utf8[size++] = (byte) (0x80 | c >> 6 & 0x3F);
            utf8[size++] = (byte) (0x80 | c & 0x3F);
        }
    }

    private void flush() throws SQLException {
        out.accept(utf8, 0, size);
        size = 0;
    }

    /** The text is complete: a lone first half is written as it is, a lone byte is not. */
    void end() throws SQLException {
        if (firstUnit >= 0) {
            write(firstUnit);
            firstUnit = -1;
        }
        flush();
    }

    /** A large text of a UTF-16 database as UTF-8; it is read once to find its length. */
    static LargeValue utf8(Charset encoding, LargeValue utf16) throws SQLException {
        long[] length = {0};
        convert(encoding, utf16, (bytes, offset, count) -> length[0] += count);
        return new LargeValue() {
            @Override
            public long length() {
                return length[0];
            }

            @Override
            public void read(Sink sink) throws SQLException {
                convert(encoding, utf16, sink);
            }
        };
    }

    private static void convert(Charset encoding, LargeValue utf16, LargeValue.Sink sink) throws SQLException {
        Utf16 converter = new Utf16(encoding, sink);
        utf16.read(converter);
        converter.end();
    }
}
