package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalTime;
import java.util.regex.Pattern;

/**
 * Times of day that SQLite keeps as text, all in one format, as time without time zone.
 *
 * @param postgresqlType {@code time} or {@code time(n)}
 * @param pattern {@code HH:MM}, {@code HH:MM:SS} or {@code HH:MM:SS.S} with up to six {@code S}
 */
public record TimeCodec(String postgresqlType, String pattern) implements Codec {
    static final String FAMILY = "time";
    private static final Pattern PATTERN = Pattern.compile("HH:MM(:SS(\\.S{1,6})?)?");
    private static final Pattern TEXT = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,6})?)?");
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int SECONDS_LENGTH = 8;

    public TimeCodec {
        if (!PATTERN.matcher(pattern).matches()) {
            throw new IllegalArgumentException("expected a time format such as HH:MM:SS, got " + pattern);
        }
    }

    /** The pattern in which a text is written, or null if it is no time of day. */
    static String patternOf(String text) {
        if (!TEXT.matcher(text).matches()) {
            return null;
        }
        String whole = "HH:MM:SS".substring(0, Math.min(SECONDS_LENGTH, text.length()));
        return text.length() > SECONDS_LENGTH ? whole + "." + "S".repeat(text.length() - SECONDS_LENGTH - 1) : whole;
    }

    @Override
    public String name() {
        return FAMILY + ":" + postgresqlType + ":" + pattern;
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null
                || (stored instanceof String text
                        && pattern.equals(patternOf(text))
                        && LocalTime.parse(text).getNano() % nanosOfLastDigit() == 0);
    }

    private int nanosOfLastDigit() {
        int digits = Codecs.typeArgument(postgresqlType, 0);
        return (int) Math.round(Math.pow(10, 9 - (digits < 0 ? 6 : digits)));
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            out.writeInt8(LocalTime.parse((String) stored).toNanoOfDay() / NANOS_PER_MICRO);
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.TIME);
        } else {
            statement.setObject(index, LocalTime.parse((String) stored));
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        // the text and not a LocalTime: PostgreSQL also has 24:00:00
        String printed = row.getString(column);
        if (printed == null) {
            return null;
        }
        int length = pattern.length();
        String filled = printed.length() == SECONDS_LENGTH && length > SECONDS_LENGTH ? printed + "." : printed;
        filled += "0".repeat(Math.max(0, length - filled.length()));
        boolean exact = filled.substring(length).chars().allMatch(c -> c == '0' || c == ':' || c == '.');
        String text = filled.substring(0, length);
        if (!exact || !pattern.equals(patternOf(text))) {
            throw Codecs.notRepresentable(this, "a time that " + pattern + " can't write");
        }
        return text;
    }
}
