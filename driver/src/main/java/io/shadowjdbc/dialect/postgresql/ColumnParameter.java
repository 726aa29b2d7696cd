package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import java.sql.PreparedStatement;
import java.sql.SQLDataException;
import java.sql.SQLException;

/** A parameter that is assigned to a column or compared with one: the column's affinity first, then its codec. */
final class ColumnParameter extends BindOnly {
    /** What a value that the column can't hold means. */
    private enum Misfit {
        /** An assignment: an error, since PostgreSQL would round or refuse it in words of its own. */
        ERROR,
        /** An equation in a place where null counts as false: equal to nothing. */
        NEVER_EQUAL,
        /** Any other comparison: the driver's fallback, which PostgreSQL answers with an error. */
        FALLBACK
    }

    private final ColumnMap column;
    private final Misfit misfit;

    private ColumnParameter(ColumnMap column, Misfit misfit) {
        this.column = column;
        this.misfit = misfit;
    }

    static ColumnParameter assigned(ColumnMap column) {
        return new ColumnParameter(column, Misfit.ERROR);
    }

    /** @param nullIsFalse whether it is an equation in a place where null counts as false */
    static ColumnParameter compared(ColumnMap column, boolean nullIsFalse) {
        return new ColumnParameter(column, nullIsFalse ? Misfit.NEVER_EQUAL : Misfit.FALLBACK);
    }

    @Override
    public String name() {
        return "parameter:" + misfit + ":" + column.codec().name();
    }

    @Override
    public String postgresqlType() {
        return column.codec().postgresqlType();
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null || column.codec().fits(column.affinity().apply(stored));
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Object value = stored == null ? null : column.affinity().apply(stored);
        if (column.codec().fits(value)) {
            column.codec().bind(statement, index, value);
        } else if (misfit == Misfit.NEVER_EQUAL) {
            column.codec().bind(statement, index, null);
        } else if (misfit == Misfit.ERROR) {
            throw new SQLDataException("a " + value.getClass().getSimpleName() + " does not fit column "
                    + column.postgresqlName() + " of type " + column.codec().postgresqlType()
                    + "; migrate the column with a type that holds it");
        } else {
            throw new CodecException("a " + value.getClass().getSimpleName() + " does not fit "
                    + column.codec().name());
        }
    }
}
