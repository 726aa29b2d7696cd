package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Text as text. PostgreSQL holds neither the character U+0000 nor invalid UTF-8.
 *
 * @param postgresqlType {@code text}; for a target that has them also {@code character varying(n)},
 *     {@code character(n)}, citext and the names of enum types
 */
public record TextCodec(String postgresqlType) implements Codec {
    static final String FAMILY = "text";

    @Override
    public String name() {
        return FAMILY + ":" + postgresqlType;
    }

    @Override
    public boolean fits(Object stored) {
        if (stored == null) {
            return true;
        }
        return stored instanceof String text && isPortable(text) && lengthFits(text);
    }

    /** Whether a PostgreSQL text can hold these characters. */
    static boolean isPortable(String text) {
        return text.indexOf('\0') < 0 && RawText.isValid(text);
    }

    private boolean lengthFits(String text) {
        int length = Codecs.typeArgument(postgresqlType, 0);
        return length < 0 || lengthFits(text.codePointCount(0, text.length()), length);
    }

    private boolean lengthFits(long characters, int length) {
        // character(n) gives back n characters, filled with spaces
        return postgresqlType.startsWith("character(") ? characters == length : characters <= length;
    }

    private boolean isPlain() {
        return postgresqlType.equals("text") || postgresqlType.startsWith("character");
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            out.writeText((String) stored);
        }
    }

    @Override
    public boolean fits(StoredCell cell) throws SQLException {
        return cell.isNull() || (cell.isPortableText() && lengthFits(cell));
    }

    private boolean lengthFits(StoredCell cell) throws SQLException {
        int length = Codecs.typeArgument(postgresqlType, 0);
        return length < 0 || lengthFits(cell.characters(), length);
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        Codecs.check(this, cell);
        if (cell.isNull()) {
            out.writeNull();
        } else if (cell.isLarge()) {
            out.writeLarge(Codecs.NO_PREFIX, cell.large());
        } else {
            out.writeText(cell.array(), cell.offset(), (int) cell.length());
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, isPlain() ? Types.VARCHAR : Types.NULL);
        } else if (isPlain()) {
            statement.setString(index, (String) stored);
        } else {
            // unspecified: PostgreSQL takes the type from the column
            statement.setObject(index, stored, Types.OTHER);
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }
}
