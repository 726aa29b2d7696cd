package io.shadowjdbc.schema;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.UUID;

/**
 * UUIDs that SQLite keeps as text of 36 characters, as uuid.
 *
 * @param upperCase whether the text is written in capital letters
 */
public record UuidCodec(boolean upperCase) implements Codec {
    static final String FAMILY = "uuid";

    @Override
    public String name() {
        return FAMILY + ":uuid:" + (upperCase ? "upper" : "lower");
    }

    @Override
    public String postgresqlType() {
        return "uuid";
    }

    @Override
    public boolean fits(Object stored) {
        if (stored == null) {
            return true;
        }
        if (!(stored instanceof String text) || text.length() != 36) {
            return false;
        }
        try {
            return text(UUID.fromString(text)).equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String text(UUID uuid) {
        return upperCase ? uuid.toString().toUpperCase(Locale.ROOT) : uuid.toString();
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
            return;
        }
        UUID uuid = UUID.fromString((String) stored);
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
            statement.setObject(index, UUID.fromString((String) stored));
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        UUID uuid = row.getObject(column, UUID.class);
        return uuid == null ? null : text(uuid);
    }
}
