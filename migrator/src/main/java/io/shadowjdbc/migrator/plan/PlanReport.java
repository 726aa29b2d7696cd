package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan as text, as SQL and as figures. */
public final class PlanReport {
    private PlanReport() {}

    /** The mapping as tables, and the notes. */
    public static String text(MigrationPlan plan) {
        StringBuilder text = new StringBuilder();
        for (TableMap table : plan.map().tables()) {
            TableCensus census = plan.census().get(table.sqliteName());
            text.append("table ").append(quote(table.sqliteName())).append(" -> ");
            text.append(quote(table.postgresqlSchema())).append('.').append(quote(table.postgresqlName()));
            text.append(String.format(Locale.ROOT, ", %,d rows%n", census.rows()));
            List<String[]> rows = new ArrayList<>();
            rows.add(new String[] {"column", "declared", "PostgreSQL", "type", "codec", "reason"});
            for (ColumnMap column : table.columns()) {
                rows.add(new String[] {
                    column.sqliteName(),
                    column.declaredType(),
                    column.postgresqlName(),
                    column.codec().postgresqlType(),
                    PostgresqlTypes.withoutType(column.codec()),
                    column.reason()
                });
            }
            append(text, rows);
            text.append(System.lineSeparator());
        }
        notes(text, plan.notes(Note.Kind.REFUSED), "Refused: has to be put right first");
        notes(text, plan.notes(Note.Kind.NOT_CREATED), "Not created on PostgreSQL");
        notes(text, plan.notes(Note.Kind.CHANGED), "Changed on PostgreSQL");
        return text.toString();
    }

    private static void append(StringBuilder text, List<String[]> rows) {
        int[] widths = new int[rows.get(0).length - 1];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(40, row[i].length()));
            }
        }
        for (String[] row : rows) {
            text.append("  ");
            for (int i = 0; i < widths.length; i++) {
                text.append(row[i]).append(" ".repeat(Math.max(0, widths[i] - row[i].length()) + 2));
            }
            text.append(row[widths.length]).append(System.lineSeparator());
        }
    }

    private static void notes(StringBuilder text, List<Note> notes, String title) {
        if (!notes.isEmpty()) {
            text.append(title).append(" (").append(notes.size()).append("):").append(System.lineSeparator());
            notes.forEach(note -> text.append("  ").append(note).append(System.lineSeparator()));
            text.append(System.lineSeparator());
        }
    }

    /** All statements that build the target, in order. */
    public static String sql(MigrationPlan plan) {
        StringBuilder sql = new StringBuilder();
        for (Ddl.Kind kind : Ddl.Kind.values()) {
            for (Ddl ddl : plan.ddl(kind)) {
                sql.append(ddl.sql()).append(";\n");
            }
        }
        return sql.toString();
    }

    /** What the census counted, by table. */
    public static Map<String, Object> census(MigrationPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (TableMap table : plan.map().tables()) {
            json.put(table.sqliteName(), plan.census().get(table.sqliteName()).toJson());
        }
        return json;
    }

    /** Kinds, objects and texts of the notes. */
    public static List<Map<String, Object>> notes(MigrationPlan plan) {
        List<Map<String, Object>> notes = new ArrayList<>();
        for (Note note : plan.notes()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("kind", note.kind().name());
            json.put("object", note.object());
            json.put("text", note.text());
            if (note.definition() != null) {
                json.put("definition", note.definition());
            }
            if (note.suggestion() != null) {
                json.put("suggestion", note.suggestion());
            }
            notes.add(json);
        }
        return notes;
    }
}
