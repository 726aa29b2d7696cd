package io.shadowjdbc.migrator.source;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Statement.Check;
import io.shadowjdbc.dialect.ast.Statement.ColumnDef;
import io.shadowjdbc.dialect.ast.Statement.Constraint;
import io.shadowjdbc.dialect.ast.Statement.CreateTable;
import io.shadowjdbc.dialect.ast.Statement.ForeignKey;
import io.shadowjdbc.dialect.ast.Statement.Generated;
import io.shadowjdbc.dialect.ast.Statement.NotNull;
import io.shadowjdbc.dialect.ast.Statement.PrimaryKey;
import io.shadowjdbc.dialect.ast.Statement.Unique;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a CREATE TABLE says that SQLite's pragmas do not tell.
 *
 * @param checks its CHECK constraints
 * @param generated the expressions of its generated columns
 * @param deferred for each foreign key, in order, whether it is checked at commit only
 * @param conflictClauses constraints with an ON CONFLICT clause that is not the usual one, as written
 */
record TableConstraints(
        List<Check> checks, Map<String, Expr> generated, List<Boolean> deferred, List<String> conflictClauses) {
    private static final Pattern ON_CONFLICT =
            Pattern.compile("\\bON\\s+CONFLICT\\s+(?!ABORT\\b)\\w+", Pattern.CASE_INSENSITIVE);

    /** @param sql the text that the statement was parsed from */
    static TableConstraints of(CreateTable create, String sql) {
        TableConstraints found =
                new TableConstraints(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        if (create != null) {
            for (ColumnDef column : create.columns()) {
                column.constraints().forEach(constraint -> found.add(column.name(), constraint, sql));
            }
            create.constraints().forEach(constraint -> found.add(null, constraint, sql));
        }
        return found;
    }

    private void add(String column, Constraint constraint, String sql) {
        if (constraint instanceof Check check) {
            checks.add(check);
        } else if (constraint instanceof Generated computed) {
            generated.put(column, computed.expr());
        } else if (constraint instanceof ForeignKey key) {
            String actions = String.join(" ", key.actions()).toUpperCase(Locale.ROOT);
            deferred.add(actions.contains("INITIALLY DEFERRED") && !actions.contains("NOT DEFERRABLE"));
        } else if (constraint instanceof PrimaryKey || constraint instanceof Unique || constraint instanceof NotNull) {
            String text = constraint.span().of(sql);
            if (ON_CONFLICT.matcher(text).find()) {
                conflictClauses.add(column == null ? text : column + " " + text);
            }
        }
    }
}
