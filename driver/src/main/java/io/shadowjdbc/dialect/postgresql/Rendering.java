package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What one translation shares: the original text, the schema map and the parameters. A parameter stands in rendered text
 * as a mark, so that pieces can be put together in any order; {@link #finish} numbers them. Not for use by several
 * threads.
 */
final class Rendering {
    /** A noncharacter: no SQL holds it, and {@link #finish} would not see the difference if one did. */
    static final char MARK = '\uFFFE';

    private final String source;
    private final SchemaMap map;
    private final Scope outer;
    private final List<Translation.Parameter> marks = new ArrayList<>();
    private int aliases;

    Rendering(String source, SchemaMap map) {
        this(source, map, null);
    }

    /** @param outer the names that surround every statement: those of a trigger's row; null where there are none */
    Rendering(String source, SchemaMap map, Scope outer) {
        this.source = source;
        this.map = map;
        this.outer = outer;
    }

    /** The names that a statement sees besides its own; null where there are none. */
    Scope outer() {
        return outer;
    }

    boolean inTrigger() {
        return outer != null;
    }

    String text(Span span) {
        return span.of(source);
    }

    SchemaMap map() {
        return map;
    }

    /** Whether a schema's name, perhaps left away, is that of the main database. */
    boolean isMain(String schema) {
        return schema == null || schema.equalsIgnoreCase("main");
    }

    TableMap table(String schema, String name, Span span) {
        if (!isMain(schema)) {
            throw new Refusal("schema " + schema, span, "Use tables of the main database only.");
        }
        if (SequenceTable.is(name)) {
            return SequenceTable.of(map, span);
        }
        return map.table(name)
                .orElseThrow(() -> new Refusal(
                        "table " + name + ", which the schema map does not know",
                        span,
                        "Migrate the table, or create it through the driver."));
    }

    /** The mark of a parameter that is bound by a codec; null codec: by the storage class of its value. */
    String mark(int parameter, Codec codec) {
        marks.add(new Translation.Parameter(parameter, codec));
        return MARK + Integer.toString(marks.size() - 1) + ";";
    }

    Sql parameter(int parameter) {
        return new Sql(
                mark(parameter, null),
                true,
                Kind.PARAMETER,
                null,
                null,
                false,
                null,
                null,
                true,
                false,
                null,
                parameter);
    }

    /** A name that no alias of the statement has. */
    String newAlias() {
        return "sq_" + ++aliases;
    }

    /** The text with {@code ?} for the marks, and what is bound to each. */
    Translation.Translated finish(String text, List<Translation.ResultColumn> columns) {
        StringBuilder sql = new StringBuilder(text.length());
        List<Translation.Parameter> parameters = new ArrayList<>();
        int at = 0;
        while (true) {
            int mark = text.indexOf(MARK, at);
            if (mark < 0) {
                return new Translation.Translated(
                        sql.append(text, at, text.length()).toString(), parameters, columns);
            }
            int end = text.indexOf(';', mark);
            sql.append(text, at, mark).append('?');
            parameters.add(marks.get(Integer.parseInt(text.substring(mark + 1, end))));
            at = end + 1;
        }
    }
}
