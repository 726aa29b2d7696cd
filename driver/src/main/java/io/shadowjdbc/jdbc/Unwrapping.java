package io.shadowjdbc.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

/**
 * {@code unwrap} as the inner driver has it: what the application holds answers for the interfaces of JDBC, the inner
 * object for all else, also where it refuses.
 */
final class Unwrapping {
    private Unwrapping() {}

    static <T> T unwrap(Wrapper held, Wrapper inner, Class<T> type) throws SQLException {
        if (type == null || !type.isInstance(held)) {
            return inner.unwrap(type);
        }
        if (!isOurs(type)) {
            // the inner driver may refuse, as on a closed connection
            inner.isWrapperFor(type);
        }
        return type.cast(held);
    }

    static boolean isWrapperFor(Wrapper held, Wrapper inner, Class<?> type) throws SQLException {
        if (type != null && isOurs(type) && type.isInstance(held)) {
            return true;
        }
        return inner.isWrapperFor(type);
    }

    private static boolean isOurs(Class<?> type) {
        return type.getClassLoader() == Unwrapping.class.getClassLoader();
    }
}
