package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * Dates and times that SQLite keeps as text, all in one format, as date or timestamp (UTC wall time where the format
 * names UTC).
 *
 * @param format how the text is written
 * @param postgresqlType {@code date}, {@code timestamp(n)} or {@code timestamptz(n)}
 */
public record IsoCodec(IsoFormat format, String postgresqlType) implements Codec {
    static final String FAMILY = "iso";

    @Override
    public String name() {
        return FAMILY + ":" + postgresqlType + ":" + format.pattern();
    }

    private boolean isDate() {
        return postgresqlType.equals("date");
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null || (stored instanceof String text && time(text).isPresent());
    }

    private Optional<LocalDateTime> time(String text) {
        return format.parse(text).filter(this::typeHolds);
    }

    private boolean typeHolds(LocalDateTime time) {
        if (isDate()) {
            return format.isDate();
        }
        int precision = Timestamps.precision(postgresqlType);
        return format.fraction() <= precision || time.get(ChronoField.NANO_OF_SECOND) % pow10(9 - precision) == 0;
    }

    private static int pow10(int exponent) {
        return (int) Math.round(Math.pow(10, exponent));
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
            return;
        }
        LocalDateTime time = time((String) stored).orElseThrow();
        if (isDate()) {
            out.writeInt4(Timestamps.postgresqlDays(time.toLocalDate()));
        } else {
            out.writeInt8(Timestamps.postgresqlMicros(time));
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        LocalDateTime time = stored == null ? null : time((String) stored).orElseThrow();
        if (!isDate()) {
            Timestamps.bind(statement, index, time, postgresqlType);
        } else if (time == null) {
            statement.setNull(index, Types.DATE);
        } else {
            statement.setObject(index, time.toLocalDate());
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        LocalDateTime time;
        if (isDate()) {
            LocalDate date = row.getObject(column, LocalDate.class);
            time = date == null ? null : date.atStartOfDay();
        } else {
            time = Timestamps.read(row, column, postgresqlType);
        }
        if (time == null) {
            return null;
        }
        return format.format(time)
                .orElseThrow(() -> Codecs.notRepresentable(this, "a time that " + format.pattern() + " can't write"));
    }
}
