package io.shadowjdbc.plan;

import io.shadowjdbc.schema.SchemaMap;

/** Works out the plan of a statement. One for each pair of dialects. */
@FunctionalInterface
public interface Planner {
    /** Never fails: a text that can't be parsed or translated has a plan that says so. */
    StatementPlan plan(String sql, SchemaMap schema);
}
