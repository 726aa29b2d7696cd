package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.dialect.SqliteToPostgresql;
import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.parser.Lexer;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.Token;
import io.shadowjdbc.migrator.source.SourceSchema.Definition;
import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.DecimalCodec;
import io.shadowjdbc.schema.NumberCodec;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.StoredValue;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the statements that create views, by the dialect's translator. A computed column is cast to the type that its
 * values have, so that it reads the same whatever PostgreSQL would make of the expression. A view that can't be
 * translated is reported with its text.
 */
final class ViewDdl {
    private static final int SAMPLE_ROWS = 100;

    private final Connection connection;
    private final String schema;
    private final List<TableMap> known;
    private final Names names;
    private final List<Ddl> ddl;
    private final List<Note> notes;

    ViewDdl(Connection connection, String schema, SchemaMap tables, Names names, List<Ddl> ddl, List<Note> notes) {
        this.connection = connection;
        this.schema = schema;
        this.known = new ArrayList<>(tables.tables());
        this.names = names;
        this.ddl = ddl;
        this.notes = notes;
    }

    /** Why a view is not created. */
    private static final class NotTranslated extends Exception {
        private static final long serialVersionUID = 1L;

        NotTranslated(String reason) {
            super(reason);
        }
    }

    private record Column(String name, String declaredType) {}

    /** Returns those that can be created; a view may stand before the views that it reads. */
    List<TableMap> write(List<Definition> views) {
        List<TableMap> written = new ArrayList<>();
        Map<Definition, String> pending = new LinkedHashMap<>();
        views.forEach(view -> pending.put(view, ""));
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Definition view : List.copyOf(pending.keySet())) {
                try {
                    TableMap map = view(view);
                    known.add(map);
                    written.add(map);
                    pending.remove(view);
                    progress = true;
                } catch (NotTranslated | SQLException e) {
                    pending.put(view, e.getMessage());
                }
            }
        }
        pending.forEach((view, reason) -> notes.add(Note.notCreated("view " + quote(view.name()), reason, view.sql())));
        return written;
    }

    private TableMap view(Definition view) throws NotTranslated, SQLException {
        Translation.Translated select = translate(view);
        List<Column> columns = columns(view.name());
        if (columns.size() != select.columns().size()) {
            throw new NotTranslated("its columns could not be told");
        }
        List<List<Object>> samples = samples(view.name(), columns.size());
        Names columnNames = names.forOtherObjects();
        List<ColumnMap> mapped = new ArrayList<>();
        List<String> inner = new ArrayList<>();
        List<String> outer = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Translation.ResultColumn result = select.columns().get(i);
            ColumnMap column = column(columns.get(i), columnNames, result, samples.get(i));
            mapped.add(column);
            inner.add(quote("c" + (i + 1)));
            outer.add("q." + quote("c" + (i + 1)) + (result.column() == null ? cast(column.codec()) : ""));
        }
        String name = names.relation(view.name());
        String list = String.join(
                ", ",
                mapped.stream().map(column -> quote(column.postgresqlName())).toList());
        ddl.add(new Ddl(
                Ddl.Kind.VIEW,
                view.name(),
                name,
                "CREATE VIEW " + quote(schema) + "." + quote(name) + " (" + list + ") AS\nSELECT "
                        + String.join(", ", outer) + " FROM (" + select.sql() + ") AS q (" + String.join(", ", inner)
                        + ")"));
        return new TableMap(view.name(), schema, name, mapped, List.of(), List.of(), null, false, true);
    }

    private Translation.Translated translate(Definition view) throws NotTranslated {
        try {
            String select = select(view.sql());
            Translation translation = SqliteToPostgresql.translate(select, new SchemaMap(known));
            if (translation instanceof Translation.Translated translated
                    && translated.parameters().isEmpty()) {
                return translated;
            }
            throw new NotTranslated(
                    translation instanceof Translation.Untranslatable none
                            ? none.construct() + " has no equal. " + none.advice()
                            : "it has no equal");
        } catch (ParseException e) {
            throw new NotTranslated("its text could not be read: " + e.getMessage());
        }
    }

    /** What follows AS in the CREATE VIEW statement. */
    private static String select(String sql) throws ParseException, NotTranslated {
        int depth = 0;
        for (Token token : Lexer.tokenize(sql).tokens()) {
            if (token.isSymbol("(")) {
                depth++;
            } else if (token.isSymbol(")")) {
                depth--;
            } else if (depth == 0 && token.is("AS")) {
                return sql.substring(token.end());
            }
        }
        throw new NotTranslated("its text is not that of a view");
    }

    private List<Column> columns(String view) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT name, type FROM pragma_table_xinfo(?) ORDER BY cid")) {
            statement.setString(1, view);
            try (ResultSet row = statement.executeQuery()) {
                List<Column> columns = new ArrayList<>();
                while (row.next()) {
                    columns.add(new Column(row.getString(1), row.getString(2) == null ? "" : row.getString(2)));
                }
                return columns;
            }
        }
    }

    private static ColumnMap column(Column column, Names names, Translation.ResultColumn result, List<Object> sample)
            throws NotTranslated {
        String name = names.column(column.name());
        if (result.column() != null) {
            ColumnMap source = result.column();
            return new ColumnMap(
                    column.name(),
                    name,
                    column.declaredType(),
                    source.affinity(),
                    source.collation(),
                    false,
                    source.generated(),
                    source.codec(),
                    "a view's column; " + source.reason());
        }
        return new ColumnMap(
                column.name(),
                name,
                column.declaredType(),
                Affinity.BLOB,
                "BINARY",
                false,
                false,
                codec(column, result.codec(), sample),
                "a view's column, computed");
    }

    private static Codec codec(Column column, Codec computed, List<Object> sample) throws NotTranslated {
        String type = computed == null ? "" : computed.postgresqlType();
        boolean integers = sample.stream().allMatch(value -> value instanceof Long);
        boolean reals = sample.stream().allMatch(value -> value instanceof Double);
        boolean numbers = sample.stream().allMatch(value -> value instanceof Number);
        boolean texts = sample.stream().allMatch(value -> value instanceof String);
        if (sample.isEmpty()) {
            return switch (type) {
                case "bigint" -> Codecs.BIGINT;
                case "double precision" -> Codecs.DOUBLE;
                case "numeric" -> new DecimalCodec("numeric", Affinity.NUMERIC);
                case "bytea" -> Codecs.BLOB;
                default -> Codecs.TEXT;
            };
        }
        if (integers) {
            return Codecs.BIGINT;
        }
        if (reals) {
            return Codecs.DOUBLE;
        }
        if (numbers) {
            return new NumberCodec("double precision");
        }
        if (texts) {
            return Codecs.TEXT;
        }
        if (sample.stream().allMatch(value -> value instanceof byte[])) {
            return Codecs.BLOB;
        }
        throw new NotTranslated("column " + column.name() + " holds values of several storage classes");
    }

    private static String cast(Codec codec) {
        String type = codec.postgresqlType();
        return "::" + type + (type.equals("text") ? " COLLATE \"C\"" : "");
    }

    private List<List<Object>> samples(String view, int columns) throws SQLException {
        List<List<Object>> samples = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            samples.add(new ArrayList<>());
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM main." + quote(view) + " LIMIT " + SAMPLE_ROWS)) {
            while (row.next()) {
                for (int i = 0; i < columns; i++) {
                    Object value = StoredValue.read(row, i + 1);
                    if (value != null) {
                        samples.get(i).add(value);
                    }
                }
            }
        }
        return samples;
    }
}
