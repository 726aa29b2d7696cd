package io.shadowjdbc.schema;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/**
 * Rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"), gathered in memory until they are
 * sent. Begins with the file header; {@link #row} begins a row, {@link #end} ends the data. A large value is sent while it
 * is written, so that memory stays bounded. Not for use by several threads.
 */
public final class CopyBuffer implements CopyFields {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00FF\r\n\0".getBytes(ISO_8859_1);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int INITIAL_BYTES = 1 << 17;
    private static final int FLUSH_BYTES = 1 << 16;

    private final CopyIn copy;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;
    private long sent;

    /** Begins the data. */
    public CopyBuffer(CopyIn copy) {
        this.copy = copy;
        append(SIGNATURE, 0, SIGNATURE.length);
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

    /** Whether enough was gathered to be worth sending. */
    public boolean isFull() {
        return size >= FLUSH_BYTES;
    }

    /** Bytes sent so far. */
    public long sent() {
        return sent;
    }

    /** Sends what was gathered; a buffer that a long value has made large is let go. */
    public void flush() throws SQLException {
        copy.writeToCopy(bytes, 0, size);
        sent += size;
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
        ensure(12);
        INTS.set(bytes, size, 8);
        LONGS.set(bytes, size + 4, value);
        size += 12;
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
        writeBytes(value, 0, value.length);
    }

    @Override
    public void writeText(byte[] utf8, int offset, int length) {
        writeBytes(utf8, offset, length);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) {
        appendInt(length);
        append(value, offset, length);
    }

    @Override
    public void writeLarge(byte[] prefix, LargeValue value) throws SQLException {
        appendInt(Math.toIntExact(prefix.length + value.length()));
        append(prefix, 0, prefix.length);
        value.read((chunk, offset, length) -> {
            append(chunk, offset, length);
            if (isFull()) {
                flush();
            }
        });
    }

    private void append(byte[] value, int offset, int length) {
        ensure(length);
        System.arraycopy(value, offset, bytes, size, length);
        size += length;
    }

    private void appendInt(int value) {
        ensure(4);
        INTS.set(bytes, size, value);
        size += 4;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, (int)
                    Math.min(Integer.MAX_VALUE - 8L, Math.max(2L * bytes.length, (long) size + more)));
        }
    }
}
