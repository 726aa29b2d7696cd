package io.shadowjdbc.clients;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.DatabaseMetaData;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.BeanMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.mapper.reflect.FieldMapper;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.MetaData;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.customizer.BindBean;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.FetchSize;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;
import org.jdbi.v3.sqlobject.transaction.Transactional;

/** Jdbi 3, by its fluent interface and by SQL objects. */
final class JdbiScenario implements Scenario {
    private final Product product;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    JdbiScenario(Database database) {
        product = database.product();
        pool = database.pool();
        jdbi = Jdbi.create(pool).installPlugin(new SqlObjectPlugin());
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("create tables by a script", this::createTables),
                new Step("insert with generated keys", this::insertWithGeneratedKeys),
                new Step("batches", this::batches),
                new Step("mappers", this::mappers),
                new Step("collecting and reducing", this::collectingAndReducing),
                new Step("streams and iterators", this::streams),
                new Step("binding", this::binding),
                new Step("sql objects", this::sqlObjects),
                new Step("sql objects in transactions", this::sqlObjectsInTransactions),
                new Step("transactions", this::transactions),
                new Step("savepoints", this::savepoints),
                new Step("exceptions", this::exceptions),
                new Step("metadata", this::metadata));
    }

    @Override
    public void close() {
        pool.close();
    }

    private void createTables(Transcript transcript) {
        jdbi.useHandle(handle -> transcript.saw(
                "results",
                handle.createScript(String.join(";\n", Bookshop.ddl(product))).execute()));
    }

    private void insertWithGeneratedKeys(Transcript transcript) {
        jdbi.useHandle(handle -> {
            for (String name : List.of("Ursula", "Stanisław")) {
                transcript.saw(
                        "key",
                        handle.createUpdate("INSERT INTO author (name) VALUES (:name)")
                                .bind("name", name)
                                .executeAndReturnGeneratedKeys("id")
                                .mapTo(long.class)
                                .one());
            }
            transcript.saw(
                    "keys",
                    handle.createUpdate("INSERT INTO author (name) VALUES ('Octavia'), ('Joanna')")
                            .executeAndReturnGeneratedKeys()
                            .mapToMap()
                            .list());
            transcript.saw(
                    "returning",
                    handle.createQuery("INSERT INTO author (name) VALUES (?) RETURNING id, name")
                            .bind(0, "Iain")
                            .mapToMap()
                            .one());
        });
    }

    private void batches(Transcript transcript) {
        jdbi.useHandle(handle -> {
            PreparedBatch books =
                    handle.prepareBatch("INSERT INTO book (author_id, title, price, sold, in_print, cover)"
                            + " VALUES (:author, :title, :price, :sold, :inPrint, :cover)");
            for (int i = 1; i <= 5; i++) {
                books.bind("author", 1 + i % 2)
                        .bind("title", "Volume " + i)
                        .bind("price", new BigDecimal(i).add(new BigDecimal("0.25")))
                        .bind("sold", i * 10)
                        .bind("inPrint", i % 2 == 0)
                        .bind("cover", new byte[] {(byte) i, (byte) -i})
                        .add();
            }
            transcript.saw("prepared", books.execute());
            transcript.saw("nothing left", books.size());
            transcript.saw(
                    "plain",
                    handle.createBatch()
                            .add("UPDATE book SET sold = sold + 1 WHERE author_id = 1")
                            .add("DELETE FROM book WHERE title = 'Volume 5'")
                            .execute());
            PreparedBatch refused = handle.prepareBatch("INSERT INTO author (name) VALUES (?)");
            transcript.tried("refused", () -> refused.add("Doris").add("Ursula").execute());
            transcript.tried(
                    "keys of a batch",
                    () -> handle.prepareBatch("INSERT INTO author (name) VALUES (?)")
                            .add("Arkady")
                            .add("Boris")
                            .executePreparedBatch("id")
                            .mapTo(Long.class)
                            .list());
        });
    }

    private void mappers(Transcript transcript) {
        jdbi.useHandle(handle -> {
            String books = "SELECT id, title, price, sold, in_print FROM book ORDER BY id";
            transcript.saw(
                    "constructor",
                    handle.registerRowMapper(ConstructorMapper.factory(Book.class))
                            .createQuery(books)
                            .mapTo(Book.class)
                            .list());
            transcript.saw(
                    "bean",
                    handle.createQuery("SELECT * FROM author ORDER BY id")
                            .map(BeanMapper.of(AuthorBean.class))
                            .list());
            transcript.saw(
                    "field",
                    handle.createQuery("SELECT * FROM author WHERE id = 1")
                            .map(FieldMapper.of(AuthorFields.class))
                            .one());
            transcript.saw("map", handle.createQuery(books).mapToMap().list());
            transcript.saw(
                    "row",
                    handle.createQuery("SELECT cover, rating, in_print FROM book ORDER BY id")
                            .map((row, context) -> row.getBytes("cover").length + " " + row.getDouble(2) + " "
                                    + row.wasNull() + " " + row.getBoolean("in_print"))
                            .list());
            transcript.saw(
                    "column",
                    handle.createQuery("SELECT price FROM book WHERE id = 1")
                            .mapTo(BigDecimal.class)
                            .one());
            transcript.saw(
                    "no row",
                    handle.createQuery("SELECT title FROM book WHERE id = 99")
                            .mapTo(String.class)
                            .findOne()
                            .isPresent());
            transcript.saw(
                    "null",
                    Optional.ofNullable(handle.select("SELECT rating FROM book WHERE id = ?", 1)
                            .mapTo(Double.class)
                            .one()));
        });
    }

    private void collectingAndReducing(Transcript transcript) {
        jdbi.useHandle(handle -> {
            transcript.saw(
                    "reduced rows",
                    handle.createQuery("SELECT a.name AS name, b.title AS title FROM author a"
                                    + " JOIN book b ON b.author_id = a.id ORDER BY a.id, b.id")
                            .reduceRows(new LinkedHashMap<String, String>(), (map, row) -> {
                                map.merge(
                                        row.getColumn("name", String.class),
                                        row.getColumn("title", String.class),
                                        (left, right) -> left + ", " + right);
                                return map;
                            }));
            transcript.saw(
                    "into a map",
                    handle.createQuery("SELECT id, title FROM book")
                            .setMapKeyColumn("id")
                            .setMapValueColumn("title")
                            .collectInto(new org.jdbi.v3.core.generic.GenericType<Map<Integer, String>>() {}));
        });
    }

    private void streams(Transcript transcript) {
        jdbi.useHandle(handle -> {
            try (Stream<String> titles =
                    handle
                            .createQuery("SELECT title FROM book ORDER BY id")
                            .setFetchSize(2)
                            .mapTo(String.class)
                            .stream()) {
                transcript.saw("the first two", titles.limit(2).toList());
            }
            try (ResultIterator<Integer> sold = handle.createQuery("SELECT sold FROM book ORDER BY id")
                    .setMaxRows(3)
                    .mapTo(Integer.class)
                    .iterator()) {
                while (sold.hasNext()) {
                    transcript.saw("sold", sold.next());
                }
            }
        });
        jdbi.useTransaction(handle -> {
            try (Stream<Integer> ids =
                    handle
                            .createQuery("SELECT id FROM book ORDER BY id")
                            .setFetchSize(1)
                            .mapTo(Integer.class)
                            .stream()) {
                ids.forEach(id -> transcript.saw(
                        "changed while reading",
                        handle.execute("UPDATE book SET rating = ? WHERE id = ?", id / 2.0, id)));
            }
        });
    }

    private void binding(Transcript transcript) {
        jdbi.useHandle(handle -> {
            transcript.saw(
                    "list",
                    handle.createQuery("SELECT title FROM book WHERE id IN (<ids>) ORDER BY id")
                            .bindList("ids", List.of(1, 3, 4))
                            .mapTo(String.class)
                            .list());
            transcript.saw(
                    "record",
                    handle.createUpdate("UPDATE book SET title = :title, sold = :sold WHERE id = :id")
                            .bindMethods(new Book(4, "Volume four", null, 44, true))
                            .execute());
            transcript.saw(
                    "map",
                    handle.createQuery("SELECT count(*) FROM book WHERE sold BETWEEN :low AND :high")
                            .bindMap(Map.of("low", 15, "high", 45))
                            .mapTo(Integer.class)
                            .one());
            transcript.saw(
                    "defined",
                    handle.createQuery("SELECT max(<column>) FROM book")
                            .define("column", "price")
                            .mapTo(BigDecimal.class)
                            .one());
        });
    }

    private void sqlObjects(Transcript transcript) {
        Books books = jdbi.onDemand(Books.class);
        transcript.saw("key", books.insert(1, "The Word for World Is Forest", new BigDecimal("6.66")));
        transcript.saw("book", books.find(1));
        transcript.saw("none", books.find(99).isPresent());
        transcript.saw("books", books.withTitles(List.of("Volume 1", "Volume 2", "Volume 9")));
        transcript.saw("sold by title", books.soldByTitle());
        transcript.saw("rows", books.sell(2, 5));
        transcript.saw("bean", books.rename(new AuthorBean(2, "Stanisław Lem")));
        transcript.saw(
                "batch",
                books.update(List.of(
                        new Book(1, "First", new BigDecimal("1.5"), 1, null),
                        new Book(2, "Second", new BigDecimal("2.5"), 2, false))));
        transcript.saw("default method", books.titlesInUpperCase());
        jdbi.useExtension(Books.class, attached -> {
            Iterator<Book> rows = attached.iterate();
            transcript.saw("iterated", rows.next());
            transcript.saw("iterated", rows.next());
        });
    }

    private void sqlObjectsInTransactions(Transcript transcript) {
        Books books = jdbi.onDemand(Books.class);
        transcript.tried("annotated, failing", () -> {
            books.insertTwice("once");
            return "both";
        });
        transcript.saw("nothing of it", books.countOf("once"));
        transcript.saw("with a result", books.inTransaction(inside -> {
            inside.insert(1, "inside", BigDecimal.ONE);
            return inside.countOf("inside");
        }));
        transcript.tried(
                "failing",
                () -> books.inTransaction(TransactionIsolationLevel.SERIALIZABLE, inside -> {
                    inside.insert(1, "undone", BigDecimal.ONE);
                    throw new IllegalStateException("changed its mind");
                }));
        transcript.saw("undone", books.countOf("undone"));
    }

    private void transactions(Transcript transcript) {
        transcript.saw("committed", jdbi.inTransaction(handle -> {
            transcript.saw("in transaction", handle.isInTransaction());
            return handle.execute("INSERT INTO author (name) VALUES ('kept')");
        }));
        transcript.saw("kept", count("kept"));
        transcript.tried(
                "failing",
                () -> jdbi.inTransaction(handle -> {
                    handle.execute("INSERT INTO author (name) VALUES ('dropped')");
                    return handle.execute("INSERT INTO author (name) VALUES ('kept')");
                }));
        transcript.saw("dropped", count("dropped"));
        jdbi.useHandle(handle -> {
            handle.begin();
            handle.execute("INSERT INTO author (name) VALUES ('dropped')");
            handle.rollback();
            transcript.saw("in transaction", handle.isInTransaction());
            handle.useTransaction(inner -> inner.execute("INSERT INTO author (name) VALUES ('kept too')"));
            transcript.saw("isolation", handle.getTransactionIsolationLevel());
        });
        transcript.saw("dropped", count("dropped"));
        transcript.saw(
                "isolation",
                jdbi.inTransaction(TransactionIsolationLevel.SERIALIZABLE, Handle::getTransactionIsolationLevel));
    }

    private void savepoints(Transcript transcript) {
        jdbi.useTransaction(handle -> {
            handle.execute("INSERT INTO author (name) VALUES ('before')");
            handle.savepoint("first");
            handle.execute("INSERT INTO author (name) VALUES ('in first')");
            handle.savepoint("second");
            transcript.tried("refused", () -> handle.execute("INSERT INTO author (name) VALUES ('before')"));
            handle.rollbackToSavepoint("second");
            handle.savepoint("third");
            handle.execute("INSERT INTO author (name) VALUES ('in third')");
            handle.releaseSavepoint("third");
            transcript.tried("released", () -> handle.rollbackToSavepoint("third"));
            transcript.saw(
                    "in third",
                    handle.select("SELECT count(*) FROM author WHERE name = 'in third'")
                            .mapTo(int.class)
                            .one());
            handle.rollbackToSavepoint("first");
            handle.execute("INSERT INTO author (name) VALUES ('after')");
        });
        transcript.saw("kept", List.of(count("before"), count("in first"), count("in third"), count("after")));
    }

    private void exceptions(Transcript transcript) {
        jdbi.useHandle(handle -> {
            transcript.tried("unique", () -> handle.execute("INSERT INTO author (name) VALUES (?)", "Ursula"));
            transcript.tried("not null", () -> handle.execute("INSERT INTO author (name) VALUES (NULL)"));
            transcript.tried("check", () -> handle.execute("UPDATE book SET sold = ?", -1));
            transcript.tried("no such table", () -> handle.execute("DELETE FROM nowhere"));
            transcript.tried(
                    "no such column",
                    () -> handle.select("SELECT id FROM author")
                            .map((row, context) -> row.getString("nothing"))
                            .first());
            transcript.tried(
                    "several rows",
                    () -> handle.select("SELECT id FROM author")
                            .mapTo(int.class)
                            .one());
            transcript.tried(
                    "unbound",
                    () -> handle.select("SELECT id FROM author WHERE id = :id")
                            .mapTo(int.class)
                            .list());
            transcript.saw(
                    "works on",
                    handle.select("SELECT min(id) FROM author").mapTo(int.class).one());
        });
    }

    private void metadata(Transcript transcript) {
        jdbi.useHandle(handle -> {
            MetaData.MetaDataValueProvider<String> product = DatabaseMetaData::getDatabaseProductName;
            transcript.saw("product", handle.queryMetadata(product));
            transcript.saw(
                    "columns",
                    handle.queryMetadata(metaData -> metaData.getColumns(null, null, "author", null))
                            .map((row, context) -> row.getString("COLUMN_NAME") + " " + row.getString("TYPE_NAME"))
                            .list());
        });
    }

    private int count(String author) {
        return jdbi.withHandle(handle -> handle.select("SELECT count(*) FROM author WHERE name = ?", author)
                .mapTo(Integer.class)
                .one());
    }

    /** A book. */
    public record Book(int id, String title, BigDecimal price, int sold, Boolean inPrint) {}

    /** An author with properties. */
    public static final class AuthorBean {
        private int id;
        private String name;

        public AuthorBean() {}

        AuthorBean(int id, String name) {
            this.id = id;
            this.name = name;
        }

        public int getId() {
            return id;
        }

        public void setId(int id) {
            this.id = id;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return id + " " + name;
        }
    }

    /** An author with fields. */
    public static final class AuthorFields {
        public long id;
        public String name;

        @Override
        public String toString() {
            return id + " " + name;
        }
    }

    /** A SQL object. */
    @RegisterConstructorMapper(Book.class)
    public interface Books extends Transactional<Books> {
        @SqlUpdate("INSERT INTO book (author_id, title, price) VALUES (:author, :title, :price)")
        @GetGeneratedKeys("id")
        long insert(long author, String title, BigDecimal price);

        @SqlQuery("SELECT id, title, price, sold, in_print FROM book WHERE id = :id")
        Optional<Book> find(long id);

        @SqlQuery("SELECT id, title, price, sold, in_print FROM book WHERE title IN (<titles>) ORDER BY id")
        List<Book> withTitles(@BindList("titles") List<String> titles);

        @SqlQuery("SELECT title, sold FROM book")
        @KeyColumn("title")
        @ValueColumn("sold")
        Map<String, Integer> soldByTitle();

        @SqlUpdate("UPDATE book SET sold = sold + :count WHERE id = :id")
        int sell(long id, int count);

        @SqlUpdate("UPDATE author SET name = :name WHERE id = :id")
        boolean rename(@BindBean AuthorBean author);

        @SqlBatch("UPDATE book SET title = :title, price = :price, sold = :sold, in_print = :inPrint WHERE id = :id")
        int[] update(@BindMethods List<Book> books);

        @SqlQuery("SELECT id, title, price, sold, in_print FROM book ORDER BY id")
        @FetchSize(1)
        Iterator<Book> iterate();

        @SqlQuery("SELECT title FROM book ORDER BY id")
        List<String> titles();

        @SqlQuery("SELECT count(*) FROM book WHERE title = :title")
        int countOf(String title);

        default List<String> titlesInUpperCase() {
            return titles().stream()
                    .map(title -> title.toUpperCase(java.util.Locale.ROOT))
                    .toList();
        }

        @Transaction
        default void insertTwice(String title) {
            insert(1, title, BigDecimal.ONE);
            insert(99, title, BigDecimal.ONE);
        }
    }
}
