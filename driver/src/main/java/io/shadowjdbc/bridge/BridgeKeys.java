package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.Autoincrement;
import io.shadowjdbc.dialect.Insertion;
import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.SqliteCatalogue;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.TableMap;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lets generated keys go on as SQLite's do: the next one is the highest key and 1, with AUTOINCREMENT the highest that ever
 * was. A sequence leaves gaps where an insertion fails or is rolled back, and does not go back when rows are deleted; before
 * the next insertion into such a table the sequence is set. That is left out where another transaction is writing to the
 * table, or has written to it since the open transaction's snapshot, since its keys are not known: then there is a gap. Not for use by several threads.
 */
final class BridgeKeys {
    private final BridgeTransactions transactions;
    private final Supplier<SchemaMap> schema;
    private final BooleanSupplier helpers;
    /** For each table by its name's key, how many keys were given in vain, at most; shared by all connections. */
    private final Map<String, Long> lost;
    /** For each table, the highest key that was given and kept; shared too. */
    private final Map<String, Long> highest;
    /** How many keys the open transaction has taken, and the highest of them. */
    private final Map<String, Long> taken = new HashMap<>();

    private final Map<String, Long> highestTaken = new HashMap<>();

    /** The tables of {@link #autoincrementOf} that never give a key twice, by their names' keys. */
    private Set<String> autoincrement = Set.of();

    private SchemaMap autoincrementOf;

    /** What the connections of a data source share. */
    record Shared(Map<String, Long> lost, Map<String, Long> highest) {
        Shared() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    /** @param helpers whether PostgreSQL has the functions of schema {@code shadow} */
    BridgeKeys(BridgeTransactions transactions, Supplier<SchemaMap> schema, BooleanSupplier helpers, Shared shared) {
        this.transactions = transactions;
        this.schema = schema;
        this.helpers = helpers;
        this.lost = shared.lost();
        this.highest = shared.highest();
    }

    /**
     * A statement has changed the table.
     *
     * @param newest the key of the last new row, or null
     */
    void ran(StatementPlan plan, TableMap table, long count, Long newest) throws SQLException {
        if (wastes(plan, table)) {
            lost.putIfAbsent(key(table), 0L);
        }
        if (count == 0) {
            return;
        }
        if (plan.kind() == StatementKind.INSERT) {
            boolean open = transactions.isOpen();
            if (open) {
                taken.merge(key(table), count, Long::sum);
            }
            if (newest != null) {
                (open ? highestTaken : highest).merge(key(table), newest, Math::max);
            }
        }
        Insertion insertion = plan.analysis().insertion();
        boolean mayLower = insertion == null || insertion.replaces();
        if (mayLower && !isAutoincrement(table)) {
            lost.putIfAbsent(key(table), 0L);
        }
    }

    /** Whether PostgreSQL may have taken a key for a row that met another one, which SQLite does not. */
    private boolean wastes(StatementPlan plan, TableMap table) {
        Insertion insertion = plan.analysis().insertion();
        return insertion != null
                && (insertion.ignores() || insertion.upserts())
                && !insertion.gives(table.integerKey())
                && !isAutoincrement(table);
    }

    /** An insertion has failed. */
    void failed(TableMap table) {
        failed(table, 1);
    }

    void failed(TableMap table, long rows) {
        lost.merge(key(table), rows, Long::sum);
    }

    /** Tables have been made, dropped or renamed: what is known by name is no longer. */
    void forget() {
        lost.clear();
        highest.clear();
        taken.clear();
        highestTaken.clear();
    }

    void committed() {
        highestTaken.forEach((table, key) -> highest.merge(table, key, Math::max));
        highestTaken.clear();
        taken.clear();
    }

    void rolledBack() {
        taken.forEach((table, count) -> lost.merge(table, count, Long::sum));
        taken.clear();
        highestTaken.clear();
    }

    /** Sets the table's sequence if it is off; a gap is left where the function for it is not installed. */
    void settle(TableMap table) throws SQLException {
        Long missing = lost.isEmpty() ? null : lost.remove(key(table));
        if (missing == null || !helpers.getAsBoolean()) {
            return;
        }
        String name =
                SqliteCatalogue.quote(table.postgresqlSchema()) + "." + SqliteCatalogue.quote(table.postgresqlName());
        String column = table.column(table.integerKey()).orElseThrow().postgresqlName();
        boolean autoincrement = isAutoincrement(table);
        String call = "SELECT shadow.sq_settle(" + literal(name) + ", " + literal(column) + ", "
                + (autoincrement ? missing + "::bigint, " + highest(key(table)) + "::bigint" : "NULL, 0") + ")";
        if (transactions.isOpen()) {
            transactions.execute(call);
        } else {
            // reads what is there now, not what was there before the lock
            transactions.execute("BEGIN ISOLATION LEVEL READ COMMITTED; " + call + "; COMMIT");
        }
    }

    private long highest(String key) {
        return Math.max(highest.getOrDefault(key, 0L), highestTaken.getOrDefault(key, 0L));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String key(TableMap table) {
        return SqliteNames.key(table.sqliteName());
    }

    @SuppressWarnings("ReferenceEquality") // another schema is another object
    private boolean isAutoincrement(TableMap table) {
        SchemaMap now = schema.get();
        if (autoincrementOf != now) {
            autoincrement = now.definitions().stream()
                    .filter(Autoincrement::isDeclared)
                    .map(definition -> SqliteNames.key(definition.name()))
                    .collect(Collectors.toSet());
            autoincrementOf = now;
        }
        return autoincrement.contains(key(table));
    }
}
