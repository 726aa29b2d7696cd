package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.parser.Lexer;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.schema.Definition;
import java.util.Locale;

/** Tables to whose rows SQLite never gives a key twice. */
public final class Autoincrement {
    private static final String KEYWORD = "AUTOINCREMENT";

    private Autoincrement() {}

    /** Whether a definition is that of such a table. In a comment, a name or a text the word says nothing. */
    public static boolean isDeclared(Definition definition) {
        if (!definition.type().equals("table")
                || !definition.sql().toUpperCase(Locale.ROOT).contains(KEYWORD)) {
            return false;
        }
        try {
            return Lexer.tokenize(definition.sql()).tokens().stream().anyMatch(token -> token.is(KEYWORD));
        } catch (ParseException e) {
            throw new IllegalStateException("SQLite has accepted what the lexer does not: " + definition.name(), e);
        }
    }
}
