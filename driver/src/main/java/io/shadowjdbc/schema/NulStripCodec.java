package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Text without its characters U+0000, which PostgreSQL's text can't hold. It alters values, so it is never chosen by
 * proof.
 */
public record NulStripCodec() implements Codec {
    static final String NAME = "nul-strip:text";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String postgresqlType() {
        return "text";
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null || (stored instanceof String text && RawText.isValid(text));
    }

    @Override
    public boolean alters() {
        return true;
    }

    @Override
    public Object kept(Object stored) {
        return stored instanceof String text && text.indexOf('\0') >= 0 ? text.replace("\0", "") : stored;
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        Codecs.TEXT.encode(kept(stored), out);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        Codecs.TEXT.bind(statement, index, kept(stored));
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }
}
