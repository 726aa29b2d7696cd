package io.shadowjdbc.bridge;

import java.sql.SQLException;
import java.text.ParseException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.TimeZone;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnectionConfig;
import org.sqlite.date.FastDateFormat;

/**
 * How sqlite-jdbc stores and reads {@code java.util.Date} and its kind, by the {@code date_class},
 * {@code date_precision} and {@code date_string_format} of the application's URL.
 */
final class SqliteDates {
    private static final double JULIAN_DAY_OF_EPOCH = 2_440_587.5;
    private static final double MILLIS_A_DAY = 86_400_000;
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd[ ]['T']HH:mm:ss[.SSS]");

    private final SQLiteConnectionConfig config;

    SqliteDates(SQLiteConnectionConfig config) {
        this.config = config;
    }

    /** The stored value of an instant. */
    Object toStored(long epochMillis, TimeZone zone) {
        SQLiteConfig.DateClass dateClass = config.getDateClass();
        if (dateClass == SQLiteConfig.DateClass.TEXT) {
            return FastDateFormat.getInstance(config.getDateStringFormat(), zone)
                    .format(new java.util.Date(epochMillis));
        }
        if (dateClass == SQLiteConfig.DateClass.REAL) {
            long local = epochMillis + zone.getOffset(epochMillis);
            return local / MILLIS_A_DAY + JULIAN_DAY_OF_EPOCH;
        }
        return epochMillis / config.getDateMultiplier();
    }

    /**
     * The instant that a stored value means.
     *
     * @param what for the message: {@code date}, {@code time}, {@code time stamp}
     * @return milliseconds since the epoch, or null for NULL and the empty text
     */
    Long toEpochMillis(Object stored, Calendar calendar, String what) throws SQLException {
        if (stored == null) {
            return null;
        }
        if (stored instanceof Long number) {
            return number * config.getDateMultiplier();
        }
        TimeZone zone = calendar == null ? TimeZone.getDefault() : calendar.getTimeZone();
        if (stored instanceof Double julianDay) {
            long local = Math.round((julianDay - JULIAN_DAY_OF_EPOCH) * MILLIS_A_DAY);
            return local - zone.getOffset(local);
        }
        String text = SqliteValue.toText(stored);
        if (text.isEmpty()) {
            return null;
        }
        try {
            FastDateFormat format = calendar == null
                    ? config.getDateFormat()
                    : FastDateFormat.getInstance(config.getDateStringFormat(), zone);
            return format.parse(text).getTime();
        } catch (ParseException e) {
            throw new SQLException("Error parsing " + what, e);
        }
    }

    LocalDate toLocalDate(Object stored) throws SQLException {
        if (stored instanceof String || stored instanceof byte[]) {
            String text = SqliteValue.toText(stored);
            if (text.isEmpty()) {
                return null;
            }
            return text.length() == 10
                    ? LocalDate.parse(text)
                    : LocalDateTime.parse(text, DATE_TIME).toLocalDate();
        }
        LocalDateTime dateTime = toLocalDateTime(stored);
        return dateTime == null ? null : dateTime.toLocalDate();
    }

    LocalTime toLocalTime(Object stored) throws SQLException {
        if (stored instanceof String || stored instanceof byte[]) {
            String text = SqliteValue.toText(stored);
            if (text.isEmpty()) {
                return null;
            }
            return text.length() <= 12
                    ? LocalTime.parse(text)
                    : LocalDateTime.parse(text, DATE_TIME).toLocalTime();
        }
        LocalDateTime dateTime = toLocalDateTime(stored);
        return dateTime == null ? null : dateTime.toLocalTime();
    }

    LocalDateTime toLocalDateTime(Object stored) throws SQLException {
        if (stored instanceof String || stored instanceof byte[]) {
            String text = SqliteValue.toText(stored);
            return text.isEmpty() ? null : LocalDateTime.parse(text, DATE_TIME);
        }
        Long millis = toEpochMillis(stored, null, "time stamp");
        return millis == null ? null : new java.sql.Timestamp(millis).toLocalDateTime();
    }
}
