package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import io.shadowjdbc.dialect.postgresql.Catalogue;
import io.shadowjdbc.dialect.postgresql.Refusal;
import io.shadowjdbc.dialect.postgresql.Statements;
import io.shadowjdbc.schema.SchemaMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates SQLite's SQL to PostgreSQL's, so that it gives the same result, or says why it can't. Static, pure and safe
 * for threads. The helper functions that translations call are those of {@link HelperFunctions}.
 */
public final class SqliteToPostgresql {
    private SqliteToPostgresql() {}

    /**
     * Translates one text. Several statements are translated if none of them gives rows or takes parameters.
     *
     * @param map the tables of both sides; a statement over a table that it does not know is refused
     */
    public static Translation translate(String sql, SchemaMap map) {
        try {
            List<Statement> statements = SqliteParser.parse(sql);
            if (statements.isEmpty()) {
                return new Translation.Answered(List.of(), List.of());
            }
            if (statements.size() == 1) {
                return translate(sql, statements.get(0), map);
            }
            return script(sql, statements, map);
        } catch (ParseException e) {
            return new Translation.Untranslatable(
                    "SQL that SQLite's grammar does not know (" + e.getMessage() + ")",
                    e.position(),
                    "Check the statement on SQLite.");
        } catch (Refusal e) {
            return new Translation.Untranslatable(e.construct(), e.position(), e.advice());
        } catch (StackOverflowError e) {
            return new Translation.Untranslatable(
                    "a statement nested too deeply for this thread's stack", 0, "Write it with fewer levels.");
        }
    }

    private static Translation translate(String sql, Statement statement, SchemaMap map) {
        try {
            return Statements.translate(sql, statement, map);
        } catch (Refusal e) {
            if (statement instanceof Statement.Query query && Catalogue.isFreeOfTables(query.select())) {
                // what reads no table gives the same wherever SQLite runs it
                return new Translation.Local(null, null);
            }
            throw e;
        }
    }

    private static Translation script(String sql, List<Statement> statements, SchemaMap map) {
        List<String> texts = new ArrayList<>();
        for (Statement statement : statements) {
            Translation translation = Statements.translate(sql, statement, map);
            if (translation instanceof Translation.Translated translated
                    && translated.columns().isEmpty()
                    && translated.parameters().isEmpty()) {
                texts.add(translated.sql());
            } else if (!(translation instanceof Translation.Answered answered)
                    || !answered.labels().isEmpty()) {
                return new Translation.Untranslatable(
                        "several statements of which one gives rows or takes parameters",
                        statement.span().start(),
                        "Send the statements one by one.");
            }
        }
        return texts.isEmpty()
                ? new Translation.Answered(List.of(), List.of())
                : new Translation.Translated(String.join(";\n", texts), List.of(), List.of());
    }
}
