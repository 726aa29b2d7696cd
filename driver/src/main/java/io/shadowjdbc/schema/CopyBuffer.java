package io.shadowjdbc.schema;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/**
 * Rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"), gathered in memory until they are
 * sent. Begins with the file header; {@link #row} begins a row, {@link #end} ends the data. Not for use by several
 * threads.
 */
public final class CopyBuffer implements CopyFields {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00FF\r\n\0".getBytes(ISO_8859_1);
    private static final int INITIAL_BYTES = 1 << 17;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    /** Begins the data. */
    public CopyBuffer() {
        append(SIGNATURE);
        appendInt(0);
        appendInt(0);
    }

    /** Begins a row of this many fields. */
    public void row(int fields) {
        ensure(2);
        bytes[size++] = (byte) (fields >>> 8);
        bytes[size++] = (byte) fields;
    }

    /** Ends the data. */
    public void end() {
        row(-1);
    }

    /** Bytes gathered and not yet sent. */
    public int size() {
        return size;
    }

    /** Sends what was gathered; a buffer that a large value has made large is let go. */
    public void flush(CopyIn copy) throws SQLException {
        copy.writeToCopy(bytes, 0, size);
        size = 0;
        if (bytes.length > 8 * INITIAL_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    @Override
    public void writeNull() {
        appendInt(-1);
    }

    @Override
    public void writeBoolean(boolean value) {
        appendInt(1);
        ensure(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void writeInt2(short value) {
        appendInt(2);
        ensure(2);
        bytes[size++] = (byte) (value >>> 8);
        bytes[size++] = (byte) value;
    }

    @Override
    public void writeInt4(int value) {
        appendInt(4);
        appendInt(value);
    }

    @Override
    public void writeInt8(long value) {
        appendInt(8);
        appendInt((int) (value >>> 32));
        appendInt((int) value);
    }

    @Override
    public void writeFloat4(float value) {
        writeInt4(Float.floatToRawIntBits(value));
    }

    @Override
    public void writeFloat8(double value) {
        writeInt8(Double.doubleToRawLongBits(value));
    }

    @Override
    public void writeText(String value) {
        writeBytes(value.getBytes(UTF_8));
    }

    @Override
    public void writeBytes(byte[] value) {
        appendInt(value.length);
        append(value);
    }

    private void append(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void appendInt(int value) {
        ensure(4);
        bytes[size++] = (byte) (value >>> 24);
        bytes[size++] = (byte) (value >>> 16);
        bytes[size++] = (byte) (value >>> 8);
        bytes[size++] = (byte) value;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, (int)
                    Math.min(Integer.MAX_VALUE - 8L, Math.max(2L * bytes.length, (long) size + more)));
        }
    }
}
