package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.migrator.existing.ExistingTable;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the rows of a table fit the target: what each column takes, and what becomes of rows that have something else.
 *
 * @param source the table, left-out columns excepted
 * @param map the same on both sides
 * @param columns in the order of the source's
 * @param onBadRow what becomes of rows that break a constraint of the target
 */
public record TableFit(SourceTable source, TableMap map, List<ColumnFit> columns, BadValues onBadRow) {
    public TableFit {
        columns = List.copyOf(columns);
    }

    /**
     * What a column takes.
     *
     * @param column the column on both sides
     * @param labels the values of an enum type, null for other types
     * @param required whether NULL does not fit
     * @param onBadValue what becomes of a row whose value does not fit
     * @param misfits values that do not fit, NULL included
     */
    public record ColumnFit(
            ColumnMap column, Set<String> labels, boolean required, BadValues onBadValue, long misfits) {
        /** Why a stored value does not fit, without showing it; empty if it fits. */
        public Optional<String> obstacle(Object stored) {
            if (stored == null) {
                return required ? Optional.of("NULL in a column that is NOT NULL") : Optional.empty();
            }
            if (!column.codec().fits(stored)) {
                return Optional.of(ColumnCensus.describe(stored) + " does not fit "
                        + column.codec().postgresqlType() + " under codec "
                        + column.codec().name());
            }
            return labels == null || labels.contains(stored)
                    ? Optional.empty()
                    : Optional.of(ColumnCensus.describe(stored) + " is no value of the enum type "
                            + column.codec().postgresqlType());
        }
    }

    /** Whether some row goes to quarantine for a value. */
    public boolean hasBadValues() {
        return columns.stream().anyMatch(column -> column.misfits() > 0);
    }

    /** @param notes receives what does not fit */
    static TableFit of(SourceTable source, TableMap map, TableCensus census, Decisions decisions, List<Note> notes) {
        TableWishes wishes = decisions.wishes(source.name());
        List<ColumnFit> columns = new ArrayList<>();
        for (SqliteColumn column : source.table().columns()) {
            ColumnCensus counted = census.column(column.name());
            ExistingTable.Column there = wishes.target(column);
            boolean required = there != null && there.required();
            BadValues onBadValue = wishes.onBadValue(column);
            String object = Decisions.object(source.name(), column.name());
            long misfits = 0;
            CodecTrial trial = counted.trial();
            if (trial != null && trial.misfits() > 0) {
                misfits += trial.misfits();
                notes.add(note(
                        onBadValue,
                        object,
                        wishes.place(column)
                                + count(trial.misfits(), "value does", "values do") + " not fit "
                                + counted.codec().postgresqlType() + " (codec "
                                + counted.codec().name() + "), the first in row "
                                + trial.firstMisfit().row() + ", which holds "
                                + trial.firstMisfit().what()));
            }
            if (required && counted.nulls() > 0) {
                misfits += counted.nulls();
                notes.add(note(
                        onBadValue,
                        object,
                        count(counted.nulls(), "row has", "rows have") + " NULL, the first is row "
                                + counted.firstNullRow() + "; the target's column is NOT NULL"));
            }
            noteAltered(counted, object, notes);
            ColumnMap mapped = map.column(column.name()).orElseThrow();
            Set<String> labels = there == null ? null : there.labels();
            columns.add(new ColumnFit(mapped, labels, required, onBadValue, misfits));
        }
        return new TableFit(source, map, columns, wishes.onBadRow());
    }

    private static Note note(BadValues onBadValue, String object, String text) {
        return onBadValue == BadValues.STOP
                ? Note.refused(
                        object,
                        text + ": correct the rows, choose another type, or let them go to quarantine"
                                + " (on-bad-value: quarantine)")
                : Note.changed(object, text + ": the rows go to shadow.quarantine");
    }

    private static void noteAltered(ColumnCensus counted, String object, List<Note> notes) {
        if (counted.nulCharacters() == 0) {
            return;
        }
        String texts = count(counted.nulCharacters(), "text", "texts") + ", the first in row " + counted.firstNulRow();
        if (counted.codec().equals(Codecs.NUL_STRIP)) {
            notes.add(Note.changed(object, "the character U+0000 is taken out of " + texts));
        } else if (counted.codec().equals(Codecs.NUL_ESCAPE)) {
            notes.add(Note.changed(object, "the character U+0000 is written as U+2400 and 0 in " + texts));
        } else if (counted.codec().equals(Codecs.RAW_TEXT)) {
            notes.add(Note.changed(
                    object,
                    "is held as bytea, for the character U+0000 in " + texts + "; --nul says what else there is"));
        }
    }

    private static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}
