package io.shadowjdbc.jdbc;

import io.shadowjdbc.mirror.Mirror;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.provider.ProviderSwitch;
import io.shadowjdbc.provider.SwitchState;
import java.sql.Connection;
import java.sql.SQLException;

/** What the connections of one data source share. May be used by threads. */
public interface ShadowContext {
    ProviderSwitch providers();

    /** The plans under the current schema map. */
    StatementPlans plans();

    /** The mirror, or null where there is no second database. */
    Mirror mirror();

    /** Makes sure that connections can work on the state's provider as it is since that became the active one. */
    void prepareFor(SwitchState state) throws SQLException;

    /** Opens a connection to the provider that behaves as the application's own database does. */
    Connection open(Provider provider) throws SQLException;

    /** Is told that a logical connection was closed. */
    void closed(ShadowConnection connection);
}
