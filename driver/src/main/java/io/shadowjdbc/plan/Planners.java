package io.shadowjdbc.plan;

import io.shadowjdbc.dialect.Dialect;
import io.shadowjdbc.dialect.HelperInlining;
import io.shadowjdbc.dialect.SqliteAnalyzer;
import io.shadowjdbc.dialect.SqliteToPostgresql;
import io.shadowjdbc.dialect.Translation;
import io.shadowjdbc.dialect.Translation.Untranslatable;
import io.shadowjdbc.schema.SchemaMap;

/** The planner of each pair of dialects. */
public final class Planners {
    private Planners() {}

    /**
     * @param application what the application speaks
     * @param other what the other database understands
     */
    public static Planner of(Dialect application, Dialect other) {
        return (sql, schema) -> new StatementPlan(
                sql,
                SqliteAnalyzer.analyze(sql, application, schema),
                () -> translate(sql, schema, application, other));
    }

    /** The same plans where PostgreSQL lacks the functions that translations call: they are inlined, or the reason is given. */
    public static Planner withoutHelpers(Planner planner) {
        return (sql, schema) -> {
            StatementPlan plan = planner.plan(sql, schema);
            return plan.translatedBy(() -> HelperInlining.apply(plan.translation(), schema));
        };
    }

    private static Translation translate(String sql, SchemaMap schema, Dialect application, Dialect other) {
        if (application == Dialect.SQLITE && other == Dialect.POSTGRESQL) {
            return SqliteToPostgresql.translate(sql, schema);
        }
        return new Untranslatable(
                application.databaseName() + " statements on " + other.databaseName(),
                0,
                "only SQLite's SQL is translated, to PostgreSQL's");
    }
}
