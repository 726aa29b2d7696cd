package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.dialect.TableExpressions;
import io.shadowjdbc.migrator.existing.ExistingTable;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.UuidKeyCodec;
import java.util.Optional;

/** Whether a column of a target that exists can hold integer keys as UUIDs, and give out new ones. */
final class ExistingKeys {
    private ExistingKeys() {}

    /** Why not, and what to do; empty if it can. */
    static Optional<String> obstacle(
            SourceTable source, SqliteColumn column, UuidKeyCodec key, ExistingTable.Column there) {
        if (!there.type().equals(key.postgresqlType())) {
            return Optional.of("the target has type " + there.type() + ", and keys of table " + key.table()
                    + " were to become UUIDs: give the column type uuid, or say key: integer of that table");
        }
        if (column.name().equals(source.table().integerKey()) && !counts(there, key)) {
            return Optional.of("the target's default does not count: SQLite gives out keys in order, and a UUID that"
                    + " PostgreSQL makes up stands for no integer. Create a sequence, owned by the column, and give"
                    + " the column DEFAULT "
                    + TableExpressions.heldKey("nextval('...')", key));
        }
        return Optional.empty();
    }

    /** Whether new keys are made of the sequence's next value by the rule by which ours are made. */
    private static boolean counts(ExistingTable.Column there, UuidKeyCodec key) {
        String counted = TableExpressions.heldKey("nextval(", key);
        String start = counted.substring(0, counted.length() - 1);
        return there.sequence() != null
                && there.defaultSql() != null
                && there.defaultSql().replace("::text", "").startsWith(start);
    }
}
