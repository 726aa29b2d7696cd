package io.shadowjdbc.plan;

import io.shadowjdbc.schema.SchemaMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plans of all statements that were seen under one {@link SchemaMap}. Another schema map means another instance. May
 * be shared by threads.
 *
 * <p>An application that puts literals into its SQL has no end of texts: the cache keeps two generations, and when the
 * younger is full the older is forgotten.
 */
public final class StatementPlans {
    private static final int GENERATION = 4096;

    private final SchemaMap schema;
    private final Planner planner;
    private final boolean helpers;
    private volatile Map<String, StatementPlan> young = new ConcurrentHashMap<>();
    private volatile Map<String, StatementPlan> old = Map.of();

    public StatementPlans(SchemaMap schema, Planner planner) {
        this(schema, planner, true);
    }

    private StatementPlans(SchemaMap schema, Planner planner, boolean helpers) {
        this.schema = schema;
        this.planner = planner;
        this.helpers = helpers;
    }

    public SchemaMap schema() {
        return schema;
    }

    /** The plans of the same application under another schema. */
    public StatementPlans under(SchemaMap other) {
        return new StatementPlans(other, planner, helpers);
    }

    /** The plans of the same application where PostgreSQL lacks the functions that translations call. */
    public StatementPlans withoutHelpers() {
        return helpers ? new StatementPlans(schema, Planners.withoutHelpers(planner), false) : this;
    }

    /** Whether PostgreSQL has the functions that translations call. */
    public boolean hasHelpers() {
        return helpers;
    }

    /** The plan of a text; worked out if it was not seen before. Never fails: what can't be parsed has a plan too. */
    public StatementPlan plan(String sql) {
        StatementPlan plan = young.get(sql);
        return plan != null ? plan : planAnew(sql);
    }

    private StatementPlan planAnew(String sql) {
        StatementPlan plan = old.get(sql);
        if (plan == null) {
            plan = planner.plan(sql, schema);
        }
        Map<String, StatementPlan> generation = young;
        generation.put(sql, plan);
        if (generation.size() > GENERATION) {
            synchronized (this) {
                if (young == generation) {
                    old = generation;
                    young = new ConcurrentHashMap<>();
                }
            }
        }
        return plan;
    }
}
