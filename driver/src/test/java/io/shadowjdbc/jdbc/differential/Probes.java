package io.shadowjdbc.jdbc.differential;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What is looked at after a call: the state that it left behind. The order matters: later looks change things. */
final class Probes {
    private static final Pattern WRITES =
            Pattern.compile("execute.*|.*Row|update.*|.*[cC]ommit|rollback|.*Savepoint|close|abort|.*Batch|set.*");
    private static final Pattern ENDS_TRANSACTION = Pattern.compile("execute.*|.*Row|close");

    private final Bench bench;
    private final Rendering rendering;
    private final Map<String, String> facts = new LinkedHashMap<>();

    Probes(Bench bench) {
        this.bench = bench;
        this.rendering = new Rendering(bench);
    }

    Map<String, String> facts() {
        return facts;
    }

    void note(String name, Rendering.Look look) {
        facts.put(name, rendering.of(look));
    }

    /** Looks at the subject after a call of a method of that name. */
    void lookAt(Object subject, String method) throws SQLException {
        if (subject instanceof ResultSet rows) {
            resultSet(rows, method);
        } else if (subject instanceof Statement statement) {
            statement(statement, method);
        }
        connectionOf(subject, method);
    }

    private void connectionOf(Object subject, String method) throws SQLException {
        Connection connection = subject instanceof Connection one ? one : bench.connection();
        note("connection.isClosed", connection::isClosed);
        note("connection.getAutoCommit", connection::getAutoCommit);
        note("connection.getWarnings", connection::getWarnings);
        if (subject == connection) {
            connection(connection);
        }
        if (mayWrite(method)) {
            note("rows seen", () -> items(connection));
            if (subject == connection || endsTransaction(method)) {
                note("rows committed", () -> items(bench.outside()));
            }
        }
    }

    void connection(Connection connection) {
        note("isReadOnly", connection::isReadOnly);
        note("getTransactionIsolation", connection::getTransactionIsolation);
        note("getHoldability", connection::getHoldability);
        note("getCatalog", connection::getCatalog);
        note("getSchema", connection::getSchema);
        note("getNetworkTimeout", connection::getNetworkTimeout);
        note("getClientInfo", connection::getClientInfo);
        note("getTypeMap", connection::getTypeMap);
        note("isValid", () -> connection.isValid(1));
    }

    private void statement(Statement statement, String method) throws SQLException {
        note("isClosed", statement::isClosed);
        note("getWarnings", statement::getWarnings);
        note("getConnection", statement::getConnection);
        note("getMaxRows", statement::getMaxRows);
        note("getLargeMaxRows", statement::getLargeMaxRows);
        note("getFetchSize", statement::getFetchSize);
        note("getFetchDirection", statement::getFetchDirection);
        note("getQueryTimeout", statement::getQueryTimeout);
        note("getMaxFieldSize", statement::getMaxFieldSize);
        note("isPoolable", statement::isPoolable);
        note("isCloseOnCompletion", statement::isCloseOnCompletion);
        note("getUpdateCount", statement::getUpdateCount);
        note("getLargeUpdateCount", statement::getLargeUpdateCount);
        note("getResultSet", statement::getResultSet);
        note("getMoreResults", statement::getMoreResults);
        note("getUpdateCount of more", statement::getUpdateCount);
        note("getResultSet of more", statement::getResultSet);
        note("getGeneratedKeys", statement::getGeneratedKeys);
        if (method.toLowerCase(java.util.Locale.ROOT).contains("batch")) {
            note("executeBatch", statement::executeBatch);
        }
        if (statement instanceof PreparedStatement prepared) {
            if (!method.startsWith("get")) {
                note("toString", () -> bench.side().neutral(prepared.toString()));
                note("execute again", prepared::execute);
                again("getResultSet again", prepared::getResultSet);
            }
        } else if (method.startsWith("set") || method.startsWith("execute")) {
            again("executeQuery again", () -> statement.executeQuery("SELECT id FROM item ORDER BY id"));
        }
    }

    private interface Query {
        ResultSet run() throws SQLException;
    }

    /** Whether it is an object that was seen before is a fact for itself. */
    private void again(String name, Query query) {
        boolean[] seen = new boolean[1];
        note(name, () -> {
            ResultSet rows = query.run();
            seen[0] = rows != null && bench.nameOf(rows) != null;
            return rows;
        });
        note("the result set is an earlier one", () -> seen[0]);
    }

    private void resultSet(ResultSet rows, String method) throws SQLException {
        note("isClosed", rows::isClosed);
        note("wasNull", rows::wasNull);
        note("getRow", rows::getRow);
        note("isBeforeFirst", rows::isBeforeFirst);
        note("isFirst", rows::isFirst);
        note("isLast", rows::isLast);
        note("isAfterLast", rows::isAfterLast);
        note("getWarnings", rows::getWarnings);
        note("getFetchSize", rows::getFetchSize);
        note("getFetchDirection", rows::getFetchDirection);
        note("getStatement", rows::getStatement);
        note("statement.isClosed", () -> rows.getStatement().isClosed());
        if (method.startsWith("update")) {
            note("value 1", () -> rows.getObject(1));
            note("value 2", () -> rows.getObject(2));
            note("updateRow", () -> {
                rows.updateRow();
                return null;
            });
        }
        if (!method.startsWith("get")) {
            note("next", rows::next);
            note("value", () -> rows.getObject(1));
            note("next again", rows::next);
        }
        note("metadata is itself", () -> rows.getMetaData() == (Object) rows);
        note("is metadata", () -> rows instanceof ResultSetMetaData);
    }

    static boolean mayWrite(String method) {
        return WRITES.matcher(method).matches();
    }

    private static boolean endsTransaction(String method) {
        return ENDS_TRANSACTION.matcher(method).matches();
    }

    private static String items(Connection connection) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, name, price FROM item ORDER BY id")) {
            while (rows.next()) {
                text.append(rows.getInt(1))
                        .append(' ')
                        .append(rows.getString(2))
                        .append(' ');
                text.append(rows.getString(3)).append("; ");
            }
        }
        return text.toString();
    }
}
