package io.shadowjdbc.jdbc.differential;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.Driver;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.sql.Wrapper;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Executor;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;

/** What methods are called with, by the type of the parameter and by what its place in the method means. */
final class Arguments {
    private static final int MOST_COMBINATIONS = 700;
    private static final int MOST_NARROWLY = 2;
    private static final Calendar TOKYO = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));

    private static final Map<Class<?>, List<Argument>> BY_TYPE = Map.ofEntries(
            Map.entry(boolean.class, Argument.all(true, false)),
            Map.entry(byte.class, Argument.all((byte) 1, (byte) -1)),
            Map.entry(short.class, Argument.all((short) 1, (short) -1)),
            Map.entry(long.class, Argument.all(1L, 0L, -1L, 3L, 5_000_000_000L)),
            Map.entry(float.class, Argument.all(1.5f, Float.NaN)),
            Map.entry(double.class, Argument.all(1.5, Double.NaN)),
            Map.entry(BigDecimal.class, Argument.all(new BigDecimal("1.50"), null)),
            Map.entry(byte[].class, Argument.all(new byte[] {1, 2}, new byte[0], null)),
            Map.entry(int[].class, Argument.all(new int[] {1}, new int[] {1, 2}, new int[0], new int[] {99}, null)),
            Map.entry(
                    String[].class,
                    Argument.all(
                            new String[] {"id"},
                            new String[] {"ID", "name"},
                            new String[0],
                            new String[] {"nope"},
                            new String[] {"TABLE"},
                            null)),
            Map.entry(Object[].class, Argument.all(new Object[] {1, 2}, new Object[] {"a", null}, null)),
            Map.entry(
                    Object.class,
                    List.of(
                            Argument.of("text"),
                            Argument.of(7),
                            Argument.of(7L),
                            Argument.of((short) 7),
                            Argument.of(1.5),
                            Argument.of(new BigDecimal("1.50")),
                            Argument.of(true),
                            Argument.of('c'),
                            Argument.of(new byte[] {1, 2}),
                            Argument.of(LocalDate.of(2024, 2, 29)),
                            Argument.of(LocalDateTime.of(2024, 2, 29, 13, 14, 15)),
                            Argument.of(Timestamp.valueOf("2024-02-29 13:14:15.123")),
                            Argument.of(Date.valueOf("2024-02-29")),
                            Argument.of(new UUID(0, 1)),
                            Argument.of(null),
                            Argument.made("an object", bench -> new Object()),
                            Argument.made("an array", Arguments::array))),
            Map.entry(Date.class, Argument.all(Date.valueOf("2024-02-29"), null)),
            Map.entry(Time.class, Argument.all(Time.valueOf("13:14:15"), null)),
            Map.entry(Timestamp.class, Argument.all(Timestamp.valueOf("2024-02-29 13:14:15.123"), null)),
            Map.entry(Calendar.class, List.of(Argument.made("Tokyo", bench -> TOKYO.clone()), Argument.of(null))),
            Map.entry(URL.class, List.of(Argument.made("a URL", bench -> url()), Argument.of(null))),
            Map.entry(SQLType.class, Argument.all(JDBCType.VARCHAR, JDBCType.INTEGER, JDBCType.DATE, null)),
            Map.entry(Map.class, Argument.all(Map.of(), Map.of("item", String.class), null)),
            Map.entry(
                    Properties.class,
                    List.of(
                            Argument.made("no properties", bench -> new Properties()),
                            Argument.made("a property", bench -> property("ApplicationName")),
                            Argument.made("an unknown property", bench -> property("nope")),
                            Argument.of(null))),
            Map.entry(
                    Executor.class,
                    List.of(Argument.made("at once", bench -> (Executor) Runnable::run), Argument.of(null))),
            Map.entry(
                    InputStream.class,
                    List.of(
                            Argument.made("a stream", bench -> stream("1234")),
                            Argument.made("an empty stream", bench -> stream("")),
                            Argument.made("a broken stream", bench -> new BrokenStream()),
                            Argument.of(null))),
            Map.entry(
                    Reader.class,
                    List.of(
                            Argument.made("a reader", bench -> new StringReader("1234")),
                            Argument.made("an empty reader", bench -> new StringReader("")),
                            Argument.of(null))),
            Map.entry(
                    Blob.class,
                    List.of(Argument.made("a blob", bench -> new SerialBlob(new byte[] {1, 2})), Argument.of(null))),
            Map.entry(
                    Clob.class,
                    List.of(Argument.made("a clob", bench -> new SerialClob("clob".toCharArray())), Argument.of(null))),
            Map.entry(NClob.class, Argument.all((Object) null)),
            Map.entry(Array.class, List.of(Argument.made("an array", Arguments::array), Argument.of(null))),
            Map.entry(SQLXML.class, List.of(Argument.made("XML", Arguments::xml), Argument.of(null))),
            Map.entry(
                    Savepoint.class,
                    List.of(
                            Argument.made("a savepoint", Arguments::savepoint),
                            Argument.made("a released savepoint", Arguments::releasedSavepoint),
                            Argument.of(null))));

    private static final Set<Class<?>> ROW_BASED = Set.of(ResultSet.class, ResultSetMetaData.class);

    /** Methods of statements and connections whose first argument is SQL. */
    private static final Set<String> TAKE_SQL = Set.of(
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeLargeUpdate",
            "addBatch",
            "prepareStatement",
            "prepareCall",
            "nativeSQL");

    private final Product product;
    private final List<String> columns;

    /**
     * @param columns the names of the columns of the widest result
     */
    Arguments(Product product, List<String> columns) {
        this.product = product;
        this.columns = columns;
    }

    /** The lists of arguments to call the method with: the first of each kind, and each other one in its place. */
    List<List<Argument>> lists(Method method, State<?> state) {
        List<List<Argument>> pools = new ArrayList<>();
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            List<Argument> pool = pool(method, state, i, types[i]);
            pools.add(state.width() == State.Width.NARROW ? few(pool) : pool);
        }
        long combinations = pools.stream().mapToLong(List::size).reduce(1, (a, b) -> a * b);
        return isReadThoroughly(method, state) && combinations <= MOST_COMBINATIONS
                ? product(pools)
                : eachChoice(pools);
    }

    private static List<Argument> few(List<Argument> pool) {
        return pool.subList(0, Math.min(MOST_NARROWLY, pool.size()));
    }

    private static boolean isReadThoroughly(Method method, State<?> state) {
        return state.width() == State.Width.WIDE && method.getName().matches("(get|is).*");
    }

    private static List<List<Argument>> product(List<List<Argument>> pools) {
        List<List<Argument>> lists = List.of(List.of());
        for (List<Argument> pool : pools) {
            List<List<Argument>> longer = new ArrayList<>();
            for (List<Argument> list : lists) {
                for (Argument argument : pool) {
                    List<Argument> one = new ArrayList<>(list);
                    one.add(argument);
                    longer.add(one);
                }
            }
            lists = longer;
        }
        return lists;
    }

    private static List<List<Argument>> eachChoice(List<List<Argument>> pools) {
        List<Argument> first = pools.stream().map(pool -> pool.get(0)).toList();
        List<List<Argument>> lists = new ArrayList<>(List.of(first));
        for (int i = 0; i < pools.size(); i++) {
            for (Argument other : pools.get(i).subList(1, pools.get(i).size())) {
                List<Argument> list = new ArrayList<>(first);
                list.set(i, other);
                lists.add(list);
            }
        }
        return lists;
    }

    private List<Argument> pool(Method method, State<?> state, int position, Class<?> type) {
        if (type == int.class) {
            return ints(method, state, position);
        }
        if (type == String.class) {
            return strings(method, state, position);
        }
        if (type == Class.class) {
            return method.getName().equals("getObject") ? valueClasses() : wrapperClasses();
        }
        return byType(type);
    }

    private List<Argument> ints(Method method, State<?> state, int position) {
        String name = method.getName();
        Class<?> declared = state.type();
        if (name.startsWith("createStatement") || (name.startsWith("prepare") && method.getParameterCount() > 2)) {
            return switch (position + (name.startsWith("prepare") ? 0 : 1)) {
                case 1 -> Argument.all(1003, 1004, 1005, 7);
                case 2 -> Argument.all(1007, 1008, 7);
                default -> Argument.all(1, 2, 7);
            };
        }
        if (position == 0
                && ROW_BASED.contains(declared)
                && !Set.of("absolute", "relative").contains(name)) {
            return switch (name) {
                case "setFetchDirection" -> Argument.all(1000, 1001, 1002, 7);
                case "setFetchSize" -> Argument.all(1, 0, -1, 100);
                default -> positions(method, state);
            };
        }
        if (Statement.class.isAssignableFrom(declared) || declared == Connection.class) {
            switch (name) {
                case "setFetchDirection" -> {
                    return Argument.all(1000, 1001, 1002, 7);
                }
                case "setNull" -> {
                    return position == 0
                            ? Argument.all(1, 2, 0, 99)
                            : Argument.all(Types.VARCHAR, Types.INTEGER, Types.OTHER, Types.BLOB, -12345);
                }
                case "setObject" -> {
                    return switch (position) {
                        case 0 -> Argument.all(1, 2, 0, 99);
                        case 2 ->
                            Argument.all(
                                    Types.VARCHAR,
                                    Types.INTEGER,
                                    Types.BIGINT,
                                    Types.DECIMAL,
                                    Types.DATE,
                                    Types.TIMESTAMP,
                                    Types.BOOLEAN,
                                    Types.VARBINARY,
                                    Types.OTHER);
                        default -> Argument.all(2, 0, -1);
                    };
                }
                case "registerOutParameter" -> {
                    return position == 0
                            ? Argument.all(1, 2, 3, 0, 99)
                            : Argument.all(Types.INTEGER, Types.VARCHAR, Types.TIMESTAMP, Types.OTHER);
                }
                case "setTransactionIsolation" -> {
                    return Argument.all(8, 0, 1, 2, 4, 99);
                }
                case "setNetworkTimeout" -> {
                    return Argument.all(10_000, 0, -1);
                }
                default -> {
                    return Argument.all(1, 2, 0, -1, 3, 99);
                }
            }
        }
        return Argument.all(1, 0, 2, -1, 99);
    }

    /** Every column of the widest result of the product, and places where there is none. */
    private List<Argument> positions(Method method, State<?> state) {
        List<Argument> positions = new ArrayList<>();
        int last = isReadThoroughly(method, state) ? columns.size() : 3;
        for (int i = 1; i <= last; i++) {
            positions.add(Argument.of(i));
        }
        positions.addAll(Argument.all(0, -1, 99));
        return positions;
    }

    private List<Argument> strings(Method method, State<?> state, int position) {
        String name = method.getName();
        Class<?> declared = state.type();
        if (declared == Driver.class) {
            return List.of(
                    Argument.made("its URL", bench -> bench.side().url()),
                    Argument.of(null),
                    Argument.of(""),
                    Argument.of("jdbc:other:x"));
        }
        if (declared == ResultSet.class && position == 0) {
            List<Argument> labels = new ArrayList<>();
            if (isReadThoroughly(method, state)) {
                columns.forEach(label -> labels.add(Argument.of(label)));
            } else {
                labels.addAll(Argument.all("id", "NAME", "price"));
            }
            labels.addAll(Argument.all("nope", "", null));
            return labels;
        }
        if (position == 0 && TAKE_SQL.contains(name)) {
            // a statement that is prepared takes no other text
            return PreparedStatement.class.isAssignableFrom(declared) ? few(sql()) : sql();
        }
        if (position == 0 && declared == CallableStatement.class) {
            return Argument.all("a", "1", "nope", null);
        }
        if (declared == Connection.class) {
            return switch (name) {
                case "setSchema" -> Argument.all("public", "pg_catalog", "nope", "", null);
                case "setClientInfo", "getClientInfo" ->
                    position == 0 ? Argument.all("ApplicationName", "nope", "", null) : Argument.all("value", "", null);
                case "createArrayOf" -> Argument.all("int4", "text", "nope", null);
                default -> Argument.all("name", "item", "", null);
            };
        }
        if (declared == DatabaseMetaData.class) {
            return Argument.all("item", null, "", "nope", "%");
        }
        return Argument.all("17", "text", "2024-02-29", "", null);
    }

    private static List<Argument> sql() {
        return Argument.all(
                "SELECT id, name, price FROM item ORDER BY id",
                "INSERT INTO item (name, price) VALUES ('four', 4)",
                "UPDATE item SET price = 9 WHERE id > 1",
                "INSERT INTO item (name, price) VALUES ('five', 5) RETURNING id, name",
                "INSERT INTO item (name) VALUES ('one')",
                "DELETE FROM item WHERE id = 99",
                "CREATE TABLE made (id INTEGER)",
                "SELECT id FROM no_such_table",
                "SELECT ?, name FROM item WHERE id = ?",
                "SELECT 1; SELECT 2",
                "{fn now()}",
                "SELEC",
                "-- nothing",
                "",
                null);
    }

    private List<Argument> wrapperClasses() {
        List<Argument> classes = new ArrayList<>(Argument.all(
                Connection.class,
                Statement.class,
                PreparedStatement.class,
                CallableStatement.class,
                ResultSet.class,
                ResultSetMetaData.class,
                DatabaseMetaData.class,
                ParameterMetaData.class,
                javax.sql.DataSource.class,
                Wrapper.class,
                AutoCloseable.class,
                Object.class,
                String.class,
                null));
        product.driverClasses().forEach(type -> classes.add(Argument.of(type)));
        return classes;
    }

    private static List<Argument> valueClasses() {
        return Argument.all(
                String.class,
                Integer.class,
                Long.class,
                Short.class,
                Double.class,
                BigDecimal.class,
                Boolean.class,
                byte[].class,
                Date.class,
                Timestamp.class,
                LocalDate.class,
                LocalDateTime.class,
                OffsetDateTime.class,
                UUID.class,
                Array.class,
                Blob.class,
                Object.class,
                List.class,
                null);
    }

    private static List<Argument> byType(Class<?> type) {
        return BY_TYPE.getOrDefault(type, Argument.all((Object) null));
    }

    private static Properties property(String key) {
        Properties properties = new Properties();
        properties.setProperty(key, "value");
        return properties;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static URL url() {
        try {
            return URI.create("http://localhost/b").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    // null where the product or the state does not give the object; both sides agree on that

    private static Array array(Bench bench) {
        return orNull(() -> bench.connection().createArrayOf("int4", new Object[] {1, 2}));
    }

    private static SQLXML xml(Bench bench) {
        return orNull(() -> {
            SQLXML xml = bench.connection().createSQLXML();
            xml.setString("<b/>");
            return xml;
        });
    }

    private static Savepoint savepoint(Bench bench) {
        return orNull(() -> bench.connection().setSavepoint("s"));
    }

    private static Savepoint releasedSavepoint(Bench bench) {
        return orNull(() -> {
            Savepoint savepoint = bench.connection().setSavepoint("released");
            bench.connection().releaseSavepoint(savepoint);
            return savepoint;
        });
    }

    private interface Attempt<T> {
        T make() throws SQLException;
    }

    private static <T> T orNull(Attempt<T> attempt) {
        try {
            return attempt.make();
        } catch (SQLException e) {
            return null;
        }
    }

    /** Fails when it is read. */
    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws java.io.IOException {
            throw new java.io.IOException("broken");
        }
    }
}
