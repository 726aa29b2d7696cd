package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Text as {@code character(n)}, which fills it with spaces; they are taken off again, so a text that ends in a space does
 * not fit.
 *
 * @param postgresqlType {@code character(n)}
 */
public record TrimmedCodec(String postgresqlType) implements Codec {
    static final String FAMILY = "trimmed";

    @Override
    public String name() {
        return FAMILY + ":" + postgresqlType;
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null
                || (stored instanceof String text
                        && TextCodec.isPortable(text)
                        && !text.endsWith(" ")
                        && text.codePointCount(0, text.length()) <= Codecs.typeArgument(postgresqlType, 0));
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        Codecs.TEXT.encode(stored, out);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        Codecs.TEXT.bind(statement, index, stored);
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }
}
