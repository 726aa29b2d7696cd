package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.dialect.TableExpressions;
import io.shadowjdbc.dialect.UntranslatableException;
import io.shadowjdbc.migrator.source.Index;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the statements that create one table's primary key, unique constraints and indexes. */
final class KeyDdl {
    /** The longest key of a B-tree: a third of a page (documentation, "B-Tree Indexes"; PostgreSQL says 2704). */
    private static final long MOST_KEY_BYTES = 2_600;

    private final SourceTable source;
    private final TableMap map;
    private final TableCensus census;
    private final Names names;
    private final List<Ddl> ddl;
    private final List<Note> notes;

    KeyDdl(SourceTable source, TableMap map, TableCensus census, Names names, List<Ddl> ddl, List<Note> notes) {
        this.source = source;
        this.map = map;
        this.census = census;
        this.names = names;
        this.ddl = ddl;
        this.notes = notes;
    }

    void write() {
        primaryKey();
        source.indexes().forEach(this::index);
    }

    private String table() {
        return quote(map.postgresqlSchema()) + "." + quote(map.postgresqlName());
    }

    private String object() {
        return "table " + quote(map.sqliteName());
    }

    private void add(Ddl.Kind kind, String name, String sql) {
        ddl.add(new Ddl(kind, map.sqliteName(), name, sql));
    }

    private void primaryKey() {
        List<String> key = map.primaryKey();
        if (key.isEmpty()) {
            return;
        }
        String nullRow = key.stream()
                .map(name -> census.column(name).firstNullRow())
                .filter(row -> row != null)
                .findFirst()
                .orElse(null);
        String name = names.relation(map.postgresqlName() + "_pkey");
        if (nullRow != null) {
            notes.add(Note.changed(
                    object() + ", PRIMARY KEY",
                    "becomes UNIQUE, since row " + nullRow + " has NULL in it, which SQLite allows"));
        }
        if (!keyFits(key, object() + ", PRIMARY KEY", true)) {
            return;
        }
        add(
                Ddl.Kind.KEY,
                name,
                "ALTER TABLE " + table() + " ADD CONSTRAINT " + quote(name)
                        + (nullRow == null ? " PRIMARY KEY (" : " UNIQUE (") + columns(key) + ")");
        Optional<Index> index = source.indexes().stream()
                .filter(candidate -> candidate.origin().equals("pk"))
                .findFirst();
        index.filter(candidate -> hasCollation(candidate)).ifPresent(this::createIndex);
    }

    private static boolean hasCollation(Index index) {
        return index.terms().stream().anyMatch(term -> !term.collation().equals("BINARY") && term.column() != null);
    }

    private String columns(List<String> names) {
        return String.join(
                ", ",
                names.stream()
                        .map(name -> quote(map.column(name).orElseThrow().postgresqlName()))
                        .toList());
    }

    private void index(Index index) {
        if (index.origin().equals("pk")) {
            return;
        }
        if (index.origin().equals("u")) {
            // ON CONFLICT and foreign keys can only refer to the columns themselves
            uniqueConstraint(index.columns());
            if (!hasCollation(index)) {
                return;
            }
        }
        createIndex(index);
    }

    private void uniqueConstraint(List<String> key) {
        if (keyFits(key, object() + ", UNIQUE (" + String.join(", ", key) + ")", true)) {
            String name = names.relation(map.postgresqlName() + "_" + String.join("_", key) + "_key");
            add(
                    Ddl.Kind.KEY,
                    name,
                    "ALTER TABLE " + table() + " ADD CONSTRAINT " + quote(name) + " UNIQUE (" + columns(key) + ")");
        }
    }

    private void createIndex(Index index) {
        boolean named = index.sql() != null;
        String what = named ? "index " + quote(index.name()) : object() + ", key of " + columns(index.columns());
        List<String> keys =
                index.columns().stream().filter(column -> column != null).toList();
        if (!keyFits(keys, what, index.unique())) {
            return;
        }
        try {
            String definition = definition(index);
            String name =
                    names.relation(named ? index.name() : map.postgresqlName() + "_" + String.join("_", keys) + "_idx");
            if (named) {
                names.note(what, index.name(), name).ifPresent(notes::add);
            }
            add(
                    Ddl.Kind.INDEX,
                    name,
                    "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + quote(name) + " ON " + table()
                            + definition);
        } catch (UntranslatableException e) {
            notes.add(Note.notCreated(what, e.getMessage(), index.sql()));
        }
    }

    /** Keys and condition, in the form in which translated statements ask for them. */
    private String definition(Index index) throws UntranslatableException {
        TableExpressions expressions =
                new TableExpressions(index.sql() == null ? source.definition() : index.sql(), map);
        List<String> terms = new ArrayList<>();
        for (Index.Term term : index.terms()) {
            terms.add(immutable(
                    term.column() == null
                            ? expressions.key(term.expression(), term.collation(), term.descending())
                            : expressions.key(column(term.column()), term.collation(), term.descending())));
        }
        String keys = " (" + String.join(", ", terms) + ")";
        return index.where() == null ? keys : keys + " WHERE " + immutable(expressions.predicate(index.where()));
    }

    private ColumnMap column(String name) {
        return map.column(name).orElseThrow();
    }

    private static String immutable(String sql) throws UntranslatableException {
        if (TableExpressions.isImmutable(sql)) {
            return sql;
        }
        throw new UntranslatableException(
                "an index over " + sql, "PostgreSQL takes none whose expression is not immutable; index the column.");
    }

    /** Whether every key is short enough for a B-tree; a key that has to be unique is refused otherwise. */
    private boolean keyFits(List<String> key, String what, boolean unique) {
        long bytes =
                key.stream().mapToLong(name -> census.column(name).mostBytes()).sum();
        if (bytes <= MOST_KEY_BYTES) {
            return true;
        }
        String row = key.stream()
                .map(census::column)
                .max((left, right) -> Long.compare(left.mostBytes(), right.mostBytes()))
                .map(ColumnCensus::largestRow)
                .orElseThrow();
        String text = "has a key of " + bytes + " bytes (row " + row + "); PostgreSQL's limit is 2704";
        notes.add(unique ? Note.refused(what, text + ": shorten the value") : Note.notCreated(what, text, null));
        return false;
    }
}
