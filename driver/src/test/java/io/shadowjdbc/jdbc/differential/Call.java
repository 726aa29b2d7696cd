package io.shadowjdbc.jdbc.differential;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One call of a method on a subject in a state.
 *
 * @param state makes the subject
 * @param method of the state's interface
 * @param arguments one for each parameter
 */
record Call(State<?> state, Method method, List<Argument> arguments) {
    /** What a call showed, by name; and whether there was a subject to call it on. */
    record Outcome(Map<String, String> facts, boolean live) {}

    /** Calls the method on a subject of that bench. */
    Outcome on(Bench bench) throws SQLException {
        Probes probes = new Probes(bench);
        try {
            Object subject;
            try {
                subject = state.maker().make(bench);
            } catch (SQLException | RuntimeException e) {
                probes.note("subject", () -> {
                    throw e;
                });
                return new Outcome(probes.facts(), false);
            }
            if (subject == null) {
                probes.note("subject", () -> null);
                return new Outcome(probes.facts(), false);
            }
            if (bench.nameOf(subject) == null) {
                bench.know("the subject", subject);
            }
            Object[] values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.get(i).value(bench);
            }
            probes.note("result", () -> seen(bench, subject, method.invoke(subject, values)));
            if (givesAPart()) {
                probes.note("the same again", () -> isSameAgain(subject, values));
            }
            probes.lookAt(subject, method.getName());
            return new Outcome(probes.facts(), true);
        } finally {
            tidy(bench);
        }
    }

    private Object seen(Bench bench, Object subject, Object result) {
        if (method.getDeclaringClass() == Wrapper.class && method.getName().equals("unwrap")) {
            Class<?> type = (Class<?>) value(arguments.get(0), bench);
            // an interface of JDBC is the subject's; a class of the driver is the inner object's, which is the driver's
            // own
            return type.getName().startsWith("java") ? result == subject : type.isInstance(result);
        }
        return result;
    }

    private static Object value(Argument argument, Bench bench) {
        try {
            return argument.value(bench);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Getters of objects that may be the same at every call. */
    private boolean givesAPart() {
        return method.getName().startsWith("get")
                && method.getReturnType().isInterface()
                && method.getReturnType().getPackageName().equals("java.sql");
    }

    private boolean isSameAgain(Object subject, Object[] values) throws ReflectiveOperationException {
        try {
            Object first = method.invoke(subject, values);
            return first == method.invoke(subject, values);
        } catch (InvocationTargetException e) {
            // the result has told
            return false;
        }
    }

    private void tidy(Bench bench) throws SQLException {
        boolean altered = state.type() == Connection.class
                && !method.getName().matches("(get|is|create|prepare|native|unwrap).*");
        bench.clear();
        if (altered && !bench.isAsOpened()) {
            bench.discardConnection();
        }
        if (mayChangeRows()) {
            bench.reset();
        }
    }

    /** Whether the call, the state or a look afterwards may have changed rows. */
    private boolean mayChangeRows() {
        return Connection.class == state.type()
                || Statement.class.isAssignableFrom(state.type())
                || state.name().contains("keys")
                || Probes.mayWrite(method.getName());
    }

    String signature() {
        return state.type().getSimpleName()
                + '.'
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String toString() {
        return state.type().getSimpleName() + '.' + method.getName()
                + arguments.stream().map(Argument::toString).collect(Collectors.joining(", ", "(", ")")) + " in state "
                + state.name();
    }
}
