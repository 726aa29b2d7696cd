package io.shadowjdbc.bridge;

import io.shadowjdbc.forward.Constructs;
import io.shadowjdbc.forward.Forwards;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.StorageClass;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What sqlite-jdbc would say of the columns of a result: by the declared type, else by the value in the row. */
@Forwards(to = "template")
abstract class BridgedResultSetMetaData implements ResultSetMetaData {
    private static final Pattern ARGUMENTS = Pattern.compile("\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\)");

    /** The value of a column in the current row, for columns without a declared type. */
    interface CurrentRow {
        Object stored(int column) throws SQLException;
    }

    private final BridgeColumns columns;
    private final CurrentRow row;
    private final Description description;

    /** The same columns as SQLite describes them, for all that does not depend on rows. */
    interface Description {
        ResultSetMetaData get() throws SQLException;
    }

    BridgedResultSetMetaData(BridgeColumns columns, CurrentRow row, Description description) {
        this.columns = columns;
        this.row = row;
        this.description = description;
    }

    @Constructs
    static BridgedResultSetMetaData create(BridgeColumns columns, CurrentRow row, Description description) {
        throw new IllegalStateException("completed by the build");
    }

    ResultSetMetaData template() throws SQLException {
        return description.get();
    }

    @Override
    public int getColumnCount() {
        return columns.count();
    }

    @Override
    public String getColumnLabel(int column) throws SQLException {
        return columns.label(check(column));
    }

    @Override
    public String getColumnName(int column) throws SQLException {
        return columns.label(check(column));
    }

    @Override
    public String getColumnTypeName(int column) throws SQLException {
        String declared = declaredType(check(column));
        if (!declared.isEmpty()) {
            int arguments = declared.indexOf('(');
            return (arguments < 0 ? declared : declared.substring(0, arguments)).strip();
        }
        return switch (StorageClass.of(row.stored(column))) {
            case INTEGER -> "INTEGER";
            case REAL -> "FLOAT";
            case TEXT -> "TEXT";
            case BLOB -> "BLOB";
            case NULL -> "NUMERIC";
        };
    }

    @Override
    public int getColumnType(int column) throws SQLException {
        Object stored = row.stored(check(column));
        return switch (getColumnTypeName(column).toUpperCase(Locale.ROOT)) {
            case "BOOLEAN" -> Types.BOOLEAN;
            case "TINYINT" -> Types.TINYINT;
            case "SMALLINT", "INT2" -> Types.SMALLINT;
            case "BIGINT", "INT8", "UNSIGNED BIG INT" -> Types.BIGINT;
            case "DATE" -> Types.DATE;
            case "TIMESTAMP", "DATETIME" -> Types.TIMESTAMP;
            case "INT", "INTEGER", "MEDIUMINT" -> isLong(stored) ? Types.BIGINT : Types.INTEGER;
            case "DECIMAL" -> Types.DECIMAL;
            case "NUMERIC" -> Types.NUMERIC;
            case "DOUBLE", "DOUBLE PRECISION" -> Types.DOUBLE;
            case "REAL" -> Types.REAL;
            case "FLOAT" -> Types.FLOAT;
            case "CHARACTER", "NCHAR", "NATIVE CHARACTER", "CHAR" -> Types.CHAR;
            case "CLOB" -> Types.CLOB;
            case "BINARY" -> Types.BINARY;
            case "BLOB" -> Types.BLOB;
            default -> Types.VARCHAR;
        };
    }

    private static boolean isLong(Object stored) {
        return stored instanceof Long number && number != number.intValue();
    }

    @Override
    public String getColumnClassName(int column) throws SQLException {
        return switch (StorageClass.of(row.stored(check(column)))) {
            case INTEGER -> isLong(row.stored(column)) ? "java.lang.Long" : "java.lang.Integer";
            case REAL -> "java.lang.Double";
            case TEXT -> "java.lang.String";
            case BLOB, NULL -> "java.lang.Object";
        };
    }

    @Override
    public int getPrecision(int column) throws SQLException {
        return argument(check(column), 1);
    }

    @Override
    public int getScale(int column) throws SQLException {
        return argument(check(column), 2);
    }

    @Override
    public int isNullable(int column) throws SQLException {
        ColumnMap origin = columns.origin(check(column));
        return origin != null && origin.notNull() ? columnNoNulls : columnNullable;
    }

    @Override
    public boolean isAutoIncrement(int column) throws SQLException {
        check(column);
        return false;
    }

    @Override
    public boolean isSigned(int column) throws SQLException {
        int type = getColumnType(column);
        return type == Types.INTEGER
                || type == Types.BIGINT
                || type == Types.NUMERIC
                || type == Types.FLOAT
                || type == Types.REAL
                || type == Types.DOUBLE;
    }

    private int argument(int column, int n) {
        Matcher arguments = ARGUMENTS.matcher(declaredType(column));
        String argument = arguments.find() ? arguments.group(n) : null;
        return argument == null ? 0 : Integer.parseInt(argument);
    }

    private String declaredType(int column) {
        ColumnMap origin = columns.origin(column);
        return origin == null || origin.declaredType() == null ? "" : origin.declaredType();
    }

    private int check(int column) throws SQLException {
        if (column < 1 || column > columns.count()) {
            throw new SQLException("column " + column + " out of bounds [1," + columns.count() + "]");
        }
        return column;
    }
}
