package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.CodecException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/**
 * A parameter beside branches of one type, as in {@code coalesce(n, ?)}: the whole has that type on PostgreSQL, so that a
 * value of another storage class would come out as something else than on SQLite. It is refused.
 */
final class BranchParameter extends BindOnly {
    static final BranchParameter INTEGER = new BranchParameter(Long.class, Types.BIGINT);
    static final BranchParameter TEXT = new BranchParameter(String.class, Types.VARCHAR);
    static final BranchParameter BLOB = new BranchParameter(byte[].class, Types.BINARY);

    private final Class<?> storage;
    private final int type;

    private BranchParameter(Class<?> storage, int type) {
        this.storage = storage;
        this.type = type;
    }

    @Override
    public String name() {
        return "parameter:branch:" + storage.getSimpleName();
    }

    @Override
    public String postgresqlType() {
        return type == Types.BIGINT ? "bigint" : type == Types.VARCHAR ? "text" : "bytea";
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        if (stored == null) {
            statement.setNull(index, type);
        } else if (!storage.isInstance(stored)) {
            throw new CodecException("expected a " + storage.getSimpleName() + " beside values of that type, got a "
                    + stored.getClass().getSimpleName());
        } else if (stored instanceof Long whole) {
            statement.setLong(index, whole);
        } else if (stored instanceof String text) {
            statement.setString(index, text);
        } else {
            statement.setBytes(index, (byte[]) stored);
        }
    }
}
