package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.SqliteValues;
import io.shadowjdbc.schema.CodecException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** A parameter beside values of any type: a JSON scalar. */
final class DynamicParameter extends BindOnly {
    /** As it is. */
    static final DynamicParameter EXACT = new DynamicParameter(false);

    /** Text that is wholly a number becomes one: it is compared with a column of a numeric affinity. */
    static final DynamicParameter NUMERIC = new DynamicParameter(true);

    private final boolean numeric;

    private DynamicParameter(boolean numeric) {
        this.numeric = numeric;
    }

    @Override
    public String name() {
        return "parameter:dynamic:" + (numeric ? "numeric" : "exact");
    }

    @Override
    public String postgresqlType() {
        return "jsonb";
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Object value = numeric ? SqliteValues.numeric(stored) : stored;
        if (value == null) {
            statement.setNull(index, Types.OTHER);
        } else if (value instanceof Long whole) {
            statement.setObject(index, whole.toString(), Types.OTHER);
        } else if (value instanceof Double real && !real.isInfinite()) {
            String text = new BigDecimal(real.toString()).toPlainString();
            statement.setObject(index, text.contains(".") ? text : text + ".0", Types.OTHER);
        } else if (value instanceof String text && text.indexOf('\0') < 0) {
            statement.setObject(index, quoted(text), Types.OTHER);
        } else {
            throw new CodecException("a " + value.getClass().getSimpleName() + " beside values of several types");
        }
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
