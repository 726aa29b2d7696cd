package io.shadowjdbc.clients;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.BeanPropertyRowMapper;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.BeanPropertySqlParameterSource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.jdbc.support.rowset.SqlRowSet;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's templates, inserts and transactions over a pool. */
final class SpringScenario implements Scenario {
    private final Product product;
    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final JdbcClient client;
    private final JdbcTransactionManager transactions;

    SpringScenario(Database database) {
        product = database.product();
        pool = database.pool();
        jdbc = new JdbcTemplate(pool);
        named = new NamedParameterJdbcTemplate(jdbc);
        client = JdbcClient.create(jdbc);
        transactions = new JdbcTransactionManager(pool);
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("create tables", transcript -> Bookshop.ddl(product).forEach(jdbc::execute)),
                new Step("insert with generated keys", this::insertWithGeneratedKeys),
                new Step("simple insert by metadata", this::simpleInsert),
                new Step("batches", this::batches),
                new Step("row mappers", this::rowMappers),
                new Step("maps and row sets", this::mapsAndRowSets),
                new Step("streams", this::streams),
                new Step("named parameters", this::namedParameters),
                new Step("fluent client", this::fluentClient),
                new Step("translated exceptions", this::translatedExceptions),
                new Step("commit and rollback", this::commitAndRollback),
                new Step("nested transactions", this::nestedTransactions),
                new Step("propagation and isolation", this::propagationAndIsolation),
                new Step("metadata", this::metadata));
    }

    @Override
    public void close() {
        pool.close();
    }

    private void insertWithGeneratedKeys(Transcript transcript) {
        for (String name : List.of("Ursula", "Stanisław")) {
            KeyHolder keys = new GeneratedKeyHolder();
            int rows = jdbc.update(
                    connection -> {
                        var insert = connection.prepareStatement(
                                "INSERT INTO author (name) VALUES (?)", new String[] {"id"});
                        insert.setString(1, name);
                        return insert;
                    },
                    keys);
            transcript.saw("rows", rows);
            transcript.saw("key", keys.getKey());
            transcript.saw("keys", keys.getKeyList());
        }
        KeyHolder keys = new GeneratedKeyHolder();
        named.update("INSERT INTO author (name) VALUES (:name)", new MapSqlParameterSource("name", "Octavia"), keys);
        transcript.saw("keys asked for by flag", keys.getKeyList());
    }

    private void simpleInsert(Transcript transcript) {
        SimpleJdbcInsert insert =
                new SimpleJdbcInsert(pool).withTableName("book").usingGeneratedKeyColumns("id");
        Number key = insert.executeAndReturnKey(new MapSqlParameterSource()
                .addValue("author_id", 1)
                .addValue("title", "The Dispossessed")
                .addValue("price", new BigDecimal("12.50"))
                .addValue("sold", 3)
                .addValue("rating", 4.75)
                .addValue("in_print", true)
                .addValue("published", null)
                .addValue("added", Timestamp.valueOf("2024-02-29 12:30:15.123")));
        transcript.saw("key", key);
        transcript.saw("columns found in the metadata", insert.getInsertString());

        transcript.saw("bytes", jdbc.update("UPDATE book SET cover = ? WHERE id = 1", new byte[] {1, 2, (byte) 0xff}));

        SimpleJdbcInsert some = new SimpleJdbcInsert(pool)
                .withTableName("book")
                .usingColumns("author_id", "title", "price")
                .usingGeneratedKeyColumns("id");
        transcript.saw(
                "key holder",
                some.executeAndReturnKeyHolder(
                                Map.of("author_id", 2, "title", "Solaris", "price", new BigDecimal("9.99")))
                        .getKeys());
        transcript.saw(
                "rows",
                new SimpleJdbcInsert(pool)
                        .withTableName("author")
                        .usingColumns("name")
                        .executeBatch(Map.of("name", "Arkady"), Map.of("name", "Boris")));
    }

    private void batches(Transcript transcript) {
        transcript.saw(
                "of arrays",
                jdbc.batchUpdate(
                        "INSERT INTO book (author_id, title, sold, in_print) VALUES (?, ?, ?, ?)",
                        List.of(
                                new Object[] {1, "The Lathe of Heaven", 5, true},
                                new Object[] {2, "The Cyberiad", 7, false})));
        List<String> titles = List.of("Fiasco", "Eden", "Katar");
        transcript.saw(
                "of a setter", jdbc.batchUpdate("INSERT INTO book (author_id, title) VALUES (2, ?)", titles(titles)));
        transcript.saw(
                "in groups of two",
                jdbc.batchUpdate(
                        "UPDATE book SET sold = sold + 1 WHERE title = ?",
                        titles,
                        2,
                        (update, title) -> update.setString(1, title)));
        transcript.saw(
                "of statements",
                jdbc.batchUpdate(
                        "UPDATE book SET sold = 10 WHERE title = 'Eden'", "DELETE FROM book WHERE title = 'Katar'"));
        transcript.saw(
                "named",
                named.batchUpdate("UPDATE book SET price = :price WHERE title = :title", new SqlParameterSource[] {
                    new MapSqlParameterSource(Map.of("price", new BigDecimal("7.00"), "title", "Eden")),
                    new MapSqlParameterSource(Map.of("price", new BigDecimal("8.00"), "title", "nowhere"))
                }));
        transcript.tried(
                "with a row that is refused",
                () -> jdbc.batchUpdate(
                        "INSERT INTO author (name) VALUES (?)",
                        List.of(new Object[] {"Doris"}, new Object[] {"Ursula"}, new Object[] {"Iain"})));
        transcript.saw(
                "rows kept of it",
                jdbc.queryForObject("SELECT count(*) FROM author WHERE name IN ('Doris', 'Iain')", Integer.class));
    }

    private static BatchPreparedStatementSetter titles(List<String> titles) {
        return new BatchPreparedStatementSetter() {
            @Override
            public void setValues(java.sql.PreparedStatement insert, int index) throws java.sql.SQLException {
                insert.setString(1, titles.get(index));
            }

            @Override
            public int getBatchSize() {
                return titles.size();
            }
        };
    }

    private void rowMappers(Transcript transcript) {
        transcript.saw(
                "lambda",
                jdbc.query(
                        "SELECT title, rating, in_print, cover FROM book WHERE author_id = ? ORDER BY id",
                        (row, number) -> number + " " + row.getString("title") + " " + row.getDouble("rating") + " "
                                + row.wasNull() + " " + row.getBoolean(3) + " " + (row.getBytes("cover") != null),
                        1));
        transcript.saw(
                "record",
                jdbc.query(
                        "SELECT id, title, price, sold, in_print AS \"inPrint\" FROM book ORDER BY id",
                        new DataClassRowMapper<>(Book.class)));
        transcript.saw(
                "bean",
                jdbc.query("SELECT * FROM author ORDER BY id", new BeanPropertyRowMapper<>(AuthorBean.class)).stream()
                        .map(author -> author.getId() + "=" + author.getName())
                        .toList());
        transcript.saw("single column", jdbc.queryForList("SELECT title FROM book ORDER BY title", String.class));
        transcript.saw("single value", jdbc.queryForObject("SELECT sum(sold) FROM book WHERE sold > ?", Long.class, 2));
        transcript.saw(
                "time",
                jdbc.queryForObject(
                        "SELECT added FROM book WHERE id = 1",
                        (row, number) -> List.of(
                                row.getTimestamp("added"), row.getTimestamp(1).toLocalDateTime())));
        transcript.saw("extractor", jdbc.query("SELECT id, name FROM author ORDER BY id", rows -> {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
                all.append(rows.getRow()).append(rows.isFirst()).append(rows.getString(2));
            }
            return all.toString();
        }));
    }

    private void mapsAndRowSets(Transcript transcript) {
        transcript.saw("a row", jdbc.queryForMap("SELECT * FROM book WHERE id = 1"));
        transcript.saw("rows", jdbc.queryForList("SELECT id, price, sold, in_print FROM book ORDER BY id"));
        SqlRowSet rows = jdbc.queryForRowSet("SELECT id AS number, title FROM book ORDER BY id DESC");
        transcript.saw("columns", rows.getMetaData().getColumnNames());
        while (rows.next()) {
            transcript.saw("row", List.of(rows.getInt("number"), rows.getString("title")));
        }
    }

    private void streams(Transcript transcript) {
        JdbcTemplate small = new JdbcTemplate(pool);
        small.setFetchSize(2);
        small.setQueryTimeout(20);
        try (Stream<String> titles =
                small.queryForStream("SELECT title FROM book ORDER BY id", (row, number) -> row.getString(1))) {
            transcript.saw("the first three", titles.limit(3).toList());
        }
        small.setMaxRows(2);
        transcript.saw("at most two rows", small.queryForList("SELECT title FROM book ORDER BY id", String.class));
        StringBuilder seen = new StringBuilder();
        jdbc.query("SELECT id FROM book ORDER BY id", row -> {
            seen.append(row.getInt(1)).append(' ');
        });
        transcript.saw("row by row", seen);
    }

    private void namedParameters(Transcript transcript) {
        transcript.saw(
                "a list",
                named.queryForList(
                        "SELECT title FROM book WHERE id IN (:ids) AND sold >= :sold ORDER BY id",
                        Map.of("ids", List.of(1, 2, 3, 4), "sold", 0),
                        String.class));
        AuthorBean author = new AuthorBean();
        author.setName("Joanna");
        transcript.saw(
                "a bean",
                named.update("INSERT INTO author (name) VALUES (:name)", new BeanPropertySqlParameterSource(author)));
    }

    private void fluentClient(Transcript transcript) {
        KeyHolder keys = new GeneratedKeyHolder();
        transcript.saw(
                "insert",
                client.sql("INSERT INTO book (author_id, title, price) VALUES (:author, :title, :price)")
                        .param("author", 2)
                        .param("title", "Wizja lokalna")
                        .param("price", new BigDecimal("15.25"))
                        .update(keys, "id"));
        transcript.saw("key", keys.getKeys());
        transcript.saw(
                "optional",
                client.sql("SELECT name FROM author WHERE id = ?")
                        .param(99)
                        .query(String.class)
                        .optional()
                        .isPresent());
        transcript.saw(
                "records",
                client.sql("SELECT id, title, price, sold, in_print FROM book WHERE price > :price ORDER BY id")
                        .param("price", new BigDecimal("9"))
                        .query(Book.class)
                        .list());
        transcript.saw(
                "rows",
                client.sql("SELECT name FROM author ORDER BY name").query().listOfRows());
    }

    private void translatedExceptions(Transcript transcript) {
        transcript.tried("unique", () -> jdbc.update("INSERT INTO author (name) VALUES ('Ursula')"));
        transcript.tried("not null", () -> jdbc.update("INSERT INTO book (author_id) VALUES (1)"));
        transcript.tried("foreign key", () -> jdbc.update("INSERT INTO book (author_id, title) VALUES (99, 'x')"));
        transcript.tried("check", () -> jdbc.update("UPDATE book SET sold = -1 WHERE id = ?", 1));
        transcript.tried("no such table", () -> jdbc.queryForList("SELECT * FROM nowhere"));
        transcript.tried("no such column", () -> jdbc.queryForList("SELECT nothing FROM book WHERE id = ?", 1));
        transcript.tried("syntax", () -> jdbc.update("UPDATE book SETT sold = 1"));
        transcript.tried("no row", () -> jdbc.queryForObject("SELECT name FROM author WHERE id = 99", String.class));
        transcript.tried("too many rows", () -> jdbc.queryForObject("SELECT name FROM author", String.class));
        transcript.tried(
                "no number",
                () -> jdbc.queryForObject("SELECT title FROM book WHERE id = 1", (row, number) -> row.getInt(1)));
        transcript.tried(
                "no such label",
                () -> jdbc.queryForObject("SELECT id FROM book WHERE id = 1", (row, n) -> row.getInt("nothing")));
    }

    private void commitAndRollback(Transcript transcript) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.executeWithoutResult(status -> jdbc.update("INSERT INTO author (name) VALUES ('kept')"));
        transcript.saw("committed", exists("kept"));
        template.executeWithoutResult(status -> {
            jdbc.update("INSERT INTO author (name) VALUES ('dropped')");
            transcript.saw("seen inside", exists("dropped"));
            status.setRollbackOnly();
        });
        transcript.saw("rolled back", exists("dropped"));
        transcript.tried(
                "failing",
                () -> template.execute(status -> {
                    jdbc.update("INSERT INTO author (name) VALUES ('dropped')");
                    return jdbc.update("INSERT INTO author (name) VALUES ('kept')");
                }));
        transcript.saw("rolled back by the failure", exists("dropped"));
        transcript.tried(
                "failing, and going on",
                () -> template.execute(status -> {
                    jdbc.update("INSERT INTO author (name) VALUES ('before')");
                    try {
                        jdbc.update("INSERT INTO author (name) VALUES ('kept')");
                    } catch (DataAccessException e) {
                        transcript.saw("caught", e.getClass());
                    }
                    return jdbc.update("INSERT INTO author (name) VALUES ('after')");
                }));
        transcript.saw("kept of it", List.of(exists("before"), exists("after")));
    }

    private void nestedTransactions(Transcript transcript) {
        TransactionTemplate outer = new TransactionTemplate(transactions);
        TransactionTemplate nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        outer.executeWithoutResult(status -> {
            jdbc.update("INSERT INTO author (name) VALUES ('outer')");
            nested.executeWithoutResult(inner -> {
                jdbc.update("INSERT INTO author (name) VALUES ('inner, released')");
                nested.executeWithoutResult(innermost -> {
                    jdbc.update("INSERT INTO author (name) VALUES ('innermost, undone')");
                    innermost.setRollbackOnly();
                });
            });
            transcript.tried(
                    "refused in a nested one",
                    () -> nested.execute(inner -> {
                        jdbc.update("INSERT INTO author (name) VALUES ('inner, undone')");
                        return jdbc.update("INSERT INTO author (name) VALUES ('outer')");
                    }));
            jdbc.update("INSERT INTO author (name) VALUES ('outer, at last')");
        });
        transcript.saw(
                "kept",
                jdbc.queryForList(
                        "SELECT name FROM author WHERE name LIKE '%inner%' OR name LIKE '%outer%'" + " ORDER BY id"));
    }

    private void propagationAndIsolation(Transcript transcript) {
        TransactionTemplate serializable = new TransactionTemplate(transactions);
        serializable.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        serializable.setTimeout(30);
        serializable.executeWithoutResult(status -> {
            transcript.saw("isolation", state("isolation"));
            transcript.saw("auto-commit", state("auto-commit"));
            TransactionTemplate suspended = new TransactionTemplate(transactions);
            suspended.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
            transcript.saw("auto-commit while suspended", suspended.execute(none -> state("auto-commit")));
        });
        transcript.saw("isolation afterwards", state("isolation"));
        TransactionTemplate reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        transcript.tried(
                "read-only",
                () -> reading.execute(status -> {
                    transcript.saw("connection is read-only", state("read-only"));
                    return exists("kept");
                }));
        transcript.tried(
                "write in a read-only one",
                () -> reading.execute(status -> jdbc.update("INSERT INTO author (name) VALUES ('sneaked in')")));
        transcript.saw("read-only afterwards", state("read-only"));
    }

    private Object state(String which) {
        return jdbc.execute((ConnectionCallback<Object>) connection -> switch (which) {
            case "isolation" -> connection.getTransactionIsolation();
            case "auto-commit" -> connection.getAutoCommit();
            case "read-only" -> connection.isReadOnly();
            default -> throw new IllegalArgumentException(which);
        });
    }

    private void metadata(Transcript transcript) throws Exception {
        transcript.saw(
                "product",
                JdbcUtils.extractDatabaseMetaData(
                        pool,
                        metaData -> List.of(
                                metaData.getDatabaseProductName(),
                                metaData.getDriverName(),
                                metaData.supportsGetGeneratedKeys(),
                                metaData.supportsSavepoints(),
                                metaData.supportsBatchUpdates())));
        transcript.saw("added", jdbc.queryForObject("SELECT added FROM book WHERE id = 1", LocalDateTime.class));
    }

    private boolean exists(String author) {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM author WHERE name = ?", Integer.class, author);
        return count != null && count == 1;
    }

    /** A book as a data class. */
    record Book(long id, String title, BigDecimal price, int sold, Boolean inPrint) {}

    /** An author as a bean. */
    public static final class AuthorBean {
        private long id;
        private String name;

        public long getId() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }
}
