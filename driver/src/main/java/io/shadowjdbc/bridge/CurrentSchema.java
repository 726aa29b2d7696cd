package io.shadowjdbc.bridge;

import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.schema.SchemaMap;

/** The schema as all connections of a data source know it. May be used by threads. */
public interface CurrentSchema {
    /** The plans under the map that holds now. */
    StatementPlans plans();

    /** DDL that came through a connection is committed: this map holds from now on. */
    void changed(SchemaMap map);

    /** Looks whether another process has changed the schema; true if so. At most once a second. */
    boolean refresh();
}
