package io.shadowjdbc.migrator.existing;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table that PostgreSQL has already.
 *
 * @param name as PostgreSQL spells it
 * @param kind {@code pg_class.relkind}: {@code r} for a plain table
 * @param owned whether the user is its owner, who alone may alter it
 * @param columns in order
 */
public record ExistingTable(String name, String kind, boolean owned, List<Column> columns) {
    public ExistingTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param name as PostgreSQL spells it
     * @param type as codecs spell it
     * @param labels the values of an enum type, null for other types
     * @param required whether it has to be given a value: NOT NULL
     * @param supplied whether PostgreSQL gives it a value itself: a default, an identity, an expression
     * @param computed whether it can't be written: GENERATED ALWAYS AS an expression
     * @param sequence the sequence that feeds it, as SQL names it, or null
     * @param defaultSql the expression of its DEFAULT as PostgreSQL prints it, or null
     */
    public record Column(
            String name,
            String type,
            Set<String> labels,
            boolean required,
            boolean supplied,
            boolean computed,
            String sequence,
            String defaultSql) {
        public Column {
            labels = labels == null ? null : Set.copyOf(labels);
        }
    }

    /** The column of that name, spelt alike, else the only one that differs in case alone. */
    public Optional<Column> column(String wanted) {
        return ByName.match(columns, Column::name, wanted);
    }
}
