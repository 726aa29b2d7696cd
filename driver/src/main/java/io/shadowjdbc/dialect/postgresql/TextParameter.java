package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.SqliteValues;
import io.shadowjdbc.schema.CodecException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** A parameter where text stands. */
final class TextParameter extends BindOnly {
    /** Numbers become text, as a column of TEXT affinity and functions of text take them. */
    static final TextParameter CONVERTED = new TextParameter(Numbers.CONVERTED);

    /** Numbers become text, as beside a column of TEXT affinity; a blob is refused, since it stays one there. */
    static final TextParameter OF_COLUMN = new TextParameter(Numbers.CONVERTED_BUT_BLOBS);

    /** Only text is compared with text; anything else is refused. */
    static final TextParameter EXACT = new TextParameter(Numbers.REFUSED);

    /** As EXACT; text that looks like a number is refused too, since the column's affinity makes a number of it. */
    static final TextParameter NO_NUMBER = new TextParameter(Numbers.REFUSED_AS_TEXT);

    /** What becomes of numbers. */
    private enum Numbers {
        CONVERTED,
        CONVERTED_BUT_BLOBS,
        REFUSED,
        REFUSED_AS_TEXT
    }

    private final Numbers numbers;

    private TextParameter(Numbers numbers) {
        this.numbers = numbers;
    }

    @Override
    public String name() {
        return "parameter:text:" + numbers;
    }

    @Override
    public String postgresqlType() {
        return "text";
    }

    private static String decoded(byte[] bytes) throws CodecException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // no text either
        }
        throw new CodecException("a blob that is no text which PostgreSQL can hold");
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        boolean converts = numbers == Numbers.CONVERTED || numbers == Numbers.CONVERTED_BUT_BLOBS;
        if (stored instanceof String text && text.indexOf('\0') >= 0) {
            throw new CodecException("text with U+0000, which PostgreSQL can't hold");
        }
        if (numbers == Numbers.REFUSED_AS_TEXT && !(SqliteValues.numeric(stored) instanceof String) && stored != null) {
            throw new CodecException("expected text that is no number, as the column holds it");
        }
        if (stored == null) {
            statement.setNull(index, Types.VARCHAR);
        } else if (stored instanceof String text) {
            statement.setString(index, text);
        } else if (numbers == Numbers.CONVERTED && stored instanceof byte[] bytes) {
            statement.setString(index, decoded(bytes));
        } else if (converts && !(stored instanceof byte[])) {
            statement.setString(index, SqliteValues.text(stored));
        } else {
            throw new CodecException("expected text to compare with text, got a "
                    + stored.getClass().getSimpleName());
        }
    }
}
