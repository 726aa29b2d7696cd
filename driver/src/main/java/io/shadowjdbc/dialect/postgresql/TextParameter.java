package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.SqliteValues;
import io.shadowjdbc.schema.CodecException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** A parameter where text stands. */
final class TextParameter extends BindOnly {
    /** Numbers become text, as a column of TEXT affinity and functions of text take them. */
    static final TextParameter CONVERTED = new TextParameter(true);

    /** Only text is compared with text; anything else is refused. */
    static final TextParameter EXACT = new TextParameter(false);

    private final boolean converts;

    private TextParameter(boolean converts) {
        this.converts = converts;
    }

    @Override
    public String name() {
        return "parameter:text:" + (converts ? "CONVERTED" : "EXACT");
    }

    @Override
    public String postgresqlType() {
        return "text";
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        if (stored == null) {
            statement.setNull(index, Types.VARCHAR);
        } else if (stored instanceof String text) {
            statement.setString(index, text);
        } else if (converts && stored instanceof byte[] bytes) {
            statement.setString(index, new String(bytes, StandardCharsets.UTF_8));
        } else if (converts) {
            statement.setString(index, SqliteValues.text(stored));
        } else {
            throw new CodecException("expected text to compare with text, got a "
                    + stored.getClass().getSimpleName());
        }
    }
}
