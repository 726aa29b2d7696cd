package io.shadowjdbc.bench;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.reflect.Constructor;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Properties;
import java.util.logging.Logger;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.StubMethod;

/**
 * A driver that does no work, so that what is measured is the wrapper alone. Its statements allocate as real ones do; each
 * has one result set that it uses again, as in sqlite-jdbc. Takes the place of both real drivers in its process.
 */
public final class StubDriver implements Driver {
    static final String URL = "jdbc:sqlite:stub";
    static final String OTHER_URL = "jdbc:sqlite:other-stub";
    static final String POSTGRESQL_URL = "jdbc:postgresql://stub:5432/stub";

    /** Makes stubs with plain calls of constructors. */
    public interface Factory {
        StubPreparedStatement statement(StubConnection connection, StubResultSet rows);

        StubResultSet rows();
    }

    private static final Class<? extends StubConnection> CONNECTION = complete(StubConnection.class);
    private static final Factory FACTORY = factory();
    private static boolean installed;

    private StubDriver() {}

    /** Puts the stub in the place of the registered drivers; once, for threads open their connections at the same time. */
    static synchronized void install() throws SQLException {
        if (installed) {
            return;
        }
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.acceptsURL(URL) || driver.acceptsURL(POSTGRESQL_URL)) {
                DriverManager.deregisterDriver(driver);
            }
        }
        DriverManager.registerDriver(new StubDriver());
        installed = true;
    }

    private static <T> Class<? extends T> complete(Class<T> type) {
        return load(new ByteBuddy().subclass(type).method(isAbstract()).intercept(StubMethod.INSTANCE));
    }

    private static Factory factory() {
        return instance(load(new ByteBuddy()
                .subclass(Factory.class)
                .method(named("statement"))
                .intercept(MethodCall.construct(constructor(StubPreparedStatement.class))
                        .withAllArguments())
                .method(named("rows"))
                .intercept(MethodCall.construct(constructor(StubResultSet.class)))));
    }

    private static Constructor<?> constructor(Class<?> type) {
        return complete(type).getDeclaredConstructors()[0];
    }

    private static <T> Class<? extends T> load(DynamicType.Builder<T> builder) {
        return builder.make()
                .load(StubDriver.class.getClassLoader(), ClassLoadingStrategy.Default.INJECTION)
                .getLoaded();
    }

    private static <T> T instance(Class<T> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Connection connect(String url, Properties info) {
        return acceptsURL(url) ? instance(CONNECTION) : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.equals(URL) || url.equals(OTHER_URL) || url.startsWith(POSTGRESQL_URL);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return null;
    }

    /** What the wrappers ask a connection for. */
    public abstract static class StubConnection implements Connection {
        private boolean closed;
        /** Drivers know their open statements, which keeps the JIT from doing without them. */
        private PreparedStatement last;

        @Override
        public PreparedStatement prepareStatement(String sql) {
            StubPreparedStatement made = FACTORY.statement(this, FACTORY.rows());
            made.givesOneRow = sql.endsWith("= ?");
            last = made;
            return made;
        }

        @Override
        public Statement createStatement() {
            return prepareStatement("");
        }

        @Override
        public boolean getAutoCommit() {
            return true;
        }

        @Override
        public boolean isValid(int timeout) {
            return true;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Notes a parameter, gives its rows; changes none. */
    public abstract static class StubPreparedStatement implements PreparedStatement {
        private final StubConnection connection;
        private final StubResultSet rows;
        private boolean givesOneRow;
        private int parameter;
        private boolean closed;

        protected StubPreparedStatement(StubConnection connection, StubResultSet rows) {
            this.connection = connection;
            this.rows = rows;
        }

        @Override
        public void setInt(int index, int value) {
            parameter = value;
        }

        @Override
        public ResultSet executeQuery() {
            rows.left = givesOneRow ? 1 : parameter;
            return rows;
        }

        /** What a wrapper asks on its own account finds nothing. */
        @Override
        public ResultSet executeQuery(String sql) {
            rows.left = 0;
            return rows;
        }

        @Override
        public Connection getConnection() {
            return connection;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** One row by a key, else as many as the statement's parameter says. */
    public abstract static class StubResultSet implements ResultSet {
        private int left;

        @Override
        public boolean next() {
            return left-- > 0;
        }

        @Override
        public int getInt(int column) {
            return left + column;
        }

        @Override
        public long getLong(int column) {
            return left + column;
        }

        @Override
        public double getDouble(int column) {
            return left;
        }

        @Override
        public String getString(int column) {
            return (left & 1) == 0 ? "Balls to the Wall" : "Restless and Wild";
        }
    }
}
