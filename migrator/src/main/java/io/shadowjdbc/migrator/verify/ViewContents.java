package io.shadowjdbc.migrator.verify;

import io.shadowjdbc.dialect.parser.Lexer;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.Token;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.NumberCodec;
import io.shadowjdbc.schema.RealCodec;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what views show, by a digest of their rows. Left out is what two databases may rightly compute otherwise: sums
 * of reals, whose last bits depend on the order of the rows, and views whose text leaves open which rows or values they show.
 */
final class ViewContents {
    /** Words of a view that leave open, or make depend on the time, what it shows. */
    private static final Set<String> OPEN = Set.of(
            "limit",
            "over",
            "group_concat",
            "string_agg",
            "json_group_array",
            "json_group_object",
            "random",
            "randomblob",
            "date",
            "time",
            "datetime",
            "julianday",
            "unixepoch",
            "strftime",
            "timediff",
            "current_date",
            "current_time",
            "current_timestamp");

    /** Words of a view that make one row of several, and any of several equal texts the one that is shown. */
    private static final Set<String> MERGING = Set.of("group", "distinct", "union", "intersect", "except");

    private final List<SqliteTable> views;

    /** @param views all views of the source */
    ViewContents(List<SqliteTable> views) {
        this.views = views;
    }

    /**
     * Compares one view.
     *
     * @param target a connection that gives results as text
     * @param map the view on both sides
     * @return what of it was compared, for the operator
     */
    String compare(Connection source, Connection target, TableMap map, TableResult result) throws SQLException {
        Optional<SqliteTable> view = view(map.sqliteName());
        if (view.isEmpty()) {
            return "as a view, by its number of rows: SQLite can't read it";
        }
        Set<String> words = words(view.get(), new HashSet<>());
        if (words.stream().anyMatch(OPEN::contains)) {
            return "as a view, by its number of rows: its text leaves open what it shows";
        }
        boolean merging = words.stream().anyMatch(MERGING::contains);
        List<SqliteColumn> columns = new ArrayList<>();
        List<ColumnMap> mapped = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (SqliteColumn column : view.get().columns()) {
            Optional<ColumnMap> other = map.column(column.name()).filter(found -> isExact(found, merging));
            if (other.isPresent()) {
                columns.add(column);
                mapped.add(other.get());
            } else {
                leftOut.add(column.name());
            }
        }
        if (columns.isEmpty()) {
            return "as a view, by its number of rows: all its columns are computed from reals";
        }
        // a view has no rowid
        SqliteTable rows = new SqliteTable(
                view.get().name(), view.get().sql(), columns, List.of(), List.of(), null, false, true, false, false);
        new MultisetComparison(rows, map, columns, mapped, result, () -> {}).run(source, target);
        return "as a view, by its rows" + (leftOut.isEmpty() ? "" : " without " + String.join(", ", leftOut));
    }

    private static boolean isExact(ColumnMap column, boolean merging) {
        Codec codec = column.codec();
        boolean real = codec instanceof RealCodec || codec instanceof NumberCodec;
        return !real && !(merging && !column.collation().equalsIgnoreCase("BINARY"));
    }

    private Optional<SqliteTable> view(String name) {
        return views.stream()
                .filter(view -> SqliteNames.same(view.name(), name))
                .findFirst();
    }

    /** The words of a view's text and of those of the views that it reads, in lower case. */
    private Set<String> words(SqliteTable view, Set<String> seen) throws SQLException {
        Set<String> words = new HashSet<>();
        if (!seen.add(SqliteNames.key(view.name()))) {
            return words;
        }
        try {
            for (Token token : Lexer.tokenize(view.sql()).tokens()) {
                words.add(token.value().toLowerCase(Locale.ROOT));
                Optional<SqliteTable> inner = view(token.value());
                if (inner.isPresent()) {
                    words.addAll(words(inner.get(), seen));
                }
            }
        } catch (ParseException e) {
            throw new SQLException("the text of view " + view.name() + " can't be read: " + e.getMessage(), e);
        }
        return words;
    }
}
