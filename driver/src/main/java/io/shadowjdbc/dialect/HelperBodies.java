package io.shadowjdbc.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The helper functions as their script defines them, as far as one is a single expression over its parameters. */
final class HelperBodies {
    /** A function's definition, with the line {@code -- the same: expression} that may stand before one of PL/pgSQL. */
    private static final Pattern DEFINITION = Pattern.compile(
            "(?:-- the same: ([^\\n]+)\\n)?CREATE OR REPLACE FUNCTION shadow\\.(\\w+)\\(([^)]*)\\) RETURNS ([\\w.\\[\\]]+)"
                    + " LANGUAGE (\\w+)([^$]*?)AS\\s*\\$\\$(.*?)\\$\\$;",
            Pattern.DOTALL);

    /** FROM as a part of a function's syntax, and not of a query. */
    private static final Pattern HARMLESS_FROM = Pattern.compile("(?:extract\\(\\w+|substring\\(\\w+) (?i:from) ");

    private static final Pattern QUERY = Pattern.compile("(?i)\\b(?:from|select)\\b");

    private static final Map<String, List<Body>> BODIES = read(HelperFunctions.body());

    /**
     * One function of a name.
     *
     * @param types of the parameters, as {@link HelperTypes} calls them
     * @param returns its result's type
     * @param strict whether it gives null where an argument is null
     * @param expression over the parameters' names; null where it is more than an expression
     */
    record Body(List<String> names, List<String> types, String returns, boolean strict, String expression) {}

    private HelperBodies() {}

    /** The functions of this name; empty where there is none. */
    static List<Body> of(String name) {
        return BODIES.getOrDefault(name, List.of());
    }

    private static Map<String, List<Body>> read(String script) {
        Map<String, List<Body>> bodies = new HashMap<>();
        Matcher definition = DEFINITION.matcher(script);
        while (definition.find()) {
            List<String> names = new ArrayList<>();
            List<String> types = new ArrayList<>();
            for (String parameter : definition.group(3).split(",")) {
                if (!parameter.isBlank()) {
                    String[] words = parameter.trim().split(" ", 2);
                    names.add(words[0]);
                    types.add(HelperTypes.canonical(words[1]));
                }
            }
            String expression = definition.group(1) != null
                    ? definition.group(1)
                    : definition.group(5).equals("sql")
                            ? expression(definition.group(7).trim())
                            : null;
            bodies.computeIfAbsent(definition.group(2), key -> new ArrayList<>())
                    .add(new Body(
                            names,
                            types,
                            HelperTypes.canonical(definition.group(4)),
                            definition.group(6).contains("STRICT"),
                            expression));
        }
        return bodies;
    }

    private static String expression(String body) {
        if (!body.startsWith("SELECT ")) {
            return null;
        }
        String expression = body.substring("SELECT ".length());
        return QUERY.matcher(HARMLESS_FROM.matcher(expression).replaceAll("")).find() ? null : expression;
    }
}
