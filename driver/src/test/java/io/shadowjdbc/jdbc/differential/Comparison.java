package io.shadowjdbc.jdbc.differential;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Calls every method in every state on all sides of one product, and notes what deviates from the plain driver. */
final class Comparison implements AutoCloseable {
    private final Bench plain;
    private final List<Bench> others = new ArrayList<>();
    private final Arguments arguments;
    private final Set<Method> called = new LinkedHashSet<>();
    private long calls;

    Comparison(Side plainSide, List<Side> otherSides) throws SQLException {
        plain = new Bench(plainSide);
        for (Side side : otherSides) {
            others.add(new Bench(side));
        }
        arguments = new Arguments(plainSide.product(), columnsOfKinds());
    }

    private List<String> columnsOfKinds() throws SQLException {
        Connection connection = plain.outside();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM kinds")) {
            List<String> names = new ArrayList<>();
            ResultSetMetaData metaData = rows.getMetaData();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                names.add(metaData.getColumnName(i));
            }
            return names;
        }
    }

    /** The methods that can be called on an object of the interface. */
    static List<Method> methodsOf(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** The methods that were called on a live object of the plain driver. */
    Set<Method> called() {
        return called;
    }

    long calls() {
        return calls;
    }

    /** Calls every method of the state's interface with all lists of arguments. */
    List<Deviation> run(State<?> state) throws SQLException {
        List<Deviation> deviations = new ArrayList<>();
        for (Method method : methodsOf(state.type())) {
            for (List<Argument> list : arguments.lists(method, state)) {
                deviations.addAll(run(new Call(state, method, list)));
            }
        }
        return deviations;
    }

    private List<Deviation> run(Call call) throws SQLException {
        calls++;
        Call.Outcome expected = call.on(plain);
        if (!expected.live()) {
            throw new IllegalStateException("the plain driver has no " + call + ": " + expected.facts());
        }
        called.add(call.method());
        List<Deviation> deviations = new ArrayList<>();
        for (Bench bench : others) {
            Call.Outcome actual = call.on(bench);
            Stream.concat(expected.facts().keySet().stream(), actual.facts().keySet().stream())
                    .distinct()
                    .map(fact -> new Deviation(
                            bench.side().name(),
                            call,
                            fact,
                            expected.facts().get(fact),
                            actual.facts().get(fact)))
                    .filter(deviation ->
                            deviation.plain() == null || !deviation.plain().equals(deviation.other()))
                    .forEach(deviations::add);
        }
        if (!deviations.isEmpty()) {
            // what went another way must not bring later calls from their way
            plain.discardConnection();
            others.forEach(Bench::discardConnection);
        }
        return deviations;
    }

    @Override
    public void close() throws SQLException {
        plain.close();
        for (Bench bench : others) {
            bench.close();
        }
    }
}
