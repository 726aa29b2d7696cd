package io.shadowjdbc.dialect;

import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.postgresql.Definitions;
import io.shadowjdbc.dialect.postgresql.Refusal;
import io.shadowjdbc.schema.Definition;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteNames;
import java.util.List;
import java.util.Map;

/**
 * A statement that changes the schema: CREATE, ALTER or DROP. SQLite runs it on its own catalogue first; what it has become
 * there, together with the text, says what PostgreSQL has to do. Immutable.
 *
 * @param sql the text that the statement was parsed from
 */
public record SchemaStatement(String sql, Statement statement) {

    /** The table that it is about as it is called afterwards; null for a view or an index that does not exist. */
    public String table(SchemaMap before) {
        if (statement instanceof Statement.Alter alter && alter.change() instanceof Statement.RenameTable rename) {
            return rename.name();
        }
        return formerTable(before);
    }

    /** The table that it is about as it was called before. */
    public String formerTable(SchemaMap before) {
        if (statement instanceof Statement.CreateTable table) {
            return table.table().name();
        } else if (statement instanceof Statement.CreateIndex index) {
            return index.table();
        } else if (statement instanceof Statement.Alter alter) {
            return alter.table().name();
        } else if (statement instanceof Statement.CreateView view) {
            return view.view().name();
        } else if (statement instanceof Statement.Drop drop) {
            return drop.type().equals("INDEX") ? tableOf(drop.name(), before) : drop.name();
        }
        return null;
    }

    private static String tableOf(String index, SchemaMap map) {
        return map.definitions().stream()
                .filter(each -> each.type().equals("index") && SqliteNames.same(each.name(), index))
                .map(Definition::table)
                .findFirst()
                .orElse(null);
    }

    public boolean isAddColumn() {
        return statement instanceof Statement.Alter alter && alter.change() instanceof Statement.AddColumn;
    }

    /** For renamed columns, the name before by the name afterwards. */
    public Map<String, String> formerColumns() {
        return statement instanceof Statement.Alter alter && alter.change() instanceof Statement.RenameColumn rename
                ? Map.of(rename.to(), rename.from())
                : Map.of();
    }

    /**
     * What PostgreSQL has to do, in order.
     *
     * @param enforced whether the application has foreign keys switched on
     * @throws UntranslatableException if it can't
     */
    public List<String> toPostgresql(SchemaMap before, SchemaMap after, boolean enforced)
            throws UntranslatableException {
        try {
            return new Definitions(sql, before, after, enforced).render(statement);
        } catch (Refusal e) {
            throw new UntranslatableException(e.construct(), e.advice());
        }
    }
}
