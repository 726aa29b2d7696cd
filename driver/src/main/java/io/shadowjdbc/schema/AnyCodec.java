package io.shadowjdbc.schema;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Any stored value as bytea: one byte for the storage class, then the value. The last resort, for columns whose values
 * have no PostgreSQL type in common. The bytes sort as SQLite sorts the values (numbers by value, text, blobs), and equal
 * values have equal bytes, except that an integer and a real of the same value differ.
 *
 * <p>Layout: integer {@code 01}, 8 bytes of the nearest double in sortable form, {@code 01}, 8 bytes of the integer in
 * sortable form; real {@code 01}, 8 bytes of the double in sortable form, {@code 00}; text {@code 02} and its UTF-8
 * bytes; blob {@code 03} and its bytes.
 */
public record AnyCodec() implements Codec {
    static final String NAME = "any:bytea";
    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;
    private static final byte BLOB = 3;
    private static final int INTEGER_BYTES = 18;
    private static final int REAL_BYTES = 10;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String postgresqlType() {
        return "bytea";
    }

    @Override
    public boolean fits(Object stored) {
        return !(stored instanceof String text)
                || RawText.ofBytes(RawText.toBytes(text)).equals(text);
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            out.writeBytes(bytes(stored));
        }
    }

    /** Any bytes come back as they are. */
    @Override
    public boolean fits(StoredCell cell) {
        return true;
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        if (cell.isLarge()) {
            byte tag = cell.storageClass() == StorageClass.TEXT ? TEXT : BLOB;
            out.writeLarge(new byte[] {tag}, cell.large());
        } else {
            encode(cell.value(), out);
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.BINARY);
        } else {
            statement.setBytes(index, bytes(stored));
        }
    }

    /** A stored value in the layout above; null for null. */
    public static byte[] toBytes(Object stored) {
        return stored == null ? null : bytes(stored);
    }

    /**
     * The stored value of these bytes; null for null.
     *
     * @throws SQLException if they are none of the layout above
     */
    public static Object ofBytes(byte[] bytes) throws SQLException {
        return bytes == null ? null : value(bytes);
    }

    private static byte[] bytes(Object stored) {
        return switch (StorageClass.of(stored)) {
            case INTEGER -> {
                long value = (Long) stored;
                yield ByteBuffer.allocate(INTEGER_BYTES)
                        .put(NUMBER)
                        .putLong(sortable((double) value))
                        .put((byte) 1)
                        .putLong(value ^ Long.MIN_VALUE)
                        .array();
            }
            case REAL ->
                ByteBuffer.allocate(REAL_BYTES)
                        .put(NUMBER)
                        .putLong(sortable((Double) stored))
                        .put((byte) 0)
                        .array();
            case TEXT -> tagged(TEXT, RawText.toBytes((String) stored));
            default -> tagged(BLOB, (byte[]) stored);
        };
    }

    private static byte[] tagged(byte tag, byte[] value) {
        return ByteBuffer.allocate(value.length + 1).put(tag).put(value).array();
    }

    /** The bits of a double so that unsigned comparison is comparison by value. */
    private static long sortable(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    private static double ofSortable(long sortable) {
        return Double.longBitsToDouble(sortable < 0 ? sortable ^ Long.MIN_VALUE : ~sortable);
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        return ofBytes(row.getBytes(column));
    }

    private static Object value(byte[] bytes) throws SQLException {
        if (bytes.length == 0) {
            throw Codecs.notRepresentable(Codecs.ANY, "an empty value");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice();
        if (bytes[0] == NUMBER && bytes.length == REAL_BYTES) {
            return ofSortable(in.getLong());
        } else if (bytes[0] == NUMBER && bytes.length == INTEGER_BYTES) {
            return in.getLong(9) ^ Long.MIN_VALUE;
        } else if (bytes[0] == TEXT) {
            return RawText.ofBytes(rest(in));
        } else if (bytes[0] == BLOB) {
            return rest(in);
        }
        throw Codecs.notRepresentable(Codecs.ANY, "a value without a known tag");
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }
}
