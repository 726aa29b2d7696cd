package io.shadowjdbc.migrator.plan;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator has decided, by options and in a plan file. What is not decided follows from the data.
 *
 * @param existing whether the target's tables are there and are filled, not created
 * @param names how names are spelt on PostgreSQL
 * @param onBadValue what becomes of rows that do not fit, where neither table nor column says
 * @param nul how U+0000 in text is held, where the column does not say
 * @param keys what integer keys become, where the table does not say
 * @param tables by SQLite's name in lower case
 */
public record PlanChoices(
        boolean existing,
        NamePolicy names,
        BadValues onBadValue,
        NulHandling nul,
        KeyKind keys,
        Map<String, TableChoice> tables) {
    /** Nothing is decided. */
    public static final PlanChoices NONE =
            new PlanChoices(false, NamePolicy.QUOTED, BadValues.STOP, NulHandling.BYTEA, KeyKind.INTEGER, Map.of());

    public PlanChoices {
        tables = Map.copyOf(tables);
    }

    /**
     * Whether some row may go to quarantine. Then all rows that break a constraint do: one that refers to a row in
     * quarantine could not be copied otherwise.
     */
    public boolean quarantines() {
        return onBadValue == BadValues.QUARANTINE
                || tables.values().stream()
                        .flatMap(table -> table.columns().values().stream())
                        .anyMatch(column -> column.onBadValue() == BadValues.QUARANTINE);
    }

    /** What is decided of a table. */
    public TableChoice table(String name) {
        return Optional.ofNullable(tables.get(name.toLowerCase(Locale.ROOT))).orElse(TableChoice.none(name));
    }

    /**
     * Decisions about a table.
     *
     * @param name SQLite's name, as written by the operator
     * @param place where it is written, {@code plan.yaml:12}, or empty
     * @param copied whether its rows are copied at all
     * @param postgresqlName its name on PostgreSQL, or null
     * @param key what its integer key becomes, or null
     * @param columns by SQLite's name in lower case
     */
    public record TableChoice(
            String name,
            String place,
            boolean copied,
            String postgresqlName,
            KeyKind key,
            Map<String, ColumnChoice> columns) {
        public TableChoice {
            columns = Map.copyOf(columns);
        }

        static TableChoice none(String name) {
            return new TableChoice(name, "", true, null, null, Map.of());
        }

        /** What is decided of a column. */
        public ColumnChoice column(String column) {
            return Optional.ofNullable(columns.get(column.toLowerCase(Locale.ROOT)))
                    .orElse(ColumnChoice.none(column));
        }
    }

    /**
     * Decisions about a column; null stands for none.
     *
     * @param name SQLite's name, as written by the operator
     * @param place where it is written, {@code plan.yaml:12}, or empty
     * @param copied whether its values are copied at all
     * @param postgresqlName its name on PostgreSQL
     * @param type its PostgreSQL type, in the spelling of {@link PostgresqlTypes}
     * @param codec the codec's family, and its parameter after a colon
     * @param onBadValue what becomes of rows whose value does not fit
     * @param nul how U+0000 is held
     */
    public record ColumnChoice(
            String name,
            String place,
            boolean copied,
            String postgresqlName,
            String type,
            String codec,
            BadValues onBadValue,
            NulHandling nul) {
        static ColumnChoice none(String name) {
            return new ColumnChoice(name, "", true, null, null, null, null, null);
        }
    }
}
