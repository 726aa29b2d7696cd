package io.shadowjdbc.schema;

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
}
