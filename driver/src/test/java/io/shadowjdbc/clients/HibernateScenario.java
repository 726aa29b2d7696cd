package io.shadowjdbc.clients;

import com.zaxxer.hikari.HikariDataSource;
import io.shadowjdbc.clients.HibernateEntities.Author;
import io.shadowjdbc.clients.HibernateEntities.Book;
import io.shadowjdbc.clients.HibernateEntities.Condition;
import io.shadowjdbc.clients.HibernateEntities.Receipt;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.stat.Statistics;

/**
 * Hibernate with a schema of its own making: entities, associations, queries in every form, batches, locks. It is
 * compiled against Hibernate 7 and calls only what Hibernate 6 has as well.
 */
final class HibernateScenario implements Scenario {
    private final HikariDataSource pool;
    private SessionFactory sessions;

    HibernateScenario(Database database) {
        pool = database.pool();
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step(
                        "validate an empty database",
                        transcript -> transcript.tried("validate", () -> {
                            try (SessionFactory factory = build("validate")) {
                                return factory.isOpen();
                            }
                        })),
                new Step("create the schema", transcript -> sessions = build("create")),
                new Step("validate and update it", this::validateAndUpdate),
                new Step("dialect", this::dialect),
                new Step("persist", this::persist),
                new Step("all types come back", this::types),
                new Step("batches", this::batches),
                new Step("lazy loading", this::lazyLoading),
                new Step("queries", this::queries),
                new Step("criteria", this::criteria),
                new Step("native queries", this::nativeQueries),
                new Step("streams and scrolling", this::streams),
                new Step("change, merge and remove", this::changes),
                new Step("bulk changes", this::bulkChanges),
                new Step("optimistic locking", this::optimisticLocking),
                new Step("pessimistic locking", this::pessimisticLocking),
                new Step("commit and rollback", this::commitAndRollback),
                new Step("savepoints", this::savepoints),
                new Step("constraint violations", this::constraintViolations),
                new Step("stateless session", this::statelessSession),
                new Step("statistics", this::statistics));
    }

    @Override
    public void close() {
        if (sessions != null) {
            sessions.close();
        }
        pool.close();
    }

    private SessionFactory build(String schemaAction) {
        Configuration configuration = new Configuration();
        configuration.addAnnotatedClass(Author.class);
        configuration.addAnnotatedClass(Book.class);
        configuration.addAnnotatedClass(Receipt.class);
        configuration.getProperties().put("hibernate.connection.datasource", pool);
        configuration.setProperty("hibernate.hbm2ddl.auto", schemaAction);
        configuration.setProperty("hibernate.jdbc.batch_size", "10");
        configuration.setProperty("hibernate.order_inserts", "true");
        configuration.setProperty("hibernate.generate_statistics", "true");
        return configuration.buildSessionFactory();
    }

    private void validateAndUpdate(Transcript transcript) throws Exception {
        for (String action : List.of("validate", "update", "none")) {
            transcript.tried(action, () -> {
                try (SessionFactory factory = build(action)) {
                    return factory.isOpen();
                }
            });
        }
        try (var connection = pool.getConnection();
                var columns = connection.getMetaData().getColumns(null, null, "book", null)) {
            List<String> found = new ArrayList<>();
            while (columns.next()) {
                found.add(columns.getString("COLUMN_NAME") + " " + columns.getString("TYPE_NAME"));
            }
            transcript.saw("columns", found.stream().sorted().toList());
        }
    }

    private void dialect(Transcript transcript) {
        Dialect dialect =
                ((SessionFactoryImplementor) sessions).getJdbcServices().getDialect();
        transcript.saw("chosen by the metadata", dialect.getClass().getSimpleName());
        transcript.saw("version", dialect.getVersion().toString());
    }

    private void inTransaction(Consumer<EntityManager> work) {
        sessions.inTransaction(work);
    }

    private <T> T fromTransaction(Function<EntityManager, T> work) {
        return sessions.fromTransaction(work);
    }

    private void persist(Transcript transcript) {
        Author ursula = new Author("Ursula");
        Author stanislaw = new Author("Stanisław");
        inTransaction(entities -> {
            entities.persist(ursula);
            entities.persist(stanislaw);
            Book book = new Book(ursula, "The Dispossessed");
            book.price = new BigDecimal("12.50");
            book.condition = Condition.SIGNED;
            book.inPrint = true;
            book.rating = 4.75;
            book.published = LocalDate.of(1974, 5, 1);
            book.added = LocalDateTime.of(2024, 2, 29, 12, 30, 15, 123_000_000);
            book.changed = Instant.ofEpochMilli(1_700_000_000_123L);
            book.cover = new byte[] {1, 2, (byte) 0xff};
            book.number = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
            book.words.add("anarchy");
            book.words.add("physics");
            entities.persist(book);
            entities.persist(new Book(stanislaw, "Solaris"));
            entities.persist(new Book(stanislaw, "Eden"));
        });
        transcript.saw("keys", List.of(ursula.id, stanislaw.id));
        transcript.saw("version", ursula.version);
    }

    private void types(Transcript transcript) {
        inTransaction(entities -> {
            Book book = entities.find(Book.class, 1L);
            transcript.saw("price", book.price);
            transcript.saw("condition", book.condition);
            transcript.saw("in print", book.inPrint);
            transcript.saw("rating", book.rating);
            transcript.saw("published", book.published);
            transcript.saw("added", book.added);
            transcript.saw("changed", book.changed);
            transcript.saw("cover", book.cover);
            transcript.saw("number", book.number);
            transcript.saw("words", new ArrayList<>(book.words));
            Book other = entities.find(Book.class, 2L);
            transcript.saw("price", other.price);
            transcript.saw("in print", other.inPrint);
            transcript.saw("added", other.added);
            transcript.saw("none", entities.find(Book.class, 99L));
        });
    }

    private void batches(Transcript transcript) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            receipts.add(new Receipt(i * 100));
        }
        inTransaction(entities -> receipts.forEach(entities::persist));
        transcript.saw(
                "keys of a sequence or table",
                receipts.stream().map(each -> each.id).toList());
        inTransaction(entities -> entities.createQuery("from Receipt where amount > 2000", Receipt.class)
                .getResultList()
                .forEach(each -> each.amount += 1));
        transcript.saw(
                "sum",
                fromTransaction(
                        entities -> entities.createQuery("select sum(amount), count(*) from Receipt", Object[].class)
                                .getSingleResult()));
    }

    private void lazyLoading(Transcript transcript) {
        Book detached = fromTransaction(entities -> {
            Book book = entities.find(Book.class, 2L);
            transcript.saw("author is loaded", Hibernate.isInitialized(book.author));
            transcript.saw("author", book.author.getName());
            transcript.saw("author is loaded", Hibernate.isInitialized(book.author));
            transcript.saw("books are loaded", Hibernate.isInitialized(book.author.getBooks()));
            transcript.saw(
                    "books",
                    book.author.getBooks().stream().map(each -> each.title).toList());
            Author reference = entities.getReference(Author.class, 1L);
            transcript.saw("reference is loaded", Hibernate.isInitialized(reference));
            return entities.find(Book.class, 1L);
        });
        transcript.tried("too late", () -> detached.words.size());
        transcript.saw(
                "fetched",
                fromTransaction(entities -> entities
                        .createQuery("select distinct a from Author a join fetch a.books order by a.id", Author.class)
                        .getResultList()
                        .stream()
                        .map(author ->
                                author.getName() + " " + author.getBooks().size())
                        .toList()));
        transcript.saw("graph", fromTransaction(entities -> {
            var graph = entities.createEntityGraph(Book.class);
            graph.addAttributeNodes("words");
            Book book = entities.find(Book.class, 1L, java.util.Map.of("jakarta.persistence.fetchgraph", graph));
            return Hibernate.isInitialized(book.words);
        }));
    }

    private void queries(Transcript transcript) {
        inTransaction(entities -> {
            transcript.saw(
                    "entities",
                    entities.createQuery("from Book where author.name = :name order by id", Book.class)
                            .setParameter("name", "Stanisław")
                            .getResultList());
            transcript.saw(
                    "values",
                    entities.createQuery("select upper(title), length(title) from Book order by title", Object[].class)
                            .getResultList());
            transcript.saw(
                    "a class",
                    entities.createQuery(
                                    "select new " + HibernateEntities.class.getName()
                                            + "$Title(b.title, b.author.name) from Book b order by b.id",
                                    HibernateEntities.Title.class)
                            .getResultList());
            transcript.saw(
                    "tuple",
                    entities
                            .createQuery("select id as number, title as title from Book order by id", Tuple.class)
                            .setMaxResults(2)
                            .getResultList()
                            .stream()
                            .map(tuple -> tuple.get("number") + " " + tuple.get("title"))
                            .toList());
            transcript.saw(
                    "a page",
                    entities.createQuery("select title from Book order by id", String.class)
                            .setFirstResult(1)
                            .setMaxResults(1)
                            .getResultList());
            transcript.saw(
                    "named",
                    entities.createNamedQuery("Book.withWord", String.class)
                            .setParameter("word", "physics")
                            .getResultList());
            transcript.saw(
                    "grouped",
                    entities.createQuery(
                                    "select a.name, count(b), max(b.price) from Author a left join a.books b"
                                            + " group by a.name having count(b) > 0 order by a.name",
                                    Object[].class)
                            .getResultList());
            transcript.saw(
                    "several keys",
                    entities.createQuery("select title from Book where id in (:ids) order by id", String.class)
                            .setParameter("ids", List.of(1L, 3L))
                            .getResultList());
            transcript.saw(
                    "window",
                    entities.createQuery(
                                    "select title, row_number() over (partition by author.id order by id) from Book"
                                            + " order by id",
                                    Object[].class)
                            .getResultList());
            transcript.saw(
                    "time",
                    entities.createQuery(
                                    "select extract(year from added), cast(price as string) from Book where id = 1",
                                    Object[].class)
                            .getResultList());
        });
        transcript.tried(
                "no result",
                () -> fromTransaction(entities -> entities.createQuery("from Book where id = 99", Book.class)
                        .getSingleResult()));
        transcript.tried(
                "several results",
                () -> fromTransaction(entities ->
                        entities.createQuery("from Book", Book.class).getSingleResult()));
    }

    private void criteria(Transcript transcript) {
        inTransaction(entities -> {
            CriteriaBuilder builder = entities.getCriteriaBuilder();
            CriteriaQuery<Book> query = builder.createQuery(Book.class);
            Root<Book> book = query.from(Book.class);
            query.where(builder.or(
                            builder.like(book.get("title"), "S%"), builder.gt(book.get("price"), new BigDecimal(10))))
                    .orderBy(builder.desc(book.get("id")));
            transcript.saw("books", entities.createQuery(query).getResultList());
        });
    }

    private void nativeQueries(Transcript transcript) {
        inTransaction(entities -> {
            transcript.saw(
                    "entities",
                    entities.createNativeQuery("SELECT * FROM book WHERE id < ? ORDER BY id", Book.class)
                            .setParameter(1, 3)
                            .getResultList());
            transcript.saw(
                    "values",
                    entities.createNativeQuery("SELECT id, title, price FROM book ORDER BY id")
                            .getResultList());
            transcript.saw(
                    "changed",
                    entities.createNativeQuery("UPDATE book SET rating = 3.5 WHERE title = :title")
                            .setParameter("title", "Eden")
                            .executeUpdate());
        });
    }

    private void streams(Transcript transcript) {
        inTransaction(entities -> {
            try (Stream<String> titles = entities.unwrap(Session.class)
                    .createQuery("select title from Book order by id", String.class)
                    .setFetchSize(1)
                    .getResultStream()) {
                transcript.saw("first two", titles.limit(2).toList());
            }
            transcript.tried("scrolled", () -> {
                List<Integer> seen = new ArrayList<>();
                try (ScrollableResults<Integer> amounts = entities.unwrap(Session.class)
                        .createQuery("select amount from Receipt order by id", Integer.class)
                        .setFetchSize(5)
                        .scroll(ScrollMode.FORWARD_ONLY)) {
                    while (amounts.next()) {
                        seen.add(amounts.get());
                    }
                }
                return seen;
            });
        });
    }

    private void changes(Transcript transcript) {
        inTransaction(entities -> {
            Book book = entities.find(Book.class, 2L);
            book.title = "Solaris, second edition";
            book.words.add("ocean");
        });
        Book detached = fromTransaction(entities -> {
            Book book = entities.find(Book.class, 2L);
            transcript.saw("version", book.version);
            transcript.saw("words", new ArrayList<>(book.words));
            return book;
        });
        detached.title = "Solaris";
        inTransaction(entities -> {
            Book merged = entities.merge(detached);
            entities.flush();
            transcript.saw("version", merged.version);
            entities.refresh(merged);
            transcript.saw("title", merged.title);
        });
        inTransaction(entities -> entities.remove(entities.find(Book.class, 3L)));
        Book removed = fromTransaction(entities -> entities.find(Book.class, 3L));
        transcript.saw("removed", removed);
    }

    private void bulkChanges(Transcript transcript) {
        inTransaction(entities -> {
            transcript.saw(
                    "updated",
                    entities.createQuery("update Receipt set amount = amount * 2 where amount <= :limit")
                            .setParameter("limit", 300)
                            .executeUpdate());
            transcript.saw(
                    "deleted",
                    entities.createQuery("delete from Receipt where amount > 2300")
                            .executeUpdate());
            transcript.saw(
                    "inserted",
                    entities.createQuery("insert into Author (name, version) select title, 7L from Book where id = 1")
                            .executeUpdate());
        });
    }

    private void optimisticLocking(Transcript transcript) {
        Author stale = fromTransaction(entities -> entities.find(Author.class, 1L));
        inTransaction(entities -> entities.find(Author.class, 1L).rename("Ursula K."));
        stale.rename("lost");
        transcript.tried("stale", () -> fromTransaction(entities -> entities.merge(stale)));
        transcript.tried(
                "changed meanwhile",
                () -> fromTransaction(entities -> {
                    Author author = entities.find(Author.class, 1L);
                    entities.createNativeQuery("UPDATE author SET version = version + 1 WHERE id = 1")
                            .executeUpdate();
                    author.rename("lost as well");
                    try {
                        entities.flush();
                        return "not noticed";
                    } catch (OptimisticLockException e) {
                        entities.getTransaction().setRollbackOnly();
                        throw e;
                    }
                }));
        transcript.saw(
                "name",
                fromTransaction(entities -> entities.find(Author.class, 1L).getName()));
        inTransaction(entities -> entities.find(Author.class, 1L, LockModeType.OPTIMISTIC_FORCE_INCREMENT));
        transcript.saw("version", fromTransaction(entities -> entities.find(Author.class, 1L).version));
    }

    private void pessimisticLocking(Transcript transcript) {
        transcript.tried(
                "for update",
                () -> fromTransaction(entities -> entities.find(Author.class, 1L, LockModeType.PESSIMISTIC_WRITE)
                        .getName()));
        transcript.tried(
                "by a query",
                () -> fromTransaction(
                        entities -> entities.createQuery("select name from Author where id = 1", String.class)
                                .setHint("jakarta.persistence.lock.timeout", 0)
                                .getResultList()));
    }

    private void commitAndRollback(Transcript transcript) {
        transcript.tried(
                "failing",
                () -> fromTransaction(entities -> {
                    entities.persist(new Author("dropped"));
                    entities.flush();
                    throw new IllegalStateException("changed its mind");
                }));
        transcript.saw("dropped", countOf("dropped"));
        try (Session session = sessions.openSession()) {
            var transaction = session.beginTransaction();
            session.persist(new Author("dropped too"));
            session.flush();
            transcript.saw(
                    "seen inside",
                    session.createQuery("select count(*) from Author where name = 'dropped too'", Long.class)
                            .getSingleResult());
            transaction.rollback();
        }
        transcript.saw("dropped", countOf("dropped too"));
    }

    private void savepoints(Transcript transcript) {
        inTransaction(entities -> entities.unwrap(Session.class).doWork(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO author (name, version) VALUES ('kept', 0)");
                Savepoint outer = connection.setSavepoint("outer_one");
                statement.executeUpdate("INSERT INTO author (name, version) VALUES ('undone', 0)");
                Savepoint inner = connection.setSavepoint();
                transcript.tried(
                        "refused",
                        () -> statement.executeUpdate("INSERT INTO author (name, version) VALUES ('kept', 0)"));
                connection.rollback(inner);
                connection.rollback(outer);
                connection.releaseSavepoint(outer);
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM author WHERE name = 'undone'")) {
                    row.next();
                    transcript.saw("undone", row.getInt(1));
                }
            }
        }));
        transcript.saw("kept", countOf("kept"));
    }

    private void constraintViolations(Transcript transcript) {
        transcript.tried(
                "unique",
                () -> fromTransaction(entities -> {
                    entities.persist(new Author("kept"));
                    return "persisted";
                }));
        transcript.tried(
                "not null",
                () -> fromTransaction(
                        entities -> entities.createNativeQuery("INSERT INTO author (name, version) VALUES (NULL, 0)")
                                .executeUpdate()));
        transcript.tried(
                "foreign key",
                () -> fromTransaction(entities ->
                        entities.createQuery("delete from Author where id = 1").executeUpdate()));
        transcript.tried(
                "no such table",
                () -> fromTransaction(entities ->
                        entities.createNativeQuery("SELECT * FROM nowhere").getResultList()));
        transcript.saw("works on", countOf("kept"));
    }

    private void statelessSession(Transcript transcript) {
        try (StatelessSession session = sessions.openStatelessSession()) {
            var transaction = session.beginTransaction();
            Author author = new Author("stateless");
            transcript.saw("key", session.insert(author));
            author.rename("still stateless");
            session.update(author);
            transcript.saw("found", ((Author) session.get(Author.class, author.id)).getName());
            session.delete(author);
            transaction.commit();
        }
        transcript.saw("gone", countOf("still stateless"));
    }

    private void statistics(Transcript transcript) {
        Statistics statistics = sessions.getStatistics();
        transcript.saw("statements", statistics.getPrepareStatementCount());
        transcript.saw("inserted", statistics.getEntityInsertCount());
        transcript.saw("loaded", statistics.getEntityLoadCount());
        transcript.saw("transactions", statistics.getSuccessfulTransactionCount());
        transcript.saw("optimistic failures", statistics.getOptimisticFailureCount());
    }

    private long countOf(String author) {
        return fromTransaction(
                entities -> entities.createQuery("select count(*) from Author where name = :name", Long.class)
                        .setParameter("name", author)
                        .getSingleResult());
    }
}
