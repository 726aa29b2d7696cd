package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.target.PostgresqlTarget;

/**
 * How rows are copied.
 *
 * @param target where to
 * @param jobs how many tables or ranges at a time
 * @param rangeRows how many rows a range holds
 */
record CopyTask(PostgresqlTarget target, int jobs, long rangeRows) {}
