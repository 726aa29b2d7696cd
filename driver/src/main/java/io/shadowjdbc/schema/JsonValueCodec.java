package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * JSON text as jsonb, which keeps its value and not its writing: spaces, the order of members and all but the last of
 * members of one name are lost. It alters texts, so it is chosen only for a target that has jsonb.
 */
public record JsonValueCodec() implements Codec {
    static final String NAME = "json-value:jsonb";
    private static final Codec JSONB = new JsonCodec("jsonb");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String postgresqlType() {
        return "jsonb";
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null
                || (stored instanceof String text
                        && TextCodec.isPortable(text)
                        && !text.startsWith("\uFEFF")
                        && JsonbText.of(text) != null);
    }

    @Override
    public boolean alters() {
        return true;
    }

    @Override
    public Object kept(Object stored) {
        return stored instanceof String text ? JsonbText.of(text) : stored;
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        JSONB.encode(kept(stored), out);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        JSONB.bind(statement, index, kept(stored));
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }
}
