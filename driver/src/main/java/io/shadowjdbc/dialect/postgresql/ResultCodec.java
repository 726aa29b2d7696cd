package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.CopyFields;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** How a computed column's cells become the values that SQLite would have computed. */
enum ResultCodec implements Codec {
    INTEGER("bigint"),
    REAL("double precision"),
    /** numeric: INTEGER without digits after the point, else REAL. */
    NUMBER("numeric"),
    TEXT("text"),
    BLOB("bytea"),
    /** A jsonb scalar. */
    DYNAMIC("jsonb"),
    /** Whatever type PostgreSQL says that it is. */
    BY_TYPE("text");

    private final String type;

    ResultCodec(String type) {
        this.type = type;
    }

    static Codec of(Sql sql) {
        if (sql.column() != null) {
            return sql.column().codec();
        }
        return switch (sql.kind()) {
            case INTEGER, BOOLEAN -> INTEGER;
            case REAL -> REAL;
            case NUMBER -> NUMBER;
            case TEXT -> TEXT;
            case BLOB -> BLOB;
            case DYNAMIC -> DYNAMIC;
            case ANY_NUMBER, NULL, PARAMETER -> BY_TYPE;
        };
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        switch (this) {
            case INTEGER:
                long whole = row.getLong(column);
                return row.wasNull() ? null : (Object) whole;
            case REAL:
                double real = row.getDouble(column);
                return row.wasNull() ? null : (Object) real;
            case NUMBER:
                // an infinite one is no BigDecimal
                Object number = row.getObject(column);
                return number instanceof BigDecimal exact ? number(exact) : number;
            case BLOB:
                return row.getBytes(column);
            case DYNAMIC:
                return JsonScalar.value(row.getString(column));
            case BY_TYPE:
                return byType(row, column);
            default:
                return row.getString(column);
        }
    }

    static Object number(BigDecimal number) {
        if (number == null) {
            return null;
        }
        boolean whole = number.scale() <= 0 && number.precision() - number.scale() < 20;
        return whole && number.toBigInteger().bitLength() < 64 ? (Object) number.longValue() : number.doubleValue();
    }

    private static Object byType(ResultSet row, int column) throws SQLException {
        ResultCodec codec = switch (row.getMetaData().getColumnType(column)) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> REAL;
            case Types.NUMERIC, Types.DECIMAL -> NUMBER;
            case Types.BINARY, Types.VARBINARY -> BLOB;
            default -> TEXT;
        };
        return codec.decode(row, column);
    }

    @Override
    public String postgresqlType() {
        return type;
    }

    @Override
    public boolean fits(Object stored) {
        return false;
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        throw new CodecException("a computed column is never written");
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws CodecException {
        throw new CodecException("a computed column is never written");
    }
}
