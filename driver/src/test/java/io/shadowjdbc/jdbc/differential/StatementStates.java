package io.shadowjdbc.jdbc.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Statements of all kinds, before, between and after executions. */
final class StatementStates {
    private static final String SELECT = "SELECT id, name, price FROM item WHERE id >= ? AND name <> ? ORDER BY id";
    private static final String INSERT = "INSERT INTO item (name, price) VALUES (?, ?)";

    private StatementStates() {}

    static List<State<?>> of(Product product) {
        List<State<?>> states = new ArrayList<>(List.of(
                plain("fresh", statement -> {}),
                plain("after a query", statement -> statement.executeQuery("SELECT id, name FROM item ORDER BY id")),
                plain("after execute of a query", statement -> statement.execute("SELECT id FROM item ORDER BY id")),
                plain("after an update", statement -> statement.executeUpdate("UPDATE item SET price = 7")),
                plain(
                        "after an insert with keys",
                        statement -> statement.executeUpdate(
                                "INSERT INTO item (name) VALUES ('four')", Statement.RETURN_GENERATED_KEYS)),
                plain("after two queries in one", statement -> statement.execute("SELECT 1; SELECT 2")),
                plain("with a batch", StatementStates::addBatch),
                plain("after a batch", statement -> {
                    addBatch(statement);
                    statement.executeBatch();
                }),
                plain("after an error", StatementStates::fail),
                plain("with limits", StatementStates::limit),
                plain("that closes on completion", StatementStates::closeOnCompletion),
                plain("closed", Statement::close),
                State.of(Statement.class, "in a transaction", StatementStates::inTransaction),
                State.of(Statement.class, "of a closed connection", StatementStates::ofClosedConnection),
                State.of(Statement.class, "scrollable", StatementStates::scrollable),
                prepared("SELECT unbound", SELECT, statement -> {}),
                prepared("SELECT bound", SELECT, StatementStates::bindSelect),
                prepared("SELECT with one of two bound", SELECT, statement -> statement.setInt(1, 1)),
                prepared("SELECT executed", SELECT, statement -> {
                    bindSelect(statement);
                    statement.executeQuery().next();
                }),
                prepared("SELECT after execute", SELECT, statement -> {
                    bindSelect(statement);
                    statement.execute();
                }),
                prepared("SELECT closed", SELECT, Statement::close),
                prepared("SELECT that fails", "SELECT id FROM item WHERE abs(?) = 'x'", statement -> {}),
                prepared("INSERT bound", INSERT, StatementStates::bindInsert),
                prepared("INSERT executed", INSERT, statement -> {
                    bindInsert(statement);
                    statement.executeUpdate();
                }),
                prepared("INSERT with a batch", INSERT, statement -> {
                    bindInsert(statement);
                    statement.addBatch();
                    statement.setString(1, "five");
                    statement.addBatch();
                }),
                prepared("INSERT with a batch that will fail", INSERT, statement -> {
                    bindInsert(statement);
                    statement.addBatch();
                    statement.setString(1, "one");
                    statement.addBatch();
                }),
                prepared("RETURNING", INSERT + " RETURNING id, name", StatementStates::bindInsert),
                prepared("DDL", "CREATE TABLE made (id INTEGER)", statement -> {}),
                insert("keys by flag", c -> c.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS), false),
                insert("keys by flag, executed", c -> c.prepareStatement(INSERT, 1), true),
                insert("keys by name, executed", c -> c.prepareStatement(INSERT, new String[] {"id"}), true),
                State.of(PreparedStatement.class, "of a closed connection", StatementStates::preparedOfClosed),
                parameters("of a SELECT", SELECT),
                parameters("of an INSERT", INSERT),
                State.of(ParameterMetaData.class, "of a closed statement", bench -> {
                    PreparedStatement statement = bench.connection().prepareStatement(SELECT);
                    ParameterMetaData metaData =
                            bench.know("the statement", statement).getParameterMetaData();
                    statement.close();
                    return metaData;
                })));
        if (product == Product.SQLITE) {
            states.add(insert("keys by index, executed", c -> c.prepareStatement(INSERT, new int[] {1}), true));
        } else {
            states.addAll(List.of(
                    plain("with warnings", statement -> {
                        statement.execute("DO 'BEGIN RAISE WARNING ''one''; RAISE WARNING ''two''; END'");
                        assertThat((Throwable) statement.getWarnings()).isNotNull();
                    }),
                    call("of a function, unbound", "{? = call item_twice(?)}", statement -> {}),
                    call("of a function, bound", "{? = call item_twice(?)}", StatementStates::bindTwice),
                    call("of a function, executed", "{? = call item_twice(?)}", statement -> {
                        bindTwice(statement);
                        statement.execute();
                    }),
                    call("with three results, executed", "{call item_out(?, ?, ?)}", statement -> {
                        statement.setInt(1, 20);
                        statement.registerOutParameter(1, Types.INTEGER);
                        statement.registerOutParameter(2, Types.VARCHAR);
                        statement.registerOutParameter(3, Types.TIMESTAMP);
                        statement.execute();
                    }),
                    call("closed", "{? = call item_twice(?)}", Statement::close)));
        }
        return states.stream().<State<?>>map(StatementStates::widthOf).toList();
    }

    /** Statements have many states and many methods: some states are looked at closely. */
    private static State<?> widthOf(State<?> state) {
        boolean close = !Statement.class.isAssignableFrom(state.type())
                || state.name().matches("fresh|after a query|(SELECT|INSERT|of a function,) bound");
        return close ? state : state.narrow();
    }

    private interface Preparation<S> {
        void of(S statement) throws SQLException;
    }

    private interface Factory<S> {
        S on(Connection connection) throws SQLException;
    }

    private static State<?> plain(String name, Preparation<Statement> preparation) {
        return state(Statement.class, name, Connection::createStatement, preparation);
    }

    private static State<?> prepared(String name, String sql, Preparation<PreparedStatement> preparation) {
        return state(PreparedStatement.class, name, connection -> connection.prepareStatement(sql), preparation);
    }

    private static State<?> insert(String name, Factory<PreparedStatement> factory, boolean executed) {
        return state(PreparedStatement.class, "INSERT " + name, factory, statement -> {
            bindInsert(statement);
            if (executed) {
                statement.executeUpdate();
            }
        });
    }

    private static State<?> call(String name, String sql, Preparation<CallableStatement> preparation) {
        return state(CallableStatement.class, name, connection -> connection.prepareCall(sql), preparation);
    }

    private static State<?> parameters(String name, String sql) {
        return State.of(
                ParameterMetaData.class,
                name,
                bench -> bench.know("the statement", bench.connection().prepareStatement(sql))
                        .getParameterMetaData());
    }

    private static <S extends Statement> State<S> state(
            Class<S> type, String name, Factory<S> factory, Preparation<S> preparation) {
        return State.of(type, name, bench -> {
            S statement = bench.know("the statement", factory.on(bench.connection()));
            preparation.of(statement);
            return statement;
        });
    }

    private static void addBatch(Statement statement) throws SQLException {
        statement.addBatch("UPDATE item SET price = 7 WHERE id = 1");
        statement.addBatch("INSERT INTO item (name) VALUES ('four')");
    }

    private static void fail(Statement statement) throws SQLException {
        try {
            statement.executeUpdate("INSERT INTO item (name) VALUES ('one')");
            throw new IllegalStateException("a duplicate was taken");
        } catch (SQLException expected) {
            // that is the state
        }
    }

    private static void limit(Statement statement) throws SQLException {
        statement.setMaxRows(2);
        statement.setFetchSize(1);
        statement.setQueryTimeout(30);
    }

    private static void closeOnCompletion(Statement statement) throws SQLException {
        statement.closeOnCompletion();
        statement.executeQuery("SELECT id FROM item ORDER BY id");
    }

    private static void bindSelect(PreparedStatement statement) throws SQLException {
        statement.setInt(1, 1);
        statement.setString(2, "two");
    }

    private static void bindInsert(PreparedStatement statement) throws SQLException {
        statement.setString(1, "four");
        statement.setDouble(2, 4);
    }

    private static void bindTwice(CallableStatement statement) throws SQLException {
        statement.registerOutParameter(1, Types.INTEGER);
        statement.setInt(2, 21);
    }

    private static Statement inTransaction(Bench bench) throws SQLException {
        bench.connection().setAutoCommit(false);
        Statement statement = bench.know("the statement", bench.connection().createStatement());
        statement.executeUpdate("UPDATE item SET price = 7 WHERE id = 1");
        return statement;
    }

    private static Statement ofClosedConnection(Bench bench) throws SQLException {
        return bench.lasting("statement", made -> {
            Statement statement = made.connection().createStatement();
            made.connection().close();
            return statement;
        });
    }

    private static PreparedStatement preparedOfClosed(Bench bench) throws SQLException {
        return bench.lasting("prepared statement", made -> {
            PreparedStatement statement = made.connection().prepareStatement(SELECT);
            bindSelect(statement);
            made.connection().close();
            return statement;
        });
    }

    /** As far as the product has it. */
    private static Statement scrollable(Bench bench) throws SQLException {
        Connection connection = bench.connection();
        return bench.know(
                "the statement",
                bench.product() == Product.SQLITE
                        ? connection.createStatement(1003, 1007, 2)
                        : connection.createStatement(1004, 1008, 1));
    }
}
