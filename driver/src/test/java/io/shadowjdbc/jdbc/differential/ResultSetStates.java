package io.shadowjdbc.jdbc.differential;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Results of all origins, at all places. */
final class ResultSetStates {
    private static final String ITEMS = "SELECT id, name, price FROM item ORDER BY id";
    private static final String KINDS = "SELECT * FROM kinds ORDER BY id";

    private ResultSetStates() {}

    static List<State<?>> of(Product product) {
        List<State<?>> states = new ArrayList<>(List.of(
                rows("before the first row", ITEMS, rows -> {}),
                rows("on the second row", ITEMS, rows -> advance(rows, 2)),
                rows("on the last row", ITEMS, rows -> advance(rows, 3)),
                rows("after the last row", ITEMS, rows -> advance(rows, 4)),
                rows("empty", "SELECT id, name, price FROM item WHERE id < 0", rows -> {}),
                rows("after a null was read", ITEMS, rows -> {
                    advance(rows, 3);
                    rows.getDouble(3);
                }),
                rows("closed", ITEMS, ResultSet::close),
                wide("on a row with a value of every type", 1),
                wide("on a row of nulls", 2),
                State.of(ResultSet.class, "of a closed statement", bench -> {
                    ResultSet rows = query(bench, ITEMS);
                    rows.next();
                    rows.getStatement().close();
                    return rows;
                }),
                State.of(ResultSet.class, "of a statement that closes on completion", bench -> {
                    Statement statement =
                            bench.know("the statement", bench.connection().createStatement());
                    statement.closeOnCompletion();
                    return bench.know("the result set", statement.executeQuery(ITEMS));
                }),
                State.of(ResultSet.class, "by getResultSet", bench -> {
                    Statement statement =
                            bench.know("the statement", bench.connection().createStatement());
                    statement.execute(ITEMS);
                    return bench.know("the result set", statement.getResultSet());
                }),
                State.of(ResultSet.class, "of generated keys", bench -> {
                    PreparedStatement insert = bench.know(
                            "the statement",
                            bench.connection().prepareStatement("INSERT INTO item (name) VALUES ('four')", 1));
                    insert.executeUpdate();
                    ResultSet keys = bench.know("the result set", insert.getGeneratedKeys());
                    keys.next();
                    return keys;
                }),
                State.of(ResultSet.class, "of the database's metadata", bench -> {
                    DatabaseMetaData metaData = bench.connection().getMetaData();
                    ResultSet columns = bench.know("the result set", metaData.getColumns(null, null, "item", null));
                    columns.next();
                    return columns;
                }),
                State.of(ResultSet.class, "in a transaction, one row fetched at a time", bench -> {
                    bench.connection().setAutoCommit(false);
                    PreparedStatement statement =
                            bench.know("the statement", bench.connection().prepareStatement(ITEMS));
                    statement.setFetchSize(1);
                    ResultSet rows = bench.know("the result set", statement.executeQuery());
                    rows.next();
                    return rows;
                }),
                metaData("of a table", KINDS, State.Width.WIDE),
                metaData(
                        "of expressions",
                        "SELECT count(*), max(name) AS m, id + 1, NULL FROM item GROUP BY id",
                        State.Width.NORMAL),
                State.of(ResultSetMetaData.class, "of a closed result", bench -> {
                    ResultSet rows = query(bench, ITEMS);
                    ResultSetMetaData metaData = rows.getMetaData();
                    rows.close();
                    return metaData;
                }),
                State.of(
                        ResultSetMetaData.class,
                        "of a statement that has not run",
                        bench -> bench.know("the statement", bench.connection().prepareStatement(ITEMS))
                                .getMetaData())));
        if (product == Product.POSTGRESQL) {
            states.addAll(List.of(
                    scrollable("scrollable, before the first row", ResultSet.CONCUR_READ_ONLY, rows -> {}),
                    scrollable("scrollable, on the second row", ResultSet.CONCUR_READ_ONLY, rows -> rows.absolute(2)),
                    scrollable("updatable, on the second row", ResultSet.CONCUR_UPDATABLE, rows -> rows.absolute(2)),
                    scrollable("updatable, on a changed row", ResultSet.CONCUR_UPDATABLE, rows -> {
                        rows.absolute(2);
                        rows.updateString(2, "changed");
                    }),
                    scrollable("updatable, on the insert row", ResultSet.CONCUR_UPDATABLE, rows -> {
                        rows.moveToInsertRow();
                        rows.updateInt(1, 4);
                        rows.updateString(2, "four");
                    })));
        }
        return states.stream().<State<?>>map(ResultSetStates::widthOf).toList();
    }

    /** Results have many states and many methods: some states are looked at closely. */
    private static State<?> widthOf(State<?> state) {
        boolean close = state.type() != ResultSet.class
                || state.width() == State.Width.WIDE
                || state.name().matches("(|updatable, )on the second row");
        return close ? state : state.narrow();
    }

    private interface Move {
        void of(ResultSet rows) throws SQLException;
    }

    private static State<?> rows(String name, String sql, Move move) {
        return State.of(ResultSet.class, name, bench -> {
            ResultSet rows = query(bench, sql);
            move.of(rows);
            return rows;
        });
    }

    private static State<?> wide(String name, int row) {
        return State.wide(ResultSet.class, name, bench -> {
            PreparedStatement statement =
                    bench.know("the statement", bench.connection().prepareStatement(KINDS));
            ResultSet rows = bench.know("the result set", statement.executeQuery());
            advance(rows, row);
            return rows;
        });
    }

    private static State<?> metaData(String name, String sql, State.Width width) {
        return new State<>(
                ResultSetMetaData.class, name, bench -> query(bench, sql).getMetaData(), width);
    }

    private static State<?> scrollable(String name, int concurrency, Move move) {
        return State.of(ResultSet.class, name, bench -> {
            Statement statement = bench.know(
                    "the statement",
                    bench.connection().createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, concurrency));
            ResultSet rows = bench.know("the result set", statement.executeQuery(ITEMS));
            move.of(rows);
            return rows;
        });
    }

    private static ResultSet query(Bench bench, String sql) throws SQLException {
        Statement statement = bench.know("the statement", bench.connection().createStatement());
        return bench.know("the result set", statement.executeQuery(sql));
    }

    private static void advance(ResultSet rows, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            rows.next();
        }
    }
}
