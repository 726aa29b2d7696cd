package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import java.util.List;

/** Splits a text into its statements. Static and safe for threads. */
public final class SqliteScript {
    private SqliteScript() {}

    /** Each statement's own text, at least one; the text as it is where it does not parse. */
    public static List<String> statements(String sql) {
        try {
            List<Statement> statements = SqliteParser.parse(sql);
            return statements.size() < 2
                    ? List.of(sql)
                    : statements.stream().map(each -> each.span().of(sql)).toList();
        } catch (ParseException e) {
            return List.of(sql);
        }
    }
}
