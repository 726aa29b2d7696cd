package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** PostgreSQL's timestamps: range, binary form, and the two types, with and without time zone, read as UTC wall time. */
final class Timestamps {
    /** The first day of year 1; earlier ones exist in PostgreSQL, but SQLite's formats can't write them. */
    static final long MIN_SECOND = LocalDate.of(1, 1, 1).toEpochDay() * 86_400L;

    /** The last second that PostgreSQL's timestamp holds (documentation, "Date/Time Types"). */
    static final long MAX_SECOND = LocalDate.of(294_276, 12, 31).toEpochDay() * 86_400L + 86_399;

    private static final long POSTGRESQL_EPOCH = LocalDate.of(2000, 1, 1).toEpochDay() * 86_400L;

    private Timestamps() {}

    static boolean hasZone(String type) {
        return type.startsWith("timestamptz") || type.endsWith("with time zone");
    }

    /** Digits of the seconds' fraction that the type keeps; PostgreSQL's default is 6. */
    static int precision(String type) {
        int precision = Codecs.typeArgument(type, 0);
        return precision < 0 ? 6 : precision;
    }

    /** Microseconds since 2000-01-01, the binary form of timestamp and timestamptz. */
    static long postgresqlMicros(LocalDateTime time) {
        return (time.toEpochSecond(ZoneOffset.UTC) - POSTGRESQL_EPOCH) * 1_000_000L
                + time.get(ChronoField.MICRO_OF_SECOND);
    }

    /** The same of a count since 1970 that is in range. */
    static long postgresqlMicros(long count, int perSecond) {
        return count * (1_000_000L / perSecond) - POSTGRESQL_EPOCH * 1_000_000L;
    }

    /** Days since 2000-01-01, the binary form of date. */
    static int postgresqlDays(LocalDate date) {
        return Math.toIntExact(date.toEpochDay() - POSTGRESQL_EPOCH / 86_400L);
    }

    static void bind(PreparedStatement statement, int index, LocalDateTime time, String type) throws SQLException {
        if (time == null) {
            statement.setNull(index, hasZone(type) ? Types.TIMESTAMP_WITH_TIMEZONE : Types.TIMESTAMP);
        } else if (hasZone(type)) {
            statement.setObject(index, time.atOffset(ZoneOffset.UTC));
        } else {
            statement.setObject(index, time);
        }
    }

    static LocalDateTime read(ResultSet row, int column, String type) throws SQLException {
        if (!hasZone(type)) {
            return row.getObject(column, LocalDateTime.class);
        }
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }
}
