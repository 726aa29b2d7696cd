package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.HelperBodies.Body;
import io.shadowjdbc.schema.SchemaMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the helper functions that a translation calls as the expressions that they are, for a database in which they are
 * not installed. What is more than an expression is refused by its name.
 */
public final class HelperInlining {
    private static final String PREFIX = "shadow.";

    /** A noncharacter, which no SQL holds. */
    private static final char MARK = '\uFFFE';

    /** An expression doubles with each use of a parameter; what is longer is no longer worth running. */
    private static final int LONGEST = 50_000;

    private static final String ADVICE =
            "Let a role that may CREATE in the database install the functions (shadow-migrator"
                    + " schema), and GRANT USAGE ON SCHEMA shadow to this one.";

    private final HelperTypes types;

    private HelperInlining(HelperTypes types) {
        this.types = types;
    }

    /** A call that can't be inlined. */
    private static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String function) {
            super(function, null, false, false);
        }
    }

    /** The translation without calls of helpers, or that it has no equal without them. */
    public static Translation apply(Translation translation, SchemaMap map) {
        if (translation instanceof Translation.Definition) {
            return new Translation.Untranslatable(
                    "DDL without the schema shadow, which keeps the schema map", 0, ADVICE);
        }
        if (!(translation instanceof Translation.Translated translated)
                || !translated.sql().contains(PREFIX)) {
            return translation;
        }
        try {
            String marked = marked(translated.sql());
            return unmarked(new HelperInlining(new HelperTypes(marked, map)).expand(marked), translated);
        } catch (Missing e) {
            return new Translation.Untranslatable(
                    e.getMessage() + ", which is not installed in this database or may not be used", 0, ADVICE);
        }
    }

    /** The text with a numbered mark for each parameter, so that an expression may use one more than once. */
    private static String marked(String sql) {
        StringBuilder text = new StringBuilder(sql.length());
        int parameters = 0;
        int i = 0;
        while (i < sql.length()) {
            int after = SqlText.afterQuoted(sql, i);
            if (after > i) {
                text.append(sql, i, after);
                i = after;
            } else if (sql.charAt(i) == '?') {
                text.append(MARK).append(parameters++).append(';');
                i++;
            } else {
                text.append(sql.charAt(i++));
            }
        }
        return text.toString();
    }

    private static Translation unmarked(String text, Translation.Translated translated) {
        StringBuilder sql = new StringBuilder(text.length());
        List<Translation.Parameter> parameters = new ArrayList<>();
        int at = 0;
        for (int mark = text.indexOf(MARK); mark >= 0; mark = text.indexOf(MARK, at)) {
            int end = text.indexOf(';', mark);
            sql.append(text, at, mark).append('?');
            parameters.add(translated.parameters().get(Integer.parseInt(text.substring(mark + 1, end))));
            at = end + 1;
        }
        sql.append(text, at, text.length());
        return new Translation.Translated(sql.toString(), parameters, translated.columns());
    }

    private String expand(String sql) {
        if (sql.length() > LONGEST) {
            throw new Missing("a statement with so many functions of schema shadow");
        }
        StringBuilder text = new StringBuilder(sql.length());
        int i = 0;
        while (i < sql.length()) {
            int after = SqlText.afterQuoted(sql, i);
            if (after > i) {
                text.append(sql, i, after);
                i = after;
            } else if (sql.startsWith(PREFIX, i)) {
                int open = sql.indexOf('(', i);
                String name = open < 0 ? sql.substring(i) : sql.substring(i, open);
                if (!name.matches("shadow\\.\\w+")) {
                    throw new Missing(name.replaceFirst("(?s)(shadow\\.\\w*).*", "$1"));
                }
                int close = SqlText.closing(sql, open);
                text.append(call(name, sql.substring(open + 1, close)));
                i = close + 1;
            } else {
                text.append(sql.charAt(i++));
            }
        }
        return text.toString();
    }

    private String call(String name, String list) {
        List<String> arguments = new ArrayList<>();
        if (!list.isBlank()) {
            for (String argument : SqlText.split(list, ",")) {
                arguments.add(expand(argument.trim()));
            }
        }
        Body body = body(name, arguments).orElseThrow(() -> new Missing("function " + name + "()"));
        String expression = substitute(body, arguments);
        if (body.strict() && !arguments.isEmpty()) {
            String nulls = String.join(
                    " OR ",
                    arguments.stream().map(each -> "(" + each + ") IS NULL").toList());
            expression = "CASE WHEN " + nulls + " THEN NULL ELSE " + expression + " END";
        }
        return expand("(" + expression + ")::" + body.returns());
    }

    private Optional<Body> body(String name, List<String> arguments) {
        List<Body> candidates = HelperBodies.of(name.substring(PREFIX.length())).stream()
                .filter(body -> body.names().size() == arguments.size())
                .toList();
        if (candidates.size() > 1) {
            List<String> given = new ArrayList<>();
            arguments.forEach(argument -> given.add(types.of(argument)));
            candidates = HelperTypes.closest(candidates, given);
        }
        return candidates.stream().filter(body -> body.expression() != null).findFirst();
    }

    /** The expression with each name of a parameter replaced by its argument, which is of the parameter's type then. */
    private static String substitute(Body body, List<String> arguments) {
        String expression = body.expression();
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < expression.length()) {
            int after = SqlText.afterQuoted(expression, i);
            int end = after;
            while (end < expression.length() && Character.isJavaIdentifierPart(expression.charAt(end)) && after == i) {
                end++;
            }
            if (end == i) {
                text.append(expression.charAt(i++));
                continue;
            }
            String word = expression.substring(i, end);
            int parameter = body.names().indexOf(word);
            boolean isName = after == i
                    && parameter >= 0
                    && (i == 0 || expression.charAt(i - 1) != '.')
                    && (end == expression.length() || expression.charAt(end) != '(');
            text.append(
                    isName
                            ? "(" + arguments.get(parameter) + ")::"
                                    + body.types().get(parameter)
                            : word);
            i = end;
        }
        return text.toString();
    }
}
