package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.From;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import io.shadowjdbc.dialect.postgresql.Selects.Output;
import io.shadowjdbc.dialect.postgresql.Selects.Query;
import io.shadowjdbc.schema.SchemaMap;
import java.util.ArrayList;
import java.util.List;

/** Renders the query of one of SQLite's views. */
final class Views {
    private Views() {}

    /** @param table where a statement names the view, which the map knows */
    static Query render(From.Table table, SchemaMap map) {
        String sql = map.view(table.name()).orElseThrow();
        try {
            if (!(SqliteParser.parse(sql).get(0) instanceof Statement.CreateView view)) {
                throw new Refusal("view " + table.name(), table.span(), "Its definition is no CREATE VIEW.");
            }
            // a view has a text of its own, and sees no name of the statement that uses it
            Query query = new Expressions(new Rendering(sql, map)).selects().inner(view.select(), null);
            return view.columns().isEmpty() ? query : named(query, view.columns());
        } catch (ParseException e) {
            throw new Refusal("view " + table.name() + " (" + e.getMessage() + ")", table.span(), "Query its tables.");
        } catch (Refusal e) {
            throw new Refusal(e.construct() + " in view " + table.name(), table.span(), e.advice());
        }
    }

    private static Query named(Query query, List<String> names) {
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < query.outputs().size(); i++) {
            Output output = query.outputs().get(i);
            outputs.add(new Output(names.get(i), output.name(), output.sql()));
        }
        return new Query(query.text(), outputs, query.atMostOneRow());
    }
}
