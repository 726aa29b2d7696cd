package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A text that is compared in order with a date or timestamp column kept as text on SQLite. Where the text is only the
 * beginning of one ({@code '2024-01-01'} for {@code '2024-01-01 00:00:00'}), the bound that gives the same rows takes its
 * place.
 */
final class GridParameter extends BindOnly {
    private final ColumnMap column;
    private final TextGrid grid;
    private final String operator;

    GridParameter(ColumnMap column, TextGrid grid, String operator) {
        this.column = column;
        this.grid = grid;
        this.operator = operator;
    }

    @Override
    public String name() {
        return "parameter:bound:" + operator + ":" + column.codec().name();
    }

    @Override
    public String postgresqlType() {
        return column.codec().postgresqlType();
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        if (stored == null || column.codec().fits(stored)) {
            column.codec().bind(statement, index, stored);
            return;
        }
        Optional<String> bound = stored instanceof String text ? bound(column, grid, operator, text) : Optional.empty();
        if (bound.isEmpty()) {
            throw new CodecException("a " + stored.getClass().getSimpleName() + " that "
                    + column.codec().name() + " can't hold, compared by " + operator);
        }
        column.codec().bind(statement, index, bound.get());
    }

    /**
     * The value of the column's form that bounds the same rows as a text which is shorter or longer than the form; empty
     * where there is none under this operator.
     */
    static Optional<String> bound(ColumnMap column, TextGrid grid, String operator, String text) {
        boolean lower = operator.equals(">=") || operator.equals("<");
        int width = grid.start().length();
        if (!(column.affinity().apply(text) instanceof String)) {
            // the column's affinity makes a number of it, which is less than every text
            return Optional.empty();
        }
        if (text.length() < width) {
            // the first text that begins so bounds from below; the one before it from above
            String first = text + grid.start().substring(text.length());
            return fitting(column, first).flatMap(value -> lower ? Optional.of(value) : grid.shift(value, -1));
        }
        if (text.length() > width) {
            // the text without its end is less than it, and nothing lies between them
            return fitting(column, text.substring(0, width))
                    .flatMap(value -> lower ? grid.shift(value, 1) : Optional.of(value));
        }
        return Optional.empty();
    }

    private static Optional<String> fitting(ColumnMap column, String text) {
        return column.codec().fits(text) ? Optional.of(text) : Optional.empty();
    }
}
