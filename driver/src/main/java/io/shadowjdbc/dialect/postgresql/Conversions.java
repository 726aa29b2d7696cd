package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.SqliteValues;
import io.shadowjdbc.dialect.ast.Span;
import java.math.BigDecimal;
import java.util.List;

/** Brings rendered expressions from one type to another as SQLite would convert the value. */
final class Conversions {
    private final Rendering rendering;

    Conversions(Rendering rendering) {
        this.rendering = rendering;
    }

    /** The stored value of a coded column; anything else as it is. */
    Sql value(Sql sql, Span span) {
        if (!sql.coded()) {
            return sql;
        }
        if (sql.form().decode() == null) {
            String name = sql.column() == null ? "" : " " + sql.column().sqliteName();
            throw new Refusal(
                    "column" + name + " in an expression",
                    span,
                    "Its values have no single SQLite type; select the column by itself, or migrate it to another type.");
        }
        String decoded = sql.form().decode().apply(sql.operand());
        return new Sql(
                decoded,
                decoded.endsWith(")")
                        || decoded.endsWith("::text")
                        || decoded.endsWith("::bigint")
                        || decoded.endsWith("::float8"),
                sql.kind(),
                sql.affinity(),
                sql.collation(),
                sql.explicit(),
                null,
                null,
                sql.nullable(),
                sql.kind() == Kind.INTEGER,
                null,
                0);
    }

    /** As {@link #value}, booleans as 1 and 0. */
    Sql plain(Sql sql, Span span) {
        Sql value = value(sql, span);
        if (value.kind() != Kind.BOOLEAN) {
            return value;
        }
        return Sql.atom(Kind.INTEGER, value.operand() + "::int")
                .asNarrow()
                .withAffinity(value.affinity())
                .withNullable(value.nullable());
    }

    /** A condition. */
    String condition(Sql sql, Span span) {
        Sql value = value(sql, span);
        if (value.isConstant()) {
            Object number =
                    value.constant() instanceof String text ? SqliteValues.prefixNumber(text) : value.constant();
            if (number instanceof Number constant) {
                return constant.doubleValue() == 0 ? "FALSE" : "TRUE";
            }
        }
        return switch (value.kind()) {
            case BOOLEAN -> value.text();
            case INTEGER, REAL, NUMBER, ANY_NUMBER -> value.operand() + " <> 0";
            case TEXT -> "shadow.sq_number(" + value.text() + ") <> 0";
            case DYNAMIC -> "shadow.sq_number(" + value.text() + ") <> 0";
            case NULL -> "NULL::boolean";
            case PARAMETER -> rendering.mark(value.parameter(), NumberParameter.OPERAND) + " <> 0";
            case BLOB -> throw new Refusal("a blob as a condition", span, "Compare it with something.");
        };
    }

    /** A text, as functions of text and {@code ||} take it. */
    Sql text(Sql sql, Span span) {
        Sql value = plain(sql, span);
        if (value.isConstant() && !(value.constant() instanceof byte[])) {
            String text = value.constant() instanceof String string ? string : SqliteValues.text(value.constant());
            return Sql.constant(Kind.TEXT, Quote.string(text), text);
        }
        Sql result = switch (value.kind()) {
            case TEXT -> value;
            case INTEGER -> Sql.atom(Kind.TEXT, value.operand() + "::text");
            case NULL -> Sql.atom(Kind.TEXT, "NULL::text");
            case PARAMETER ->
                Sql.atom(Kind.TEXT, rendering.mark(value.parameter(), TextParameter.CONVERTED) + "::text");
            default -> Sql.atom(Kind.TEXT, "shadow.sq_text(" + value.text() + ")");
        };
        return result.withNullable(value.nullable() || value.kind() == Kind.PARAMETER);
    }

    /** A text, as functions take it that answer otherwise for a blob: a parameter that is one is refused. */
    Sql textOnly(Sql sql, Span span) {
        return sql.isParameter()
                ? Sql.atom(Kind.TEXT, rendering.mark(sql.parameter(), TextParameter.OF_COLUMN) + "::text")
                : text(sql, span);
    }

    /** A number, as arithmetic takes it. */
    Sql number(Sql sql, Span span) {
        Sql value = plain(sql, span);
        if (value.constant() instanceof String text) {
            return literal(SqliteValues.prefixNumber(text));
        }
        return switch (value.kind()) {
            case INTEGER, REAL, NUMBER, ANY_NUMBER -> value;
            case NULL -> Sql.atom(Kind.INTEGER, "NULL::bigint");
            case PARAMETER -> Sql.atom(Kind.ANY_NUMBER, rendering.mark(value.parameter(), NumberParameter.OPERAND));
            case TEXT, DYNAMIC -> Sql.atom(Kind.NUMBER, "shadow.sq_number(" + value.text() + ")");
            default -> throw new Refusal("a blob as a number", span, "Convert it with CAST.");
        };
    }

    /** A whole number as CAST AS INTEGER gives it: bigint. */
    Sql whole(Sql sql, Span span) {
        Sql value = plain(sql, span);
        if (value.constant() instanceof Long whole) {
            return literal(whole);
        }
        return switch (value.kind()) {
            case INTEGER -> value;
            case NULL -> Sql.atom(Kind.INTEGER, "NULL::bigint");
            case PARAMETER ->
                Sql.atom(Kind.INTEGER, rendering.mark(value.parameter(), NumberParameter.WHOLE) + "::bigint");
            case BLOB -> throw new Refusal("a blob as a number", span, "Convert it with CAST.");
            default ->
                Sql.atom(Kind.INTEGER, "shadow.sq_integer(" + value.text() + ")")
                        .withNullable(value.nullable());
        };
    }

    /** An integer that PostgreSQL computes as bigint; anything else as it is. */
    static Sql wide(Sql sql) {
        if (sql.kind() != Kind.INTEGER || sql.wide()) {
            return sql;
        }
        return Sql.atom(Kind.INTEGER, sql.operand() + "::bigint").withNullable(sql.nullable());
    }

    /** double precision. */
    Sql real(Sql sql, Span span) {
        Sql number = number(sql, span);
        if (number.kind() == Kind.REAL) {
            return number;
        }
        if (number.constant() instanceof Long whole) {
            return literal((double) whole);
        }
        return Sql.atom(Kind.REAL, number.operand() + "::float8").withNullable(number.nullable());
    }

    /** numeric that tells SQLite's integers from its reals. */
    Sql numeric(Sql sql, Span span) {
        Sql number = number(sql, span);
        if (number.kind() == Kind.NUMBER) {
            return number;
        }
        String text = number.kind() == Kind.INTEGER
                ? number.operand() + "::numeric"
                : "shadow.sq_number(" + number.text() + ")";
        return Sql.atom(Kind.NUMBER, text).withNullable(number.nullable());
    }

    /** jsonb that holds any value. */
    Sql dynamic(Sql sql, Span span) {
        Sql value = plain(sql, span);
        if (value.kind() == Kind.DYNAMIC) {
            return value;
        }
        if (value.kind() == Kind.NULL) {
            return Sql.atom(Kind.DYNAMIC, "NULL::jsonb");
        }
        if (value.isParameter()) {
            return Sql.atom(Kind.DYNAMIC, rendering.mark(value.parameter(), DynamicParameter.EXACT) + "::jsonb");
        }
        if (value.kind() == Kind.BLOB) {
            throw new Refusal("a blob beside values of other types", span, "Keep blobs in columns of their own.");
        }
        if (value.constant() instanceof Double real) {
            return Sql.atom(Kind.DYNAMIC, "to_jsonb(" + plainNumber(real) + "::numeric)");
        }
        if (value.constant() instanceof String) {
            return Sql.atom(Kind.DYNAMIC, "to_jsonb(" + value.text() + "::text)");
        }
        return Sql.atom(Kind.DYNAMIC, "shadow.sq_dynamic(" + wide(value).text() + ")")
                .withNullable(value.nullable());
    }

    /** The boolean as its number, the value in a type that a result or a subquery may have. */
    static Sql literal(Object constant) {
        if (constant instanceof Long whole) {
            String text = whole == Long.MIN_VALUE ? "'" + whole + "'::bigint" : Long.toString(whole);
            boolean wide = whole > Integer.MAX_VALUE || whole < Integer.MIN_VALUE;
            Sql sql = Sql.constant(Kind.INTEGER, text, constant);
            return wide ? sql.asWide() : sql;
        }
        if (constant instanceof Double real) {
            String text = real.isInfinite()
                    ? (real > 0 ? "'Infinity'::float8" : "'-Infinity'::float8")
                    : plainNumber(real) + "::float8";
            return Sql.constant(
                    Kind.REAL, text.startsWith("-") ? "(" + plainNumber(real) + ")::float8" : text, constant);
        }
        if (constant instanceof String text) {
            return Sql.constant(Kind.TEXT, Quote.string(text), constant);
        }
        return Sql.constant(Kind.BLOB, Quote.bytes((byte[]) constant), constant);
    }

    /** A real as a numeric literal that tells it from an integer. */
    static String plainNumber(double real) {
        if (Double.isInfinite(real)) {
            return real > 0 ? "'Infinity'" : "'-Infinity'";
        }
        BigDecimal exact = new BigDecimal(Double.toString(real));
        String text = Math.abs(exact.scale()) > 40 ? exact.toString() : exact.toPlainString();
        return text.contains(".") || text.contains("E") ? text : text + ".0";
    }

    /**
     * Several expressions as one type, for CASE, COALESCE and set operations: unchanged where they are of one column
     * type, else of the one type that holds all their values.
     */
    List<Sql> unify(List<Sql> parts, Span span) {
        if (sameColumnType(parts)) {
            return parts;
        }
        List<Sql> plain = parts.stream().map(part -> plain(part, span)).toList();
        Kind kind = null;
        for (Sql part : plain) {
            kind = part.kind() == Kind.NULL || part.kind() == Kind.PARAMETER ? kind : join(kind, part.kind());
        }
        Kind target = target(plain, kind);
        return plain.stream().map(part -> to(target, part, span)).toList();
    }

    /**
     * The type that holds the values of all parts.
     *
     * @param known that of the parts whose type is known, or null
     */
    private static Kind target(List<Sql> parts, Kind known) {
        boolean hasParameter = parts.stream().anyMatch(part -> part.kind() == Kind.PARAMETER);
        if (known == null) {
            return hasParameter ? Kind.DYNAMIC : Kind.NULL;
        }
        boolean several =
                parts.stream().filter(part -> part.kind() != Kind.NULL).count() > 1;
        // PostgreSQL would make one type of an integer and a real, and a parameter may be either
        return (hasParameter && known.isNumber()) || (several && known == Kind.ANY_NUMBER) ? Kind.NUMBER : known;
    }

    private static boolean sameColumnType(List<Sql> parts) {
        Sql first = null;
        for (Sql part : parts) {
            if (part.kind() == Kind.NULL) {
                continue;
            }
            boolean typed = part.coded() || part.kind() == Kind.BOOLEAN;
            if (!typed || (first != null && !sameType(first, part))) {
                return false;
            }
            first = part;
        }
        return first != null;
    }

    /** Whether two expressions are of the same column type, so that their raw values are the same stored values. */
    static boolean sameType(Sql a, Sql b) {
        if (a.coded() && b.coded()) {
            return a.column() != null
                    && b.column() != null
                    && a.column().codec().name().equals(b.column().codec().name());
        }
        return !a.coded() && !b.coded() && a.kind() == b.kind();
    }

    private static Kind join(Kind a, Kind b) {
        if (a == null || a == b) {
            return b;
        }
        if (a.isNumber() && b.isNumber()) {
            return a == Kind.ANY_NUMBER || b == Kind.ANY_NUMBER ? Kind.ANY_NUMBER : Kind.NUMBER;
        }
        return Kind.DYNAMIC;
    }

    /** The expression as the type, which {@link #unify} has found. */
    Sql to(Kind kind, Sql part, Span span) {
        if (part.kind() == kind || kind == Kind.NULL) {
            return part;
        }
        if (part.kind() == Kind.NULL) {
            return part;
        }
        if (part.isParameter() && kind != Kind.DYNAMIC) {
            return parameter(part.parameter(), kind);
        }
        return switch (kind) {
            case NUMBER -> numeric(part, span);
            case DYNAMIC -> dynamic(part, span);
            default -> part;
        };
    }

    /** A parameter beside values of one type. */
    private Sql parameter(int parameter, Kind kind) {
        return switch (kind) {
            case NUMBER -> Sql.atom(kind, rendering.mark(parameter, ValueParameter.NUMBER) + "::numeric");
            case BLOB -> Sql.atom(kind, rendering.mark(parameter, ValueParameter.BLOB) + "::bytea");
            default -> Sql.atom(kind, rendering.mark(parameter, TextParameter.EXACT) + "::text");
        };
    }

    /** Of a unified list, what the whole is: its type, and its column where all show one column type. */
    static Sql like(List<Sql> parts, String text) {
        Sql model = null;
        boolean sameColumn = true;
        boolean nullable = false;
        for (Sql part : parts) {
            nullable |= part.nullable() || part.kind() == Kind.NULL;
            if (part.kind() == Kind.NULL || (part.kind() == Kind.PARAMETER && model != null)) {
                continue;
            }
            if (model != null && model.kind() != Kind.PARAMETER) {
                sameColumn &= sameType(model, part) && model.column() != null && part.column() != null;
                continue;
            }
            model = part;
        }
        if (model == null) {
            return Sql.atom(Kind.NULL, text);
        }
        boolean coded = model.coded();
        return new Sql(
                text,
                true,
                model.kind() == Kind.PARAMETER ? Kind.PARAMETER : model.kind(),
                null,
                null,
                false,
                model.form(),
                coded && sameColumn ? model.column() : coded ? model.column() : null,
                nullable,
                parts.stream().anyMatch(Sql::wide),
                null,
                0);
    }
}
