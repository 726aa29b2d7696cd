package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.existing.ExistingTable;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecChoice;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.UuidKeyCodec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is decided of the columns of one table, by the operator or by a target that exists. */
final class TableWishes {
    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

    private final PlanChoices choices;
    private final PlanChoices.TableChoice choice;
    private final ExistingTable target;
    private final UuidKeys keys;
    private final Map<String, CodecTrial.WantedType> types = new HashMap<>();
    private final Map<String, ExistingTable.Column> targets = new HashMap<>();

    /**
     * @param target the target's table, or null where it is to be created
     * @param keys the columns that hold integer keys as UUIDs
     * @param notes receives what the target can't take
     * @param problems receives what can't be decided so
     */
    TableWishes(
            PlanChoices choices,
            SourceTable source,
            PlanChoices.TableChoice choice,
            ExistingTable target,
            UuidKeys keys,
            List<Note> notes,
            List<String> problems) {
        this.choices = choices;
        this.keys = keys;
        this.choice = choice;
        this.target = target;
        for (SqliteColumn column : source.table().columns()) {
            PlanChoices.ColumnChoice wish = choice.column(column.name());
            try {
                CodecTrial.WantedType type =
                        target == null ? created(source, column, wish) : existing(source, column, wish, notes);
                if (type != null) {
                    types.put(column.name(), type);
                }
            } catch (IllegalArgumentException e) {
                problems.add(
                        wish.place() + ": " + Decisions.object(source.name(), column.name()) + ": " + e.getMessage());
            }
        }
        if (target != null) {
            unfed(source, notes);
        }
    }

    private CodecTrial.WantedType created(SourceTable source, SqliteColumn column, PlanChoices.ColumnChoice wish) {
        UuidKeyCodec key = keys.codec(source.name(), column.name());
        if (key != null) {
            requireNoType(wish, key);
            return CodecTrial.WantedType.key(key);
        }
        if (wish.type() == null) {
            if (wish.codec() != null) {
                throw new IllegalArgumentException("codec: says nothing without type: give both, or neither");
            }
            return null;
        }
        String type = PostgresqlTypes.canonical(wish.type());
        if (column.name().equals(source.table().integerKey()) && !INTEGERS.contains(type)) {
            throw new IllegalArgumentException(
                    "is the alias of the rowid and needs a type of integers: bigint, integer," + " smallint; got "
                            + type);
        }
        return new CodecTrial.WantedType(type, codec(column, wish, type, false), null);
    }

    private static void requireNoType(PlanChoices.ColumnChoice wish, UuidKeyCodec key) {
        if (wish.type() != null || wish.codec() != null) {
            throw new IllegalArgumentException("holds keys of table " + key.table()
                    + ", which become UUIDs (key: uuid): leave out type and codec, or say key: integer of that table");
        }
    }

    private static Codec codec(SqliteColumn column, PlanChoices.ColumnChoice wish, String type, boolean enumType) {
        if (wish.codec() == null) {
            return null;
        }
        if (wish.nul() != null) {
            throw new IllegalArgumentException("nul: has no effect beside codec: leave out one of them");
        }
        return PostgresqlTypes.codec(type, enumType, wish.codec(), column);
    }

    private CodecTrial.WantedType existing(
            SourceTable source, SqliteColumn column, PlanChoices.ColumnChoice wish, List<Note> notes) {
        String object = Decisions.object(source.name(), column.name());
        String wanted = wish.postgresqlName() == null ? column.name() : wish.postgresqlName();
        Optional<ExistingTable.Column> found = target.column(wanted);
        if (found.isEmpty()) {
            notes.add(Note.refused(
                    object,
                    "the target's table " + quote(target.name()) + " has no column " + quote(wanted)
                            + ": name the one that it goes to in the plan, or leave it out (copy: false)"));
            return null;
        }
        ExistingTable.Column there = found.get();
        targets.put(column.name(), there);
        UuidKeyCodec key = keys.codec(source.name(), column.name());
        if (key != null) {
            requireNoType(wish, key);
            ExistingKeys.obstacle(source, column, key, there)
                    .ifPresent(obstacle -> notes.add(Note.refused(object, obstacle)));
            return CodecTrial.WantedType.key(key);
        }
        boolean enumType = there.labels() != null;
        if (CodecChoice.candidates(column, there.type(), enumType, List.of()).isEmpty()) {
            notes.add(Note.refused(
                    object,
                    "the target has type " + there.type()
                            + ", which no codec fills: give the column another type, or leave it out (copy: false)"));
            return null;
        }
        if (wish.type() != null
                && !enumType
                && !PostgresqlTypes.canonical(wish.type()).equals(there.type())) {
            throw new IllegalArgumentException(
                    "type: is " + wish.type() + ", but the target has " + there.type() + ": leave type out");
        }
        return new CodecTrial.WantedType(there.type(), codec(column, wish, there.type(), enumType), there.labels());
    }

    /** Columns of the target that get no value from the source must take one by themselves. */
    private void unfed(SourceTable source, List<Note> notes) {
        Set<ExistingTable.Column> fed = new HashSet<>(targets.values());
        for (ExistingTable.Column column : target.columns()) {
            if (!fed.contains(column) && column.required() && !column.supplied()) {
                notes.add(Note.refused(
                        "table " + quote(source.name()),
                        "the target's column " + quote(column.name())
                                + " is NOT NULL without a default, and SQLite has no such column: give it a default"));
            }
        }
    }

    /** The type and codec that are decided, or null where the values decide. */
    CodecTrial.WantedType type(SqliteColumn column) {
        return types.get(column.name());
    }

    NulHandling nul(SqliteColumn column) {
        NulHandling nul = choice.column(column.name()).nul();
        return nul == null ? choices.nul() : nul;
    }

    BadValues onBadValue(SqliteColumn column) {
        BadValues own = choice.column(column.name()).onBadValue();
        return own == null ? choices.onBadValue() : own;
    }

    /** What becomes of rows that break a constraint, which is nothing of one column. */
    BadValues onBadRow() {
        return choices.quarantines() ? BadValues.QUARANTINE : BadValues.STOP;
    }

    /** The wanted name of the table, or null. */
    String name() {
        return target == null ? choice.postgresqlName() : target.name();
    }

    /** The wanted name of a column, or null. */
    String name(SqliteColumn column) {
        return target == null
                ? choice.column(column.name()).postgresqlName()
                : Optional.ofNullable(targets.get(column.name()))
                        .map(ExistingTable.Column::name)
                        .orElse(null);
    }

    /** The target's column, or null where there is none, or none yet. */
    ExistingTable.Column target(SqliteColumn column) {
        return targets.get(column.name());
    }

    /** The target's table, or null where it is to be created. */
    ExistingTable target() {
        return target;
    }

    /** Where the column's decision stands, for messages: {@code plan.yaml:12: }, or empty. */
    String place(SqliteColumn column) {
        String place = choice.column(column.name()).place();
        return place.isEmpty() ? "" : place + ": ";
    }
}
