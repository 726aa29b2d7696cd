package io.shadowjdbc.migrator.source;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Statement.Check;
import io.shadowjdbc.dialect.ast.Statement.ColumnDef;
import io.shadowjdbc.dialect.ast.Statement.Constraint;
import io.shadowjdbc.dialect.ast.Statement.CreateTable;
import io.shadowjdbc.dialect.ast.Statement.ForeignKey;
import io.shadowjdbc.dialect.ast.Statement.Generated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a CREATE TABLE says that SQLite's pragmas do not tell.
 *
 * @param checks the conditions of its CHECK constraints
 * @param generated the expressions of its generated columns
 * @param deferred for each foreign key, in order, whether it is checked at commit only
 */
record TableConstraints(List<Expr> checks, Map<String, Expr> generated, List<Boolean> deferred) {

    static TableConstraints of(CreateTable create) {
        TableConstraints found = new TableConstraints(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        if (create != null) {
            for (ColumnDef column : create.columns()) {
                column.constraints().forEach(constraint -> found.add(column.name(), constraint));
            }
            create.constraints().forEach(constraint -> found.add(null, constraint));
        }
        return found;
    }

    private void add(String column, Constraint constraint) {
        if (constraint instanceof Check check) {
            checks.add(check.expr());
        } else if (constraint instanceof Generated computed) {
            generated.put(column, computed.expr());
        } else if (constraint instanceof ForeignKey key) {
            String actions = String.join(" ", key.actions()).toUpperCase(Locale.ROOT);
            deferred.add(actions.contains("INITIALLY DEFERRED") && !actions.contains("NOT DEFERRABLE"));
        }
    }
}
