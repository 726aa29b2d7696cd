package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Integers that count milliseconds or seconds since 1970-01-01 00:00:00 UTC, as a timestamp of the UTC wall time, or as
 * timestamptz in a target that has it.
 *
 * @param unit what the integers count
 * @param postgresqlType {@code timestamp(n)} or {@code timestamptz(n)}
 */
public record EpochCodec(Unit unit, String postgresqlType) implements Codec {
    /** What an integer counts. */
    public enum Unit {
        MILLISECONDS("epoch-ms", 1_000),
        SECONDS("epoch-s", 1);

        final String family;
        final int perSecond;

        Unit(String family, int perSecond) {
            this.family = family;
            this.perSecond = perSecond;
        }
    }

    @Override
    public String name() {
        return unit.family + ":" + postgresqlType;
    }

    @Override
    public boolean fits(Object stored) {
        if (stored == null) {
            return true;
        }
        return stored instanceof Long value && holds(value);
    }

    private boolean holds(long value) {
        return inRange(Math.floorDiv(value, unit.perSecond))
                && (Timestamps.precision(postgresqlType) >= 3 || value % unit.perSecond == 0);
    }

    private static boolean inRange(long epochSecond) {
        return epochSecond >= Timestamps.MIN_SECOND && epochSecond <= Timestamps.MAX_SECOND;
    }

    private LocalDateTime time(Object stored) {
        long value = (Long) stored;
        int nanos = (int) (Math.floorMod(value, (long) unit.perSecond) * (1_000_000_000L / unit.perSecond));
        return LocalDateTime.ofEpochSecond(Math.floorDiv(value, unit.perSecond), nanos, ZoneOffset.UTC);
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            out.writeInt8(Timestamps.postgresqlMicros(time(stored)));
        }
    }

    @Override
    public boolean fits(StoredCell cell) {
        return cell.isNull() || (cell.storageClass() == StorageClass.INTEGER && holds(cell.integer()));
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        Codecs.check(this, cell);
        if (cell.isNull()) {
            out.writeNull();
        } else {
            out.writeInt8(Timestamps.postgresqlMicros(cell.integer(), unit.perSecond));
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        Timestamps.bind(statement, index, stored == null ? null : time(stored), postgresqlType);
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        LocalDateTime time = Timestamps.read(row, column, postgresqlType);
        if (time == null) {
            return null;
        }
        Instant instant = time.toInstant(ZoneOffset.UTC);
        long nanosPerUnit = 1_000_000_000L / unit.perSecond;
        if (instant.getNano() % nanosPerUnit != 0) {
            throw Codecs.notRepresentable(
                    this, "a time finer than " + unit.name().toLowerCase(java.util.Locale.ROOT));
        }
        return instant.getEpochSecond() * unit.perSecond + instant.getNano() / nanosPerUnit;
    }
}
