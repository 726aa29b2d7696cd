package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.CodecException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/**
 * A parameter that stands beside values of one type, where SQLite would take its value as it is: as a branch of CASE or
 * COALESCE, or compared with a blob. A value of another type is refused, since PostgreSQL would convert it.
 */
final class ValueParameter extends BindOnly {
    /** numeric that tells SQLite's integers from its reals. */
    static final ValueParameter NUMBER = new ValueParameter(Kind.NUMBER, "numeric");

    static final ValueParameter BLOB = new ValueParameter(Kind.BLOB, "bytea");

    /** Whether there is a value at all. */
    static final ValueParameter PRESENT = new ValueParameter(Kind.BOOLEAN, "boolean");

    private final Kind kind;
    private final String type;

    private ValueParameter(Kind kind, String type) {
        this.kind = kind;
        this.type = type;
    }

    @Override
    public String name() {
        return "parameter:value:" + kind;
    }

    @Override
    public String postgresqlType() {
        return type;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        if (kind == Kind.BOOLEAN) {
            statement.setObject(index, stored == null ? null : Boolean.TRUE, Types.BOOLEAN);
        } else if (stored == null) {
            statement.setNull(index, kind == Kind.BLOB ? Types.BINARY : Types.NUMERIC);
        } else if (kind == Kind.BLOB && stored instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (kind == Kind.NUMBER && stored instanceof Long whole) {
            statement.setBigDecimal(index, BigDecimal.valueOf(whole));
        } else if (kind == Kind.NUMBER && stored instanceof Double real && !real.isInfinite()) {
            BigDecimal exact = new BigDecimal(real.toString());
            statement.setBigDecimal(index, exact.setScale(Math.max(1, exact.scale())));
        } else {
            throw new CodecException("expected a " + (kind == Kind.BLOB ? "blob" : "number")
                    + " beside values of that type, got a " + stored.getClass().getSimpleName());
        }
    }
}
