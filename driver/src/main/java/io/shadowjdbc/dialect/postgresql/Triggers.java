package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.SqliteTrigger;
import io.shadowjdbc.dialect.TriggerBody;
import io.shadowjdbc.dialect.TriggerFunction;
import io.shadowjdbc.dialect.UntranslatableException;
import io.shadowjdbc.dialect.ast.Span;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.Definition;
import io.shadowjdbc.schema.SchemaMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Brings triggers along with a change of the schema: SQLite rewrites them where a name changes, and drops them with their table. */
final class Triggers {
    /** SQLite fires the trigger that was created last first, PostgreSQL goes by name. */
    private static final int LAST_TURN = 999_999;

    private final SchemaMap before;
    private final SchemaMap after;

    Triggers(SchemaMap before, SchemaMap after) {
        this.before = before;
        this.after = after;
    }

    private static List<Definition> triggers(SchemaMap map) {
        return map.definitions().stream()
                .filter(each -> each.type().equals("trigger"))
                .toList();
    }

    /** Drops the triggers that are gone, or are made anew. */
    List<String> gone() {
        List<Definition> kept = triggers(after);
        List<String> statements = new ArrayList<>();
        for (Definition trigger : triggers(before)) {
            if (!kept.contains(trigger)) {
                before.table(trigger.table())
                        .ifPresent(table -> statements.add("DROP FUNCTION IF EXISTS "
                                + Quote.name(table.postgresqlSchema()) + "."
                                + Quote.name(function(table.postgresqlName(), trigger.name())) + "() CASCADE"));
            }
        }
        return statements;
    }

    private static String function(String table, String trigger) {
        return table + "_" + trigger;
    }

    /** Makes the triggers that are new, or have changed. */
    List<String> made(Span span) {
        List<Definition> known = triggers(before);
        List<String> statements = new ArrayList<>();
        for (Definition trigger : triggers(after)) {
            if (!known.contains(trigger)) {
                statements.add(create(trigger, span));
            }
        }
        return statements;
    }

    private String create(Definition trigger, Span span) {
        SqliteTrigger parts;
        try {
            parts = SqliteTrigger.translate(trigger.sql(), after);
        } catch (UntranslatableException e) {
            throw new Refusal("trigger " + trigger.name() + ": " + e.getMessage(), span, "Write it by hand.");
        }
        boolean computes = parts.table().columns().stream().anyMatch(ColumnMap::generated);
        if (parts.timing().equals("INSTEAD OF") || (parts.timing().equals("BEFORE") && computes)) {
            throw new Refusal(
                    "a trigger " + parts.timing() + (computes ? " on a table with generated columns" : ""),
                    span,
                    "Create it on SQLite and migrate, or by hand on PostgreSQL.");
        }
        if (parts.ignores() && parts.timing().equals("AFTER")) {
            throw new Refusal("RAISE(IGNORE) in an AFTER trigger", span, "Raise in a BEFORE trigger.");
        }
        List<Definition> all = triggers(after);
        int turn = LAST_TURN - all.indexOf(trigger);
        String columns = parts.columns().isEmpty()
                ? ""
                : " OF " + parts.columns().stream().map(Quote::name).collect(Collectors.joining(", "));
        String function = function(parts.table().postgresqlName(), parts.name());
        return new TriggerFunction(
                        parts.table().postgresqlSchema(),
                        function,
                        String.format(Locale.ROOT, "t%06d_%s", turn, parts.name()),
                        parts.timing() + " " + parts.event() + columns,
                        parts.table().postgresqlName(),
                        TriggerBody.of(parts, function, false, !parts.writes().isEmpty()))
                .sql();
    }
}
