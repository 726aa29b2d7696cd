package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Span;
import java.util.ArrayList;
import java.util.List;

/** Renders functions of text and blobs. */
final class TextFunctions {
    private final Conversions conversions;

    TextFunctions(Conversions conversions) {
        this.conversions = conversions;
    }

    /** The call, or null where it is none of these. */
    Sql render(String name, List<Sql> arguments, Span span) {
        int count = arguments.size();
        switch (name) {
            case "upper", "lower":
                return count != 1 ? null : fold(name, arguments.get(0), span);
            case "length":
                return count != 1 ? null : length(arguments.get(0), span);
            case "octet_length":
                return count != 1 ? null : integer("octet_length(" + binary(arguments.get(0), span) + ")");
            case "substr", "substring":
                return count < 2 || count > 3 ? null : substr(arguments, span);
            case "instr":
                return count != 2 ? null : instr(arguments, span);
            case "replace":
                return count != 3 ? null : text("replace(" + texts(arguments, span) + ")");
            case "trim", "ltrim", "rtrim":
                return count < 1 || count > 2 ? null : trim(name, arguments, span);
            case "hex":
                return count != 1
                        ? null
                        : text("COALESCE(upper(encode(" + binary(arguments.get(0), span) + ", 'hex')), '')");
            case "unicode":
                return count != 1 ? null : integer("NULLIF(ascii(" + one(arguments, span) + "), 0)");
            case "char":
                return characters(arguments, span);
            case "quote":
                return count != 1 ? null : quote(arguments.get(0), span);
            case "concat":
                return count < 1 ? null : concat(arguments, span);
            case "concat_ws":
                return count < 2 ? null : text("concat_ws(" + texts(arguments, span) + ")");
            case "printf", "format":
                return count < 1 ? null : printf(arguments, span);
            case "zeroblob":
                return count != 1
                        ? null
                        : Sql.atom(
                                Kind.BLOB,
                                "decode(repeat('00', GREATEST("
                                        + conversions
                                                .whole(arguments.get(0), span)
                                                .text() + ", 0)::int), 'hex')");
            case "randomblob":
                return count != 1
                        ? null
                        : Sql.atom(
                                Kind.BLOB,
                                "shadow.sq_randomblob("
                                        + Conversions.wide(conversions.whole(arguments.get(0), span))
                                                .text() + ")");
            default:
                return null;
        }
    }

    private static Sql text(String text) {
        return Sql.atom(Kind.TEXT, text);
    }

    private static Sql integer(String text) {
        return Sql.atom(Kind.INTEGER, text + "::bigint");
    }

    private String one(List<Sql> arguments, Span span) {
        return conversions.text(arguments.get(0), span).text();
    }

    private String texts(List<Sql> arguments, Span span) {
        List<String> texts = new ArrayList<>();
        for (Sql argument : arguments) {
            texts.add(conversions.text(argument, span).text());
        }
        return String.join(", ", texts);
    }

    private Sql fold(String name, Sql argument, Span span) {
        Sql text = conversions.text(argument, span);
        return text(name + "(" + text.operand() + " COLLATE \"C\")").withNullable(text.nullable());
    }

    private Sql length(Sql argument, Span span) {
        Sql value = conversions.plain(argument, span);
        String function = value.kind() == Kind.BLOB
                ? "octet_length(" + value.text() + ")"
                : "length(" + conversions.text(value, span).text() + ")";
        return integer(function).withNullable(argument.nullable());
    }

    private String binary(Sql argument, Span span) {
        Sql value = conversions.plain(argument, span);
        return value.kind() == Kind.BLOB
                ? value.text()
                : "convert_to(" + conversions.text(value, span).text() + ", 'UTF8')";
    }

    private Sql substr(List<Sql> arguments, Span span) {
        Sql value = conversions.plain(arguments.get(0), span);
        if (value.kind() == Kind.BLOB) {
            throw new Refusal("substr() of a blob", span, "Cut it in the application.");
        }
        Sql text = conversions.text(value, span);
        boolean simple = arguments.get(1).constant() instanceof Long start
                && start > 0
                && start < 1_000_000_000
                && (arguments.size() == 2
                        || (arguments.get(2).constant() instanceof Long length
                                && length >= 0
                                && length < 1_000_000_000));
        List<String> parts = new ArrayList<>(List.of(text.text()));
        for (Sql number : arguments.subList(1, arguments.size())) {
            Sql whole = conversions.whole(number, span);
            parts.add(simple ? whole.text() : Conversions.wide(whole).text());
        }
        String name = simple ? "substr" : "shadow.sq_substr";
        boolean nullable = arguments.stream().anyMatch(argument -> argument.nullable() || argument.isParameter());
        return text(name + "(" + String.join(", ", parts) + ")").withNullable(nullable);
    }

    private Sql instr(List<Sql> arguments, Span span) {
        for (Sql argument : arguments) {
            if (conversions.plain(argument, span).kind() == Kind.BLOB) {
                throw new Refusal("instr() of a blob", span, "Search it in the application.");
            }
        }
        return integer("strpos(" + texts(arguments, span) + ")");
    }

    private Sql trim(String name, List<Sql> arguments, Span span) {
        String function = name.equals("trim") ? "btrim" : name;
        String characters = arguments.size() == 1 ? ", ' '" : "";
        return text(function + "(" + texts(arguments, span) + characters + ")")
                .withNullable(arguments.stream().anyMatch(argument -> argument.nullable() || argument.isParameter()));
    }

    private Sql characters(List<Sql> arguments, Span span) {
        List<String> parts = new ArrayList<>();
        for (Sql argument : arguments) {
            if (!(argument.constant() instanceof Long code) || code < 1 || code > 0x10FFFF) {
                throw new Refusal("char() of something that is no literal", span, "Build the text in the application.");
            }
            parts.add("chr(" + code + ")");
        }
        return parts.isEmpty() ? Conversions.literal("") : text("(" + String.join(" || ", parts) + ")");
    }

    private Sql quote(Sql argument, Span span) {
        Sql value = conversions.plain(argument, span);
        String quoted = switch (value.kind()) {
            case NULL -> "'NULL'";
            case INTEGER -> value.operand() + "::text";
            case BLOB -> "'X''' || upper(encode(" + value.text() + ", 'hex')) || ''''";
            case TEXT -> "'''' || replace(" + value.text() + ", '''', '''''') || ''''";
            case PARAMETER, DYNAMIC ->
                throw new Refusal("quote() of a value of unknown type", span, "Quote it in the application.");
            default -> conversions.text(value, span).text();
        };
        return text("COALESCE(" + quoted + ", 'NULL')").withNullable(false);
    }

    private Sql concat(List<Sql> arguments, Span span) {
        List<String> parts = new ArrayList<>();
        for (Sql argument : arguments) {
            parts.add(conversions.text(argument, span).text());
        }
        return text("concat(" + String.join(", ", parts) + ")").withNullable(false);
    }

    private Sql printf(List<Sql> arguments, Span span) {
        List<String> parts = new ArrayList<>();
        for (Sql argument : arguments.subList(1, arguments.size())) {
            parts.add(conversions.text(argument, span).text());
        }
        if (arguments.get(0).constant() instanceof String format
                && format.matches("(?s).*%[^%a-zA-Z]*[qQwznpeEgGo].*")) {
            throw new Refusal(
                    "printf() with %q, %Q, %w, %p, %e, %g or %o", span, "Format the value in the application.");
        }
        return text("shadow.sq_printf(" + one(arguments, span) + ", ARRAY[" + String.join(", ", parts) + "]::text[])");
    }
}
