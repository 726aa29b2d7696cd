package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Walker;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a query reads: the application's tables, SQLite's catalogue, values that only the connection knows. A query of the
 * catalogue, or of nothing, can be answered by SQLite itself over the schema without rows.
 */
public final class Catalogue extends Walker {
    private static final Set<String> OF_THE_CONNECTION = Set.of("changes", "total_changes", "last_insert_rowid");

    private final Set<String> ctes = new HashSet<>();
    private boolean catalogue;
    private boolean tables;
    private boolean connection;

    private Catalogue() {}

    private static Catalogue of(Select select) {
        Catalogue reads = new Catalogue();
        reads.select(select);
        return reads;
    }

    /** Whether the query reads SQLite's catalogue and nothing else. */
    static boolean isReadBy(Select select) {
        Catalogue reads = of(select);
        return reads.catalogue && !reads.tables && !reads.connection;
    }

    /** Whether the query reads no table at all, so that it gives the same on any database of SQLite. */
    public static boolean isFreeOfTables(Select select) {
        Catalogue reads = of(select);
        return !reads.tables && !reads.connection;
    }

    static boolean isMaster(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema" -> true;
            default -> false;
        };
    }

    @Override
    public void with(Select.With with) {
        with.ctes().forEach(cte -> ctes.add(cte.name().toLowerCase(Locale.ROOT)));
        super.with(with);
    }

    @Override
    public void table(From.Table table) {
        String name = table.name().toLowerCase(Locale.ROOT);
        if (isMaster(name) || name.startsWith("pragma_")) {
            catalogue = true;
        } else if (table.arguments() == null && !(table.schema() == null && ctes.contains(name))) {
            tables = true;
        }
        super.table(table);
    }

    @Override
    public void expr(Expr expr) {
        connection |= expr instanceof Expr.Call call
                && OF_THE_CONNECTION.contains(call.name().toLowerCase(Locale.ROOT));
        super.expr(expr);
    }
}
