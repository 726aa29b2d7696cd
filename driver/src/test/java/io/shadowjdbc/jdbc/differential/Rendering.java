package io.shadowjdbc.jdbc.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes down all that an application can see of an object, so that two sides can be compared as texts. */
final class Rendering {
    private static final List<Method> COLUMN_METHODS = methodsOfOneInt(ResultSetMetaData.class);
    private static final List<Method> PARAMETER_METHODS = methodsOfOneInt(ParameterMetaData.class);
    /** The name of a result set that was rendered: it is rendered again where it comes again. */
    static final String RESULT = "a result set";

    /** The JVM leaves out their messages where it has compiled the code that throws them. */
    private static final Set<Class<?>> OF_THE_JVM =
            Set.of(NullPointerException.class, ArrayIndexOutOfBoundsException.class);

    private static final int MOST_ROWS = 3000;

    private final Bench bench;

    Rendering(Bench bench) {
        this.bench = bench;
    }

    /** Something that may fail. */
    interface Look {
        Object at() throws Exception;
    }

    /** What looking gives, or what it throws. */
    String of(Look look) {
        try {
            return of(look.at());
        } catch (InvocationTargetException e) {
            return thrown(e.getCause());
        } catch (Exception e) {
            return thrown(e);
        }
    }

    String of(Object value) throws Exception {
        if (value == null) {
            return "null";
        }
        String name = bench.nameOf(value);
        if (name != null && !name.equals(RESULT)) {
            return name;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.getClass().getName() + ' ' + value;
        }
        return bench.side().neutral(describe(value));
    }

    private String describe(Object value) throws Exception {
        if (value instanceof ResultSet rows) {
            return resultSet(rows);
        }
        if (value instanceof Connection connection) {
            return connection(connection);
        }
        if (value instanceof Statement statement) {
            return statement(statement);
        }
        if (value instanceof DatabaseMetaData metaData) {
            return "metadata of " + of(metaData::getConnection) + ", " + of(metaData::getDatabaseProductName);
        }
        if (value instanceof ResultSetMetaData metaData) {
            return "result set metadata " + metaData(metaData);
        }
        if (value instanceof ParameterMetaData metaData) {
            return "parameter metadata " + of(metaData::getParameterCount) + each(PARAMETER_METHODS, metaData, 3);
        }
        if (value instanceof SQLException exception) {
            return thrown(exception);
        }
        if (value instanceof Class<?> type) {
            return type.getName();
        }
        return value.getClass().getName() + ' ' + plain(value);
    }

    /** Objects of the driver that stay what they are, and of the JDK. */
    private String plain(Object value) throws Exception {
        if (value instanceof Blob blob) {
            return of(blob::length) + of(() -> blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof Clob clob) {
            return of(clob::length) + of(() -> clob.getSubString(1, (int) clob.length()));
        }
        if (value instanceof Array array) {
            return of(array::getBaseTypeName) + of(array::getArray);
        }
        if (value instanceof SQLXML xml) {
            return of(xml::getString);
        }
        if (value instanceof Savepoint savepoint) {
            return of(savepoint::getSavepointId) + ", " + of(savepoint::getSavepointName);
        }
        if (value instanceof InputStream stream) {
            return read(stream);
        }
        if (value instanceof Reader reader) {
            return read(reader);
        }
        if (value instanceof java.util.Date date) {
            return date.getTime() + " " + date;
        }
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map).toString();
        }
        return value.getClass().isArray() ? elements(value) : value.toString();
    }

    private String elements(Object array) throws Exception {
        if (array instanceof byte[] bytes) {
            return text(bytes);
        }
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < java.lang.reflect.Array.getLength(array); i++) {
            elements.add(of(java.lang.reflect.Array.get(array, i)));
        }
        return elements.toString();
    }

    private static String read(InputStream stream) throws IOException {
        try (stream) {
            return text(stream.readAllBytes());
        }
    }

    /** As text, so that names and identities in it are found. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String read(Reader reader) throws IOException {
        try (reader) {
            StringBuilder text = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                text.append((char) c);
            }
            return text.toString();
        }
    }

    private String connection(Connection connection) {
        bench.know("another connection", connection);
        return "another connection, auto-commit " + of(connection::getAutoCommit) + ", read-only "
                + of(connection::isReadOnly) + ", "
                + of(() -> connection.getMetaData().getDatabaseProductName());
    }

    private String statement(Statement statement) {
        bench.know("another statement", statement);
        String kind = statement instanceof CallableStatement
                ? "callable"
                : statement instanceof PreparedStatement ? "prepared" : "plain";
        return kind + " statement on " + of(statement::getConnection) + ", " + of(statement::getResultSetType) + ", "
                + of(statement::getResultSetConcurrency) + ", " + of(statement::getResultSetHoldability) + ", closed "
                + of(statement::isClosed) + (statement instanceof ParameterMetaData ? ", its own metadata" : "");
    }

    private String resultSet(ResultSet rows) throws SQLException {
        bench.know(RESULT, rows);
        StringBuilder text = new StringBuilder("result set of ").append(of(rows::getStatement));
        text.append(", ").append(of(rows::getType)).append(", ").append(of(rows::getConcurrency));
        if (rows instanceof ResultSetMetaData) {
            text.append(", its own metadata");
        }
        try {
            ResultSetMetaData metaData = rows.getMetaData();
            text.append(", metadata ").append(bench.nameOf(metaData)).append(metaData(metaData));
            int columns = metaData.getColumnCount();
            for (int row = 0; row < MOST_ROWS && rows.next(); row++) {
                text.append(" row ");
                for (int i = 1; i <= columns; i++) {
                    int column = i;
                    text.append(of(() -> rows.getObject(column))).append(" | ");
                }
            }
        } catch (SQLException e) {
            text.append(" threw ").append(thrown(e));
        }
        return text.toString();
    }

    private String metaData(ResultSetMetaData metaData) {
        int columns;
        try {
            columns = metaData.getColumnCount();
        } catch (SQLException e) {
            return thrown(e);
        }
        return each(COLUMN_METHODS, metaData, columns);
    }

    private String each(List<Method> methods, Object metaData, int columns) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 1; i <= columns; i++) {
            int column = i;
            for (Method method : methods) {
                text.append(method.getName())
                        .append('=')
                        .append(of(() -> method.invoke(metaData, column)))
                        .append(' ');
            }
        }
        return text.append(']').toString();
    }

    private static List<Method> methodsOfOneInt(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {int.class}))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    /** The class, all that the exception says, and those that hang on it. */
    String thrown(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 10; depth++) {
            text.append(depth == 0 ? "" : " caused by ").append(one(at));
            at = at.getCause() == at ? null : at.getCause();
        }
        return bench.side().neutral(text.toString());
    }

    private String one(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.getClass().getName());
        if (!OF_THE_JVM.contains(thrown.getClass())) {
            text.append(": ").append(thrown.getMessage());
        }
        if (thrown instanceof SQLException exception) {
            text.append(" [")
                    .append(exception.getSQLState())
                    .append(", ")
                    .append(exception.getErrorCode())
                    .append(']');
            if (exception instanceof BatchUpdateException batch) {
                text.append(" counts ").append(Arrays.toString(batch.getLargeUpdateCounts()));
            }
            if (exception instanceof SQLClientInfoException info) {
                text.append(" failed ").append(info.getFailedProperties());
            }
            if (exception.getNextException() != null) {
                text.append(" next ").append(thrown(exception.getNextException()));
            }
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            text.append(" suppressed ").append(thrown(suppressed));
        }
        return text.toString();
    }
}
