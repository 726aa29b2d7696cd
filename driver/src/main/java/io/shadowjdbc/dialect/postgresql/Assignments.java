package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.ColumnMap;
import java.util.Locale;
import java.util.Optional;

/** Turns a value into what a column stores: by its affinity on SQLite, then by its codec. What does not fit is refused. */
final class Assignments {
    private final Rendering rendering;
    private final Conversions conversions;

    Assignments(Rendering rendering, Conversions conversions) {
        this.rendering = rendering;
        this.conversions = conversions;
    }

    String assign(Sql value, ColumnMap column, Span span) {
        if (value.isParameter()) {
            return rendering.mark(value.parameter(), ColumnParameter.assigned(column));
        }
        if (value.kind() == Kind.NULL) {
            return "NULL";
        }
        if (value.isConstant()) {
            return constant(value.constant(), column, span);
        }
        boolean same = value.column() != null
                && value.column().codec().name().equals(column.codec().name())
                && (value.coded() || value.kind() == Kind.BOOLEAN);
        return same ? value.text() : computed(value, column, span);
    }

    private String constant(Object constant, ColumnMap column, Span span) {
        Object stored = column.affinity().apply(constant);
        Optional<String> literal = LiteralFields.literal(column.codec(), stored);
        if (literal.isPresent()) {
            return literal.get();
        }
        throw misfit(column, span);
    }

    private static Refusal misfit(ColumnMap column, Span span) {
        return new Refusal(
                "a value that column " + column.sqliteName() + " can't hold on PostgreSQL",
                span,
                "Its type there is " + column.codec().postgresqlType() + "; store a value of that type, or migrate the"
                        + " column with another one.");
    }

    private String computed(Sql original, ColumnMap column, Span span) {
        StoredForm form = StoredForm.of(column);
        if (form.kind() == Kind.BOOLEAN && form.natural()) {
            if (original.kind() == Kind.BOOLEAN && !original.coded()) {
                return original.text();
            }
            Sql value = conversions.plain(original, span);
            return "shadow.sq_store_boolean(" + storedNumber(value, column, span) + ")";
        }
        Sql value = conversions.plain(original, span);
        if (form.encode() == null) {
            throw misfit(column, span);
        }
        if (form.numeric()) {
            return number(value, form, column, span);
        }
        return switch (form.kind()) {
            case TEXT -> form.encode().apply(storedText(value, form, column, span));
            case DYNAMIC -> {
                if (value.kind() == Kind.BLOB) {
                    throw misfit(column, span);
                }
                boolean tagged = LiteralFields.baseType(column.codec()).equals("bytea");
                Sql whole = tagged ? conversions.dynamic(value, span) : conversions.text(value, span);
                yield form.encode().apply(whole.text());
            }
            case INTEGER -> form.encode().apply("shadow.sq_store_integer(" + storedNumber(value, column, span) + ")");
            case BLOB -> {
                if (value.kind() != Kind.BLOB) {
                    throw misfit(column, span);
                }
                yield form.encode().apply(value.text());
            }
            default -> throw misfit(column, span);
        };
    }

    private String storedText(Sql value, StoredForm form, ColumnMap column, Span span) {
        // a blob stays one in a column of text
        boolean blob = value.kind() == Kind.BLOB;
        if (blob || (value.kind() != Kind.TEXT && column.affinity() != Affinity.TEXT)) {
            throw misfit(column, span);
        }
        Sql text = conversions.text(value, span);
        boolean keepsText = column.affinity() == Affinity.TEXT || column.affinity() == Affinity.BLOB;
        // SQLite makes a number of text that looks like one; PostgreSQL's dates and UUIDs refuse it by themselves
        boolean takesAll = form.natural() || !form.comparable();
        return keepsText || !takesAll ? text.operand() : "shadow.sq_store_text(" + text.text() + ")";
    }

    private String storedNumber(Sql value, ColumnMap column, Span span) {
        if (value.kind() == Kind.BLOB || value.kind() == Kind.PARAMETER) {
            throw misfit(column, span);
        }
        if (value.kind() == Kind.TEXT || value.kind() == Kind.DYNAMIC) {
            return "shadow.sq_store_number(" + value.text() + ")";
        }
        return Conversions.wide(value).text();
    }

    private String number(Sql value, StoredForm form, ColumnMap column, Span span) {
        String type = LiteralFields.baseType(column.codec());
        String number = storedNumber(value, column, span);
        if (type.equals("numeric") || type.equals("decimal")) {
            boolean exact = value.kind() == Kind.INTEGER;
            String numeric = exact ? number + "::numeric" : "shadow.sq_number(" + number + ")";
            return "shadow.sq_store_numeric(" + numeric + ", " + scale(column) + ")";
        }
        if (form.kind() == Kind.INTEGER) {
            return value.kind() == Kind.INTEGER ? value.text() : "shadow.sq_store_integer(" + number + ")";
        }
        if (value.kind() == Kind.REAL) {
            return value.text();
        }
        // a column of REAL affinity makes a double of it on SQLite too
        return column.affinity() == Affinity.REAL
                ? "(" + number + ")::float8"
                : "shadow.sq_store_real((" + number + ")::numeric)";
    }

    /** The digits after the point that the column's type keeps; -1 for all. */
    private static int scale(ColumnMap column) {
        String type = column.codec().postgresqlType().toLowerCase(Locale.ROOT);
        int comma = type.indexOf(',');
        if (comma > 0) {
            return Integer.parseInt(type.substring(comma + 1, type.indexOf(')')).trim());
        }
        return type.indexOf('(') > 0 ? 0 : -1;
    }
}
