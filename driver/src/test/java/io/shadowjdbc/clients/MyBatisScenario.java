package io.shadowjdbc.clients;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Many;
import org.apache.ibatis.annotations.MapKey;
import org.apache.ibatis.annotations.One;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Result;
import org.apache.ibatis.annotations.ResultType;
import org.apache.ibatis.annotations.Results;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.SelectKey;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.mapping.FetchType;
import org.apache.ibatis.mapping.VendorDatabaseIdProvider;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.session.TransactionIsolationLevel;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.apache.ibatis.type.ByteArrayTypeHandler;

/** MyBatis with annotated mappers, all three executors, cursors and lazy loading. */
final class MyBatisScenario implements Scenario {
    private final Product product;
    private final HikariDataSource pool;
    private final SqlSessionFactory sessions;

    MyBatisScenario(Database database) throws Exception {
        product = database.product();
        pool = database.pool();
        Configuration configuration = new Configuration(new Environment("clients", new JdbcTransactionFactory(), pool));
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setLazyLoadingEnabled(true);
        configuration.setAggressiveLazyLoading(false);
        configuration.setLazyLoadTriggerMethods(Set.of());
        VendorDatabaseIdProvider vendors = new VendorDatabaseIdProvider();
        Properties names = new Properties();
        names.setProperty("SQLite", "sqlite");
        names.setProperty("PostgreSQL", "postgresql");
        vendors.setProperties(names);
        configuration.setDatabaseId(vendors.getDatabaseId(pool));
        configuration.addMapper(Authors.class);
        configuration.addMapper(Books.class);
        sessions = new SqlSessionFactoryBuilder().build(configuration);
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("create tables", transcript -> Bookshop.create(pool, product)),
                new Step("insert with generated keys", this::insertWithGeneratedKeys),
                new Step("batch executor", this::batchExecutor),
                new Step("reuse executor", this::reuseExecutor),
                new Step("select", this::select),
                new Step("dynamic sql", this::dynamicSql),
                new Step("associations", this::associations),
                new Step("cursor and handlers", this::cursorAndHandlers),
                new Step("statement of the vendor", this::statementOfTheVendor),
                new Step("commit and rollback", this::commitAndRollback),
                new Step("exceptions", this::exceptions));
    }

    @Override
    public void close() {
        pool.close();
    }

    private void insertWithGeneratedKeys(Transcript transcript) {
        try (SqlSession session = sessions.openSession()) {
            Authors authors = session.getMapper(Authors.class);
            for (String name : List.of("Ursula", "Stanisław", "Octavia")) {
                Author author = new Author();
                author.setName(name);
                transcript.saw("rows", authors.insert(author));
                transcript.saw("key", author.getId());
            }
            Books books = session.getMapper(Books.class);
            Book book = book(1, "The Dispossessed", "12.50");
            book.setCover(new byte[] {1, 2, (byte) 0xff});
            book.setInPrint(true);
            transcript.saw("rows", books.insert(book));
            transcript.saw("key selected afterwards", book.getId());
            List<Author> several = List.of(author("Arkady"), author("Boris"));
            transcript.saw("rows", authors.insertAll(several));
            transcript.tried("keys", () -> several.stream().map(Author::getId).toList());
            session.commit();
        }
    }

    private void batchExecutor(Transcript transcript) {
        try (SqlSession session = sessions.openSession(ExecutorType.BATCH)) {
            Authors authors = session.getMapper(Authors.class);
            Books books = session.getMapper(Books.class);
            for (int i = 1; i <= 3; i++) {
                authors.insert(author("batched " + i));
            }
            books.sell(1, 5);
            books.sell(99, 5);
            for (BatchResult result : session.flushStatements()) {
                transcript.saw(result.getSql(), result.getUpdateCounts());
            }
            authors.insert(author("Doris"));
            authors.insert(author("Ursula"));
            transcript.tried("refused", session::flushStatements);
            session.rollback(true);
        }
        transcript.saw("nothing kept", count("batched 1"));
    }

    private void reuseExecutor(Transcript transcript) {
        try (SqlSession session = sessions.openSession(ExecutorType.REUSE, TransactionIsolationLevel.SERIALIZABLE)) {
            Books books = session.getMapper(Books.class);
            for (int i = 1; i <= 4; i++) {
                books.insertPlain(book(1 + i % 2, "Volume " + i, i + ".25"));
            }
            transcript.saw("titles", books.titles());
            session.commit();
        }
    }

    private void select(Transcript transcript) {
        try (SqlSession session = sessions.openSession()) {
            Books books = session.getMapper(Books.class);
            transcript.saw("book", books.find(1));
            transcript.saw("bytes", books.find(1).getCover());
            transcript.tried("bytes as a BLOB", () -> books.findWithDefaultHandlers(1));
            transcript.saw("none", String.valueOf(books.find(99)));
            Book once = books.find(1);
            transcript.saw("cached in the session", books.find(1) == once);
            transcript.saw("map", books.asMap(1));
            transcript.saw("by title", books.byTitle());
            transcript.saw("titles", books.titles());
            transcript.saw("most expensive", books.mostExpensive());
            transcript.saw("a page", session.selectList(Books.class.getName() + ".titles", null, new RowBounds(1, 2)));
        }
    }

    private void dynamicSql(Transcript transcript) {
        try (SqlSession session = sessions.openSession()) {
            Books books = session.getMapper(Books.class);
            transcript.saw("nothing given", books.search(null, List.of()));
            transcript.saw("title", books.search("Volume%", List.of()));
            transcript.saw("title and keys", books.search("Volume%", List.of(1L, 2L, 3L)));
        }
    }

    private void associations(Transcript transcript) {
        try (SqlSession session = sessions.openSession()) {
            Book book = session.getMapper(Books.class).withAuthor(1);
            transcript.saw("title", book.getTitle());
            transcript.saw("author, loaded now", book.getAuthor().getName());
            for (Author author : session.getMapper(Authors.class).withBooks()) {
                transcript.saw(
                        author.getName(),
                        author.getBooks().stream().map(Book::getTitle).toList());
            }
        }
    }

    private void cursorAndHandlers(Transcript transcript) throws Exception {
        try (SqlSession session = sessions.openSession();
                Cursor<Book> cursor = session.getMapper(Books.class).all()) {
            List<String> seen = new ArrayList<>();
            for (Book book : cursor) {
                seen.add(cursor.getCurrentIndex() + " " + book.getTitle());
                if (cursor.getCurrentIndex() == 2) {
                    break;
                }
            }
            transcript.saw("seen", seen);
            transcript.saw("consumed", cursor.isConsumed());
        }
        try (SqlSession session = sessions.openSession()) {
            StringBuilder titles = new StringBuilder();
            session.getMapper(Books.class).handle(context -> {
                titles.append(context.getResultObject().getTitle()).append(' ');
                if (context.getResultCount() == 3) {
                    context.stop();
                }
            });
            transcript.saw("handled", titles);
        }
    }

    private void statementOfTheVendor(Transcript transcript) {
        try (SqlSession session = sessions.openSession()) {
            transcript.saw("vendor", session.getConfiguration().getDatabaseId());
            transcript.saw("answered by", session.getMapper(Books.class).vendor());
        }
    }

    private void commitAndRollback(Transcript transcript) {
        try (SqlSession session = sessions.openSession()) {
            session.getMapper(Authors.class).insert(author("never committed"));
            transcript.saw("seen inside", session.getMapper(Authors.class).count("never committed"));
        }
        transcript.saw("gone", count("never committed"));
        try (SqlSession session = sessions.openSession()) {
            session.getMapper(Authors.class).insert(author("rolled back"));
            session.rollback();
            session.getMapper(Authors.class).insert(author("committed"));
            session.commit();
        }
        transcript.saw("kept", List.of(count("rolled back"), count("committed")));
        try (SqlSession session = sessions.openSession(true)) {
            session.getMapper(Authors.class).insert(author("committed at once"));
            transcript.saw("deleted", session.getMapper(Authors.class).delete("committed"));
        }
        transcript.saw("kept", List.of(count("committed"), count("committed at once")));
    }

    private void exceptions(Transcript transcript) {
        try (SqlSession session = sessions.openSession(true)) {
            Authors authors = session.getMapper(Authors.class);
            Books books = session.getMapper(Books.class);
            transcript.tried("unique", () -> authors.insert(author("Ursula")));
            transcript.tried("not null", () -> authors.insert(author(null)));
            transcript.tried("foreign key", () -> books.insertPlain(book(99, "nobody's", "1")));
            transcript.tried("check", () -> books.sell(1, -1000));
            transcript.tried("no such table", books::nowhere);
            transcript.tried("several rows", authors::one);
            transcript.saw("works on", authors.count("Ursula"));
        }
    }

    private int count(String author) {
        try (SqlSession session = sessions.openSession()) {
            return session.getMapper(Authors.class).count(author);
        }
    }

    private static Author author(String name) {
        Author author = new Author();
        author.setName(name);
        return author;
    }

    private static Book book(long author, String title, String price) {
        Book book = new Book();
        book.setAuthorId(author);
        book.setTitle(title);
        book.setPrice(new BigDecimal(price));
        return book;
    }

    /** Statements on authors. */
    public interface Authors {
        @Insert("INSERT INTO author (name) VALUES (#{name})")
        @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
        int insert(Author author);

        @Insert("<script>INSERT INTO author (name) VALUES"
                + " <foreach collection='authors' item='each' separator=','>(#{each.name})</foreach></script>")
        @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
        int insertAll(@Param("authors") List<Author> authors);

        @Select("SELECT count(*) FROM author WHERE name = #{name}")
        int count(String name);

        @Delete("DELETE FROM author WHERE name = #{name}")
        boolean delete(String name);

        @Select("SELECT id, name FROM author")
        Author one();

        @Select("SELECT id, name FROM author WHERE id IN (1, 2) ORDER BY id")
        @Results(
                id = "withBooks",
                value = {
                    @Result(property = "id", column = "id", id = true),
                    @Result(
                            property = "books",
                            column = "id",
                            many = @Many(select = "booksOf", fetchType = FetchType.LAZY))
                })
        List<Author> withBooks();

        @Select("SELECT id, title FROM book WHERE author_id = #{author} ORDER BY id")
        List<Book> booksOf(long author);

        @Select("SELECT id, name FROM author WHERE id = #{id}")
        Author find(long id);
    }

    /** Statements on books. */
    public interface Books {
        @Insert("INSERT INTO book (author_id, title, price, in_print, cover)"
                + " VALUES (#{authorId}, #{title}, #{price}, #{inPrint}, #{cover})")
        @SelectKey(statement = "SELECT max(id) FROM book", keyProperty = "id", before = false, resultType = long.class)
        int insert(Book book);

        @Insert("INSERT INTO book (author_id, title, price) VALUES (#{authorId}, #{title}, #{price})")
        int insertPlain(Book book);

        @Update("UPDATE book SET sold = sold + #{count} WHERE id = #{id}")
        int sell(@Param("id") long id, @Param("count") int count);

        @Select("SELECT id, author_id, title, price, sold, in_print, cover FROM book WHERE id = #{id}")
        @Results(
                id = "bytes",
                value = @Result(property = "cover", column = "cover", typeHandler = ByteArrayTypeHandler.class))
        Book find(long id);

        @Select("SELECT id, cover FROM book WHERE id = #{id}")
        Book findWithDefaultHandlers(long id);

        @Select("SELECT id, title, price, sold, in_print, rating FROM book WHERE id = #{id}")
        Map<String, Object> asMap(long id);

        @Select("SELECT id, title, price FROM book")
        @MapKey("title")
        Map<String, Book> byTitle();

        @Select("SELECT title FROM book ORDER BY id")
        List<String> titles();

        @Select("SELECT max(price) FROM book")
        BigDecimal mostExpensive();

        @Select("<script>SELECT title FROM book <where>"
                + "<if test='title != null'>title LIKE #{title}</if>"
                + "<if test='!ids.isEmpty()'> AND id IN"
                + " <foreach collection='ids' item='id' open='(' separator=',' close=')'>#{id}</foreach></if>"
                + "</where> ORDER BY id</script>")
        List<String> search(@Param("title") String title, @Param("ids") List<Long> ids);

        @Select("SELECT id, title, author_id FROM book WHERE id = #{id}")
        @Results(
                id = "withAuthor",
                value = {
                    @Result(property = "id", column = "id", id = true),
                    @Result(
                            property = "author",
                            column = "author_id",
                            one =
                                    @One(
                                            select = "io.shadowjdbc.clients.MyBatisScenario$Authors.find",
                                            fetchType = FetchType.LAZY))
                })
        Book withAuthor(long id);

        @Select("SELECT id, title FROM book ORDER BY id")
        @Options(fetchSize = 1)
        Cursor<Book> all();

        @Select("SELECT id, title FROM book ORDER BY id")
        @ResultType(Book.class)
        @Options(fetchSize = 2, timeout = 20)
        void handle(ResultHandler<Book> handler);

        @Select(value = "SELECT 'SQLite ' || (sqlite_version() > '3')", databaseId = "sqlite")
        @Select(value = "SELECT 'PostgreSQL ' || (version() LIKE 'PostgreSQL%')", databaseId = "postgresql")
        String vendor();

        @Select("SELECT * FROM nowhere")
        List<Book> nowhere();
    }

    /** An author. */
    public static class Author {
        private Long id;
        private String name;
        private List<Book> books;

        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public List<Book> getBooks() {
            return books;
        }

        public void setBooks(List<Book> books) {
            this.books = books;
        }
    }

    /** A book. */
    public static class Book {
        private Long id;
        private long authorId;
        private String title;
        private BigDecimal price;
        private int sold;
        private Boolean inPrint;
        private byte[] cover;
        private Author author;

        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }

        public long getAuthorId() {
            return authorId;
        }

        public void setAuthorId(long authorId) {
            this.authorId = authorId;
        }

        public String getTitle() {
            return title;
        }

        public void setTitle(String title) {
            this.title = title;
        }

        public BigDecimal getPrice() {
            return price;
        }

        public void setPrice(BigDecimal price) {
            this.price = price;
        }

        public int getSold() {
            return sold;
        }

        public void setSold(int sold) {
            this.sold = sold;
        }

        public Boolean getInPrint() {
            return inPrint;
        }

        public void setInPrint(Boolean inPrint) {
            this.inPrint = inPrint;
        }

        public byte[] getCover() {
            return cover;
        }

        public void setCover(byte[] cover) {
            this.cover = cover;
        }

        public Author getAuthor() {
            return author;
        }

        public void setAuthor(Author author) {
            this.author = author;
        }

        @Override
        public String toString() {
            return id + " " + authorId + " " + title + " " + price + " " + sold + " " + inPrint;
        }
    }
}
