package io.shadowjdbc.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/**
 * Integer keys as UUIDs of version 8 (RFC 9562, section 5.8), each made of a tag of the key's table and the integer, so
 * that it can be read back without a table. From the left:
 *
 * <pre>
 * bits   0 to  47  the first 48 bits of the tag
 *       48 to  51  the version, 8
 *       52 to  61  the last 10 bits of the tag
 *       62 to  63  the first 2 bits of the integer
 *       64 to  65  the variant, binary 10
 *       66 to 127  the last 62 bits of the integer
 * </pre>
 *
 * <p>The tag is the first 58 bits of the SHA-256 of the table's name in UTF-8, with ASCII letters in lower case. The
 * integer's sign bit is flipped, so that the UUIDs of a table sort as its integers do. Columns that refer to a key have the
 * codec of that key.
 */
public final class UuidKeyCodec implements Codec {
    static final String FAMILY = "uuid-key";
    private static final long VERSION = 0x8000L;
    private static final long VARIANT = Long.MIN_VALUE;
    /** The bits of a UUID's second half that hold the integer. */
    private static final long LOW = 0x3FFF_FFFF_FFFF_FFFFL;

    private final String table;
    private final long tag;

    /** @param table SQLite's name of the table whose key it is, in any case */
    public UuidKeyCodec(String table) {
        this.table = SqliteNames.key(table);
        this.tag = tag(this.table);
    }

    /** The first half of the UUIDs, but for the last two bits. */
    private static long tag(String table) {
        try {
            long bits = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(table.getBytes(UTF_8)))
                    .getLong();
            return (bits & 0xFFFF_FFFF_FFFF_0000L) | VERSION | ((bits & 0xFFC0L) >>> 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** SQLite's name of the table whose key it is, ASCII letters in lower case. */
    public String table() {
        return table;
    }

    /** The UUID that stands for an integer. */
    public UUID uuid(long integer) {
        long bits = integer ^ Long.MIN_VALUE;
        return new UUID(tag | (bits >>> 62), VARIANT | (bits & LOW));
    }

    /** Whether the UUID stands for an integer of this key. */
    private boolean isKey(UUID uuid) {
        return (uuid.getMostSignificantBits() & ~3L) == tag && (uuid.getLeastSignificantBits() & ~LOW) == VARIANT;
    }

    @Override
    public String name() {
        return FAMILY + ":uuid:" + table;
    }

    @Override
    public String postgresqlType() {
        return "uuid";
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null || stored instanceof Long;
    }

    @Override
    public boolean fits(StoredCell cell) {
        return cell.isNull() || cell.storageClass() == StorageClass.INTEGER;
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            write((Long) stored, out);
        }
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        Codecs.check(this, cell);
        if (cell.isNull()) {
            out.writeNull();
        } else {
            write(cell.integer(), out);
        }
    }

    private void write(long integer, CopyFields out) {
        UUID uuid = uuid(integer);
        out.writeBytes(ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array());
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.OTHER);
        } else {
            statement.setObject(index, uuid((Long) stored));
        }
    }

    /** @throws SQLException if the UUID is none of this key's: PostgreSQL or somebody else made it up */
    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        UUID uuid = row.getObject(column, UUID.class);
        if (uuid == null) {
            return null;
        }
        if (!isKey(uuid)) {
            throw Codecs.notRepresentable(this, uuid + ", which stands for no key of table " + table);
        }
        long bits = (uuid.getMostSignificantBits() << 62) | (uuid.getLeastSignificantBits() & LOW);
        return bits ^ Long.MIN_VALUE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UuidKeyCodec codec && codec.table.equals(table);
    }

    @Override
    public int hashCode() {
        return table.hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
