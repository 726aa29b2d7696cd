package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** SQLite's schema table, as far as the schema map can show it: the names of tables. */
final class Catalogue {
    private Catalogue() {}

    static boolean isMaster(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sqlite_master", "sqlite_schema" -> true;
            default -> false;
        };
    }

    /** The tables as rows of type, name and tbl_name. */
    static String master(Rendering rendering, From.Table table, Scope scope) {
        String alias = table.alias() == null ? table.name() : table.alias();
        String prefix = Quote.name(alias);
        List<String> rows = new ArrayList<>();
        for (TableMap known : rendering.map().tables()) {
            String name = Quote.string(known.sqliteName());
            rows.add("('table', " + name + ", " + name + ")");
        }
        List<Scope.Column> columns = new ArrayList<>();
        for (String name : List.of("type", "name", "tbl_name")) {
            columns.add(new Scope.Column(name, Sql.atom(Kind.TEXT, prefix + "." + Quote.name(name)), false));
        }
        scope.sources().add(new Scope.Source(alias, prefix, null, columns));
        String values = rows.isEmpty()
                ? "SELECT ''::text, ''::text, ''::text WHERE FALSE"
                : "VALUES " + String.join(", ", rows);
        return "(" + values + ") AS " + prefix + "(\"type\", \"name\", \"tbl_name\")";
    }
}
