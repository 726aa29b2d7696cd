package io.shadowjdbc.dialect;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

/**
 * A trigger for each row, and the function that it calls.
 *
 * @param schema of the table, which receives the function too
 * @param function the function's name
 * @param trigger the trigger's name
 * @param event what follows the trigger's name: {@code BEFORE INSERT OR UPDATE}
 * @param table the table or view
 * @param body from DECLARE or BEGIN to END
 */
public record TriggerFunction(String schema, String function, String trigger, String event, String table, String body) {

    /** Three statements, which PostgreSQL runs as one; they may be repeated. */
    public String sql() {
        String name = quote(schema) + "." + quote(function);
        String onTable = quote(trigger) + " ON " + quote(schema) + "." + quote(table);
        String tag = "$trigger$";
        for (int i = 2; body.contains(tag); i++) {
            tag = "$trigger" + i + "$";
        }
        // a session may have a search_path of its own; a column may be called as a variable of PL/pgSQL is
        return "CREATE OR REPLACE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql SET search_path = "
                + quote(schema) + ", pg_temp AS " + tag + "\n#variable_conflict use_column\n" + body + " " + tag
                + ";\nDROP TRIGGER IF EXISTS " + onTable + ";\nCREATE TRIGGER " + quote(trigger) + " " + event + " ON "
                + quote(schema) + "." + quote(table)
                + " FOR EACH ROW EXECUTE FUNCTION " + name + "()";
    }
}
