package io.shadowjdbc.compare;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The ways to read a value from a row. What the application did with one is noted, so that the same call can be made on
 * the other side.
 */
public enum Getter {
    BOOLEAN("getBoolean", ResultSet::getBoolean, ResultSet::getBoolean),
    BYTE("getByte", ResultSet::getByte, ResultSet::getByte),
    SHORT("getShort", ResultSet::getShort, ResultSet::getShort),
    INT("getInt", ResultSet::getInt, ResultSet::getInt),
    LONG("getLong", ResultSet::getLong, ResultSet::getLong),
    FLOAT("getFloat", ResultSet::getFloat, ResultSet::getFloat),
    DOUBLE("getDouble", ResultSet::getDouble, ResultSet::getDouble),
    STRING("getString", ResultSet::getString, ResultSet::getString),
    NSTRING("getNString", ResultSet::getNString, ResultSet::getNString),
    BYTES("getBytes", ResultSet::getBytes, ResultSet::getBytes),
    BIG_DECIMAL("getBigDecimal", ResultSet::getBigDecimal, ResultSet::getBigDecimal),
    OBJECT("getObject", ResultSet::getObject, ResultSet::getObject),
    DATE("getDate", ResultSet::getDate, ResultSet::getDate),
    TIME("getTime", ResultSet::getTime, ResultSet::getTime),
    TIMESTAMP("getTimestamp", ResultSet::getTimestamp, ResultSet::getTimestamp),
    /** A stream or a large object: the application consumes it, the other side is asked for the bytes' presence only. */
    STREAM("a stream", Getter::presence, Getter::presence),
    /** Not a column: whether the value before was NULL. */
    WAS_NULL("wasNull", (row, column) -> row.wasNull(), (row, label) -> row.wasNull());

    private interface ByColumn {
        Object read(ResultSet row, int column) throws SQLException;
    }

    private interface ByLabel {
        Object read(ResultSet row, String label) throws SQLException;
    }

    private final String methodName;
    private final ByColumn byColumn;
    private final ByLabel byLabel;

    Getter(String methodName, ByColumn byColumn, ByLabel byLabel) {
        this.methodName = methodName;
        this.byColumn = byColumn;
        this.byLabel = byLabel;
    }

    /** The name of the method, for a report. */
    public String methodName() {
        return methodName;
    }

    /** The getter of that method; {@code getObject} for those that there is none of. */
    public static Getter ofMethod(String name) {
        return Arrays.stream(values())
                .filter(getter -> getter.methodName.equals(name))
                .findFirst()
                .orElse(OBJECT);
    }

    /** Makes the call. */
    public Object read(ResultSet row, int column) throws SQLException {
        return byColumn.read(row, column);
    }

    /** Makes the call. */
    public Object read(ResultSet row, String label) throws SQLException {
        return byLabel.read(row, label);
    }

    private static Object presence(ResultSet row, int column) throws SQLException {
        return row.getBytes(column) == null ? null : Boolean.TRUE;
    }

    private static Object presence(ResultSet row, String label) throws SQLException {
        return row.getBytes(label) == null ? null : Boolean.TRUE;
    }
}
