package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.CopyFields;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/** Codecs of every kind that the translator treats differently, as small as may be. */
enum TestCodec implements Codec {
    BIGINT("bigint"),
    INTEGER("integer"),
    DOUBLE("double precision"),
    TEXT("text"),
    BYTEA("bytea"),
    BOOLEAN("boolean"),
    EPOCH_MS("timestamp(3)"),
    ISO("timestamp(0)"),
    DATE("date"),
    NUMERIC("numeric(10,2)"),
    NUMBER("double precision"),
    JSON("json"),
    UUID_LOWER("uuid");

    private static final LocalDateTime EPOCH_2000 = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final DateTimeFormatter ISO_FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final String type;

    TestCodec(String type) {
        this.type = type;
    }

    @Override
    public String postgresqlType() {
        return type;
    }

    @Override
    public boolean fits(Object stored) {
        return stored == null
                || switch (this) {
                    case BIGINT, EPOCH_MS -> stored instanceof Long;
                    case INTEGER -> stored instanceof Long number && number == number.intValue();
                    case DOUBLE -> stored instanceof Double;
                    case TEXT -> stored instanceof String text && text.indexOf('\0') < 0;
                    case BYTEA -> stored instanceof byte[];
                    case BOOLEAN -> stored instanceof Long number && (number == 0 || number == 1);
                    case ISO -> stored instanceof String text && time(text) != null;
                    case DATE -> stored instanceof String text && date(text) != null;
                    case NUMERIC -> number(stored) != null && number(stored).scale() <= 2;
                    case NUMBER -> stored instanceof Long || (stored instanceof Double real && real != Math.rint(real));
                    case JSON -> stored instanceof String;
                    case UUID_LOWER -> stored instanceof String text && uuid(text) != null;
                };
    }

    private static LocalDateTime time(String text) {
        try {
            LocalDateTime time = LocalDateTime.parse(text, ISO_FORMAT);
            return time.format(ISO_FORMAT).equals(text) ? time : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static LocalDate date(String text) {
        try {
            return text.length() == 10 ? LocalDate.parse(text) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? uuid : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static BigDecimal number(Object stored) {
        if (stored instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        return stored instanceof Double real && real != Math.rint(real) ? new BigDecimal(Double.toString(real)) : null;
    }

    private static LocalDateTime ofMillis(Object stored) {
        long millis = (Long) stored;
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1000L), Math.floorMod(millis, 1000) * 1_000_000, ZoneOffset.UTC);
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        if (!fits(stored)) {
            throw new CodecException("does not fit " + name());
        }
        if (stored == null) {
            out.writeNull();
            return;
        }
        switch (this) {
            case BIGINT -> out.writeInt8((Long) stored);
            case INTEGER -> out.writeInt4((int) (long) (Long) stored);
            case DOUBLE, NUMBER -> out.writeFloat8(((Number) stored).doubleValue());
            case TEXT, JSON -> out.writeText((String) stored);
            case BYTEA -> out.writeBytes((byte[]) stored);
            case BOOLEAN -> out.writeBoolean((Long) stored == 1);
            case EPOCH_MS -> out.writeInt8(ChronoUnit.MICROS.between(EPOCH_2000, ofMillis(stored)));
            case ISO -> out.writeInt8(ChronoUnit.MICROS.between(EPOCH_2000, time((String) stored)));
            case DATE -> out.writeInt4((int) ChronoUnit.DAYS.between(EPOCH_2000.toLocalDate(), date((String) stored)));
            case NUMERIC -> out.writeBytes(numeric(number(stored).setScale(2)));
            case UUID_LOWER -> {
                UUID uuid = uuid((String) stored);
                out.writeBytes(ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array());
            }
        }
    }

    /** PostgreSQL's numeric_send of a number with two digits after the point. */
    private static byte[] numeric(BigDecimal number) {
        long hundredths = number.unscaledValue().abs().longValueExact();
        long whole = hundredths / 100;
        short[] digits = {
            (short) (whole / 10000 / 10000),
            (short) (whole / 10000 % 10000),
            (short) (whole % 10000),
            (short) (hundredths % 100 * 100)
        };
        ByteBuffer buffer = ByteBuffer.allocate(16);
        buffer.putShort((short) 4).putShort((short) 2);
        buffer.putShort((short) (number.signum() < 0 ? 0x4000 : 0)).putShort((short) 2);
        for (short digit : digits) {
            buffer.putShort(digit);
        }
        return buffer.array();
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        if (!fits(stored)) {
            throw new CodecException("does not fit " + name());
        }
        if (stored == null) {
            statement.setNull(index, this == TEXT ? Types.VARCHAR : Types.OTHER);
            return;
        }
        switch (this) {
            case BIGINT, INTEGER -> statement.setLong(index, (Long) stored);
            case DOUBLE, NUMBER -> statement.setDouble(index, ((Number) stored).doubleValue());
            case TEXT -> statement.setString(index, (String) stored);
            case JSON -> statement.setObject(index, stored, Types.OTHER);
            case BYTEA -> statement.setBytes(index, (byte[]) stored);
            case BOOLEAN -> statement.setBoolean(index, (Long) stored == 1);
            case EPOCH_MS -> statement.setObject(index, ofMillis(stored));
            case ISO -> statement.setObject(index, time((String) stored));
            case DATE -> statement.setObject(index, date((String) stored));
            case NUMERIC -> statement.setBigDecimal(index, number(stored));
            case UUID_LOWER -> statement.setObject(index, uuid((String) stored));
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return null;
        }
        return switch (this) {
            case BIGINT, INTEGER -> row.getLong(column);
            case DOUBLE -> row.getDouble(column);
            case TEXT, JSON, UUID_LOWER -> row.getString(column);
            case BYTEA -> row.getBytes(column);
            case BOOLEAN -> row.getBoolean(column) ? 1L : 0L;
            case EPOCH_MS ->
                row.getObject(column, LocalDateTime.class)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            case ISO -> row.getObject(column, LocalDateTime.class).format(ISO_FORMAT);
            case DATE -> row.getObject(column, LocalDate.class).toString();
            case NUMERIC, NUMBER -> {
                double real = row.getDouble(column);
                yield real == Math.rint(real) ? (Object) (long) real : (Object) real;
            }
        };
    }
}
