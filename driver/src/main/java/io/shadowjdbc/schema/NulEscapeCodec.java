package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Text whose characters U+0000, which PostgreSQL's text can't hold, are written as U+2400 (a picture of NUL) and {@code 0}.
 * U+2400 itself is written twice, so that every text comes back as it was, and texts without either look as they did.
 */
public record NulEscapeCodec() implements Codec {
    static final String NAME = "nul-escape:text";
    private static final char MARK = '\u2400';
    private static final char ZERO = '0';

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
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        Codecs.TEXT.encode(escaped((String) stored), out);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        Codecs.TEXT.bind(statement, index, escaped((String) stored));
    }

    private static String escaped(String text) {
        if (text == null || (text.indexOf('\0') < 0 && text.indexOf(MARK) < 0)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                escaped.append(MARK).append(ZERO);
            } else if (c == MARK) {
                escaped.append(MARK).append(MARK);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        if (text == null || text.indexOf(MARK) < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != MARK) {
                plain.append(c);
                continue;
            }
            char next = ++i < text.length() ? text.charAt(i) : '\0';
            if (next != ZERO && next != MARK) {
                throw Codecs.notRepresentable(this, "the character U+2400 where it stands for nothing");
            }
            plain.append(next == ZERO ? '\0' : MARK);
        }
        return plain.toString();
    }
}
