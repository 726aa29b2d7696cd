package io.shadowjdbc.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Receives fields of PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"). Each call writes one
 * field with its length word. Not for use by several threads.
 */
public interface CopyFields {
    void writeNull();

    void writeBoolean(boolean value);

    void writeInt2(short value);

    void writeInt4(int value);

    void writeInt8(long value);

    void writeFloat4(float value);

    void writeFloat8(double value);

    /** Text in UTF-8; also the binary form of json, varchar, char and enum types. */
    void writeText(String value);

    /** Bytes as they are: bytea, or a type whose binary form the caller has built (uuid, numeric). */
    void writeBytes(byte[] value);

    /** The same as {@link #writeText(String)}, of text that is valid UTF-8. */
    default void writeText(byte[] utf8, int offset, int length) {
        writeText(new String(utf8, offset, length, UTF_8));
    }

    /** The same as {@link #writeBytes(byte[])}, of a part of the array. */
    default void writeBytes(byte[] value, int offset, int length) {
        writeBytes(Arrays.copyOfRange(value, offset, offset + length));
    }

    /**
     * A text or bytea too large for memory, after a prefix; a receiver that has no better way gathers it.
     *
     * @throws SQLException if the value can't be read or sent
     */
    default void writeLarge(byte[] prefix, LargeValue value) throws SQLException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(prefix);
        value.read(all::write);
        writeBytes(all.toByteArray());
    }
}
