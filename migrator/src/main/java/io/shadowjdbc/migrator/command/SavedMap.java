package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SchemaMapStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The schema map that the target holds. */
final class SavedMap {
    private SavedMap() {}

    /** @throws GateClosedException if there is none */
    static SchemaMap load(PostgresqlTarget target) throws MigrationException {
        try (Connection connection = target.open()) {
            return SchemaMapStore.load(connection)
                    .orElseThrow(() -> new GateClosedException(
                            "target " + target.display() + " holds no schema map: run migrate first", List.of()));
        } catch (SQLException | IllegalArgumentException e) {
            throw new MigrationException(
                    "reading the schema map of " + target.display() + " failed: " + e.getMessage(), e);
        }
    }
}
