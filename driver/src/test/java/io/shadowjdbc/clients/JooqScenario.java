package io.shadowjdbc.clients;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.BatchBindStep;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Loader;
import org.jooq.Meta;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Records;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** jOOQ: its DSL, records found in the metadata, batches, transactions and what it reads of the schema. */
final class JooqScenario implements Scenario {
    private static final Table<Record> AUTHOR = table(name("author"));
    private static final Field<Long> AUTHOR_ID = field(name("author", "id"), SQLDataType.BIGINT);
    private static final Field<String> NAME = field(name("author", "name"), SQLDataType.VARCHAR);
    private static final Table<Record> BOOK = table(name("book"));
    private static final Field<Long> ID = field(name("book", "id"), SQLDataType.BIGINT);
    private static final Field<Long> WRITTEN_BY = field(name("book", "author_id"), SQLDataType.BIGINT);
    private static final Field<String> TITLE = field(name("book", "title"), SQLDataType.VARCHAR);
    private static final Field<BigDecimal> PRICE = field(name("book", "price"), SQLDataType.DECIMAL(10, 2));
    private static final Field<Integer> SOLD = field(name("book", "sold"), SQLDataType.INTEGER);
    private static final Field<Boolean> IN_PRINT = field(name("book", "in_print"), SQLDataType.BOOLEAN);
    private static final Field<byte[]> COVER = field(name("book", "cover"), SQLDataType.BLOB);

    private final Product product;
    private final HikariDataSource pool;
    private final DSLContext jooq;

    JooqScenario(Database database) {
        product = database.product();
        pool = database.pool();
        Settings settings = new Settings()
                .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_QUOTED)
                .withExecuteWithOptimisticLocking(true);
        jooq = DSL.using(pool, product == Product.SQLITE ? SQLDialect.SQLITE : SQLDialect.POSTGRES, settings);
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("create tables", this::createTables),
                new Step("insert and returning", this::insertAndReturning),
                new Step("upsert", this::upsert),
                new Step("batches", this::batches),
                new Step("select", this::select),
                new Step("mapping", this::mapping),
                new Step("nested collections", this::nestedCollections),
                new Step("cursors and streams", this::cursors),
                new Step("plain sql", this::plainSql),
                new Step("records", this::records),
                new Step("load csv", this::loadCsv),
                new Step("transactions", this::transactions),
                new Step("nested transactions", this::nestedTransactions),
                new Step("exceptions", this::exceptions),
                new Step("change and drop tables", this::changeTables),
                new Step("schema", this::schema));
    }

    @Override
    public void close() {
        pool.close();
    }

    private void createTables(Transcript transcript) {
        Bookshop.ddl(product).forEach(each -> transcript.saw("rows", jooq.execute(each)));
    }

    private void insertAndReturning(Transcript transcript) {
        transcript.saw(
                "rows",
                jooq.insertInto(AUTHOR, NAME)
                        .values("Ursula")
                        .values("Stanisław")
                        .execute());
        transcript.saw(
                "returned",
                jooq.insertInto(AUTHOR)
                        .set(NAME, "Octavia")
                        .returning(AUTHOR_ID, NAME)
                        .fetchOne()
                        .intoMap());
        transcript.saw(
                "book",
                jooq.insertInto(BOOK, WRITTEN_BY, TITLE, PRICE, SOLD, IN_PRINT, COVER)
                        .values(1L, "The Dispossessed", new BigDecimal("12.50"), 3, true, new byte[] {1, 2, (byte) 0xff
                        })
                        .returningResult(ID, PRICE)
                        .fetchOne()
                        .intoMap());
        transcript.saw("last id", product == Product.SQLITE ? jooq.lastID() : null);
        transcript.saw(
                "updated",
                jooq.update(BOOK)
                        .set(SOLD, SOLD.plus(4))
                        .where(ID.eq(1L))
                        .returning(SOLD)
                        .fetchMaps());
        transcript.saw(
                "of a query",
                jooq.insertInto(BOOK, WRITTEN_BY, TITLE)
                        .select(jooq.select(AUTHOR_ID, DSL.concat(NAME, inline("'s diary")))
                                .from(AUTHOR)
                                .orderBy(AUTHOR_ID))
                        .execute());
    }

    private void upsert(Transcript transcript) {
        transcript.saw(
                "ignored",
                jooq.insertInto(AUTHOR, NAME)
                        .values("Ursula")
                        .onConflictDoNothing()
                        .execute());
        transcript.saw(
                "updated",
                jooq.insertInto(AUTHOR, NAME)
                        .values("Octavia")
                        .onConflict(NAME)
                        .doUpdate()
                        .set(NAME, "Octavia E.")
                        .execute());
        transcript.saw("authors", jooq.select(NAME).from(AUTHOR).orderBy(NAME).fetch(NAME));
    }

    private void batches(Transcript transcript) {
        BatchBindStep inserts = jooq.batch(
                jooq.insertInto(BOOK, WRITTEN_BY, TITLE, PRICE, IN_PRINT).values((Long) null, null, null, null));
        for (int i = 1; i <= 4; i++) {
            inserts = inserts.bind((long) (1 + i % 2), "Volume " + i, new BigDecimal(i).movePointLeft(1), i % 2 == 0);
        }
        transcript.saw("bound", inserts.execute());
        transcript.saw(
                "different statements",
                jooq.batch(
                                jooq.update(BOOK).set(SOLD, 11).where(TITLE.like("Volume%")),
                                jooq.deleteFrom(BOOK).where(TITLE.eq("Volume 4")))
                        .execute());
        transcript.tried(
                "refused",
                () -> jooq.batch(
                                jooq.insertInto(AUTHOR, NAME).values("Doris"),
                                jooq.insertInto(AUTHOR, NAME).values("Ursula"))
                        .execute());
        transcript.saw("kept of it", jooq.fetchCount(AUTHOR, NAME.eq("Doris")));
        transcript.saw("collected", jooq.batchedResult(batched -> {
            int rows = 0;
            for (int i = 0; i < 3; i++) {
                rows += batched.dsl()
                        .insertInto(AUTHOR, NAME)
                        .values("collected " + i)
                        .execute();
            }
            return rows;
        }));
        transcript.saw(
                "deleted",
                jooq.deleteFrom(AUTHOR).where(NAME.like("collected%")).execute());
    }

    private void select(Transcript transcript) {
        transcript.saw(
                "join",
                jooq.select(NAME, TITLE, PRICE, IN_PRINT)
                        .from(AUTHOR)
                        .join(BOOK)
                        .on(WRITTEN_BY.eq(AUTHOR_ID))
                        .orderBy(AUTHOR_ID, ID)
                        .fetchMaps());
        transcript.saw(
                "grouped",
                jooq.select(WRITTEN_BY, count(), sum(SOLD), max(PRICE))
                        .from(BOOK)
                        .groupBy(WRITTEN_BY)
                        .having(count().gt(1))
                        .orderBy(WRITTEN_BY)
                        .fetchMaps());
        transcript.saw(
                "window",
                jooq.select(TITLE, rowNumber().over().partitionBy(WRITTEN_BY).orderBy(ID))
                        .from(BOOK)
                        .orderBy(ID)
                        .limit(3)
                        .offset(1)
                        .fetchMaps());
        Name expensive = name("expensive");
        transcript.saw(
                "common table",
                jooq.with(expensive)
                        .as(jooq.select(ID, TITLE).from(BOOK).where(PRICE.gt(new BigDecimal("0.15"))))
                        .select()
                        .from(expensive)
                        .orderBy(1)
                        .fetchMaps());
        transcript.saw("exists", jooq.fetchExists(BOOK, TITLE.equalIgnoreCase("the dispossessed")));
        transcript.saw("several in", jooq.fetchCount(jooq.selectFrom(BOOK).where(ID.in(1L, 2L, 99L))));
        transcript.saw(
                "sought after",
                jooq.select(ID, TITLE).from(BOOK).orderBy(ID).seek(2L).limit(2).fetchMaps());
    }

    private void mapping(Transcript transcript) {
        var books = jooq.select(ID, TITLE, PRICE, IN_PRINT).from(BOOK).orderBy(ID);
        transcript.saw("records", books.fetch(Records.mapping(Book::new)));
        transcript.saw("into a class", books.fetchInto(Book.class));
        transcript.saw("map", books.fetchMap(ID, TITLE));
        transcript.saw(
                "groups", jooq.select(WRITTEN_BY, TITLE).from(BOOK).orderBy(ID).fetchGroups(WRITTEN_BY, TITLE));
        transcript.saw("maps", books.limit(1).fetchMaps());
        transcript.saw("bytes", jooq.select(COVER).from(BOOK).where(ID.eq(1L)).fetchOne(COVER));
        transcript.saw(
                "optional",
                jooq.selectFrom(BOOK).where(ID.eq(99L)).fetchOptional().isPresent());
        transcript.saw(
                "json",
                jooq.select(ID, TITLE).from(BOOK).orderBy(ID).limit(1).fetch().formatJSON());
    }

    private void nestedCollections(Transcript transcript) {
        transcript.saw(
                "authors with books",
                jooq.select(
                                NAME,
                                DSL.multiset(DSL.select(TITLE, PRICE)
                                        .from(BOOK)
                                        .where(WRITTEN_BY.eq(AUTHOR_ID))
                                        .orderBy(ID)))
                        .from(AUTHOR)
                        .orderBy(AUTHOR_ID)
                        .fetch(row ->
                                row.value1() + ": " + row.value2().map(book -> book.value1() + " " + book.value2())));
    }

    private void cursors(Transcript transcript) {
        try (Cursor<? extends Record> cursor =
                jooq.select(ID, TITLE).from(BOOK).orderBy(ID).fetchSize(2).fetchLazy()) {
            transcript.saw("next", cursor.fetchNext().intoMap());
            transcript.saw("next two", cursor.fetchNext(2).intoMaps());
            transcript.saw("more", cursor.hasNext());
        }
        try (Stream<? extends Record> rows = jooq.selectFrom(BOOK).orderBy(ID).fetchStream()) {
            transcript.saw(
                    "sum", rows.mapToLong(row -> row.get("id", Long.class)).sum());
        }
        transcript.saw(
                "at most",
                jooq.select(ID)
                        .from(BOOK)
                        .orderBy(ID)
                        .maxRows(2)
                        .queryTimeout(20)
                        .fetch(ID));
    }

    private void plainSql(Transcript transcript) {
        transcript.saw(
                "result",
                jooq.fetch("SELECT id, title, price, sold, in_print FROM book WHERE id <= {0} ORDER BY id", val(2))
                        .intoMaps());
        Result<Record> all = jooq.fetch("SELECT * FROM book ORDER BY id");
        transcript.saw(
                "types",
                Arrays.stream(all.fields())
                        .map(field -> field.getName() + " " + field.getType().getSimpleName())
                        .toList());
        transcript.saw("value", jooq.fetchValue("SELECT count(*) FROM book WHERE sold > ?", 5));
        transcript.tried(
                "several results",
                () -> jooq.fetchMany("SELECT count(*) FROM author").size());
    }

    private void records(Transcript transcript) {
        JooqTables.AuthorRecord row = jooq.newRecord(JooqTables.AUTHOR);
        row.set(JooqTables.AUTHOR.name, "Joanna");
        transcript.saw("stored", row.store());
        transcript.saw("its key", row.get(JooqTables.AUTHOR.id));
        row.set(JooqTables.AUTHOR.name, "Joanna R.");
        transcript.saw("changed", row.changed());
        transcript.saw("updated", row.update());
        JooqTables.AuthorRecord same = jooq.fetchOne(JooqTables.AUTHOR, JooqTables.AUTHOR.name.eq("Joanna R."));
        transcript.saw("found", same.intoMap());
        jooq.update(AUTHOR).set(NAME, "Joanna Russ").where(NAME.eq("Joanna R.")).execute();
        transcript.tried("changed by another", () -> {
            same.set(JooqTables.AUTHOR.name, "lost");
            return same.store();
        });
        same.refresh();
        transcript.saw("refreshed", same.get(JooqTables.AUTHOR.name));
        transcript.saw("deleted", same.delete());
        transcript.tried("deleted by another", () -> {
            row.refresh();
            return row.intoMap();
        });
        JooqTables.AuthorRecord first = jooq.newRecord(JooqTables.AUTHOR);
        first.set(JooqTables.AUTHOR.name, "first of two");
        JooqTables.AuthorRecord second = jooq.newRecord(JooqTables.AUTHOR);
        second.set(JooqTables.AUTHOR.name, "second of two");
        transcript.saw("batch", jooq.batchStore(first, second).execute());
    }

    private void loadCsv(Transcript transcript) throws IOException {
        Loader<JooqTables.AuthorRecord> loader = jooq.loadInto(JooqTables.AUTHOR)
                .bulkAfter(2)
                .batchAfter(2)
                .commitNone()
                .loadCSV("id;name\n101;Lem\n102;Dick\n103;Le Guin\n")
                .fields(JooqTables.AUTHOR.id, JooqTables.AUTHOR.name)
                .separator(';')
                .execute();
        transcript.saw("stored", loader.stored());
        loader.errors().forEach(error -> transcript.threw("row " + error.rowIndex(), error.exception()));
        transcript.saw(
                "found",
                jooq.select(NAME)
                        .from(AUTHOR)
                        .where(AUTHOR_ID.gt(100L))
                        .orderBy(AUTHOR_ID)
                        .fetch(NAME));
    }

    private void transactions(Transcript transcript) {
        jooq.transaction(
                inside -> inside.dsl().insertInto(AUTHOR, NAME).values("kept").execute());
        transcript.saw("kept", jooq.fetchCount(AUTHOR, NAME.eq("kept")));
        transcript.tried(
                "failing",
                () -> jooq.transactionResult(inside -> {
                    inside.dsl().insertInto(AUTHOR, NAME).values("dropped").execute();
                    return inside.dsl().insertInto(AUTHOR, NAME).values("kept").execute();
                }));
        transcript.tried(
                "thrown by the application",
                () -> jooq.transactionResult(inside -> {
                    inside.dsl().insertInto(AUTHOR, NAME).values("dropped").execute();
                    throw new IllegalStateException("changed its mind");
                }));
        transcript.saw("dropped", jooq.fetchCount(AUTHOR, NAME.eq("dropped")));
    }

    private void nestedTransactions(Transcript transcript) {
        jooq.transaction(outer -> {
            outer.dsl().insertInto(AUTHOR, NAME).values("outer").execute();
            outer.dsl().transaction(inner -> {
                inner.dsl().insertInto(AUTHOR, NAME).values("inner").execute();
                try {
                    inner.dsl().transaction(innermost -> {
                        innermost
                                .dsl()
                                .insertInto(AUTHOR, NAME)
                                .values("innermost")
                                .execute();
                        innermost.dsl().insertInto(AUTHOR, NAME).values("outer").execute();
                    });
                } catch (DataAccessException e) {
                    transcript.threw("innermost", e);
                }
                transcript.saw("inside", inner.dsl().fetchCount(AUTHOR, NAME.in("outer", "inner", "innermost")));
            });
        });
        transcript.saw(
                "kept",
                jooq.select(NAME)
                        .from(AUTHOR)
                        .where(NAME.in("outer", "inner", "innermost"))
                        .orderBy(AUTHOR_ID)
                        .fetch(NAME));
    }

    private void exceptions(Transcript transcript) {
        transcript.tried(
                "unique", () -> jooq.insertInto(AUTHOR, NAME).values("Ursula").execute());
        try {
            jooq.insertInto(BOOK, WRITTEN_BY, TITLE).values(99L, "nobody's").execute();
        } catch (DataAccessException e) {
            transcript.threw("foreign key", e);
            transcript.saw("state", e.sqlState());
            transcript.saw("class of the state", e.sqlStateClass());
            transcript.saw("subclass of the state", e.sqlStateSubclass());
        }
        transcript.tried("no such table", () -> jooq.fetch("SELECT * FROM nowhere"));
        transcript.tried("several rows", () -> jooq.selectFrom(AUTHOR).fetchOne());
        transcript.tried("syntax", () -> jooq.execute("UPDATE book SETT sold = 1"));
    }

    private void changeTables(Transcript transcript) {
        Name shelf = name("shelf");
        // what sqlite-jdbc gives for DDL is the count of the connection's last change, which a flip does not carry
        // along
        jooq.createTableIfNotExists(shelf)
                .column("place", SQLDataType.INTEGER.notNull())
                .column("label", SQLDataType.VARCHAR(20))
                .constraints(DSL.constraint("shelf_pk").primaryKey("place"))
                .execute();
        jooq.alterTable(shelf).addColumn("width", SQLDataType.DOUBLE).execute();
        jooq.createIndex("shelf_label").on(shelf, name("label")).execute();
        transcript.saw(
                "inserted",
                jooq.insertInto(table(shelf))
                        .columns(field(name("place"), Integer.class), field(name("width"), Double.class))
                        .values(1, 2.5)
                        .execute());
        transcript.saw("found", jooq.fetch("SELECT * FROM shelf").intoMaps());
        jooq.dropTable(shelf).execute();
        transcript.tried("gone", () -> jooq.fetch("SELECT * FROM shelf"));
    }

    private void schema(Transcript transcript) {
        Meta meta = product == Product.SQLITE
                ? jooq.meta()
                : jooq.meta().filterSchemas(schema -> schema.getName().equals("public"));
        for (Table<?> each : meta.getTables()) {
            if (!each.getName().startsWith("sqlite_")) {
                transcript.saw("table", each.getName());
                transcript.saw(
                        "columns",
                        Arrays.stream(each.fields())
                                .map(field -> field.getName() + " " + field.getDataType()
                                        + (field.getDataType().nullable() ? "" : " not null")
                                        + (field.getDataType().identity() ? " identity" : ""))
                                .toList());
                transcript.saw("primary key", String.valueOf(each.getPrimaryKey()));
                transcript.saw("foreign keys", each.getReferences().toString());
                transcript.saw("indexes", each.getIndexes().toString());
            }
        }
        transcript.saw(
                "ddl of author",
                meta.filterTables(each -> each.getName().equals("author")).ddl().toString());
    }

    /** A book. */
    public record Book(Long id, String title, BigDecimal price, Boolean inPrint) {}
}
