package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.parser.Token;
import io.shadowjdbc.dialect.parser.TokenType;
import java.util.List;

/**
 * A SELECT without the LIMIT at its end: which rows it cuts off is open where rows tie, so only all of them can be
 * compared.
 *
 * @param sql the text without LIMIT and OFFSET
 * @param parameters how many of the statement's parameters are left, the first ones
 */
public record Uncut(String sql, int parameters) {

    /** Null where there is no LIMIT, or it can't be taken away without renumbering parameters. */
    static Uncut of(Select select, String sql, List<Token> tokens) {
        if (select.limit() == null) {
            return null;
        }
        int keyword = -1;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("LIMIT")
                    && tokens.get(i).end() <= select.limit().span().start()) {
                keyword = i;
            }
        }
        if (keyword < 0) {
            return null;
        }
        int kept = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.type() == TokenType.PARAMETER) {
                if (!token.value().equals("?")) {
                    return null;
                }
                kept += i < keyword ? 1 : 0;
            }
        }
        return new Uncut(sql.substring(0, tokens.get(keyword).start()), kept);
    }
}
