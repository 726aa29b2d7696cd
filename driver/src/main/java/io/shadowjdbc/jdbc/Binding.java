package io.shadowjdbc.jdbc;

import io.shadowjdbc.provider.SwitchState;
import java.sql.Connection;

/**
 * What a logical connection is bound to: the state of the switch under which it was bound, and the connection of the
 * provider that was active then.
 */
record Binding(SwitchState state, Connection physical) {}
