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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Calls every method in every state on all sides of one product, at the same time, and notes what deviates from the plain driver. */
final class Comparison implements AutoCloseable {
    private final Bench plain;
    private final List<Bench> others = new ArrayList<>();
    private final Arguments arguments;
    private final Set<Method> called = new LinkedHashSet<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();

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

    /** Calls every method of the state's interface with all lists of arguments. */
    List<Deviation> run(State<?> state) throws Exception {
        List<Deviation> deviations = new ArrayList<>();
        for (Method method : methodsOf(state.type())) {
            for (List<Argument> list : arguments.lists(method, state)) {
                deviations.addAll(run(new Call(state, method, list)));
            }
        }
        return deviations;
    }

    private List<Deviation> run(Call call) throws Exception {
        List<Future<Call.Outcome>> actual = new ArrayList<>();
        for (Bench bench : others) {
            actual.add(executor.submit(() -> call.on(bench)));
        }
        Call.Outcome expected = call.on(plain);
        if (!expected.live()) {
            throw new IllegalStateException("the plain driver has no " + call + ": " + expected.facts());
        }
        called.add(call.method());
        List<Deviation> deviations = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            deviations.addAll(deviations(
                    others.get(i).side().name(),
                    call,
                    expected.facts(),
                    actual.get(i).get().facts()));
        }
        if (!deviations.isEmpty()) {
            // what went another way must not bring later calls from their way
            plain.discardConnection();
            others.forEach(Bench::discardConnection);
        }
        return deviations;
    }

    private static List<Deviation> deviations(
            String side, Call call, Map<String, String> expected, Map<String, String> actual) {
        return Stream.concat(expected.keySet().stream(), actual.keySet().stream())
                .distinct()
                .filter(fact -> !Objects.equals(expected.get(fact), actual.get(fact)))
                .map(fact -> new Deviation(side, call, fact, expected.get(fact), actual.get(fact)))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        executor.shutdown();
        plain.close();
        for (Bench bench : others) {
            bench.close();
        }
    }
}
