package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.SqliteErrors;
import io.shadowjdbc.plan.StatementPlans;
import java.sql.SQLException;
import java.util.function.Supplier;

/** Turns PostgreSQL's exceptions into those that sqlite-jdbc would have thrown. */
final class BridgeErrors {
    private final Supplier<StatementPlans> plans;

    BridgeErrors(Supplier<StatementPlans> plans) {
        this.plans = plans;
    }

    SQLException translate(SQLException postgresql) {
        return SqliteErrors.translate(postgresql, plans.get().schema());
    }
}
