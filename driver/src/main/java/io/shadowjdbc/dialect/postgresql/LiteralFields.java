package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.CopyFields;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Catches the field that a codec writes for COPY and shows it as a literal of the column's PostgreSQL type, so that the
 * codec stays the one place that knows how a value is stored. The binary forms are those of PostgreSQL's send functions.
 */
final class LiteralFields implements CopyFields {
    private static final LocalDateTime EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);

    /** Years beyond 9999 without a sign, as PostgreSQL reads them. */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 9, SignStyle.NEVER)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DATE)
            .appendPattern(" HH:mm:ss.SSSSSS")
            .toFormatter(Locale.ROOT);

    private Object value;

    private LiteralFields() {}

    /** What the codec writes for a stored value: Boolean, Long, Double, String or byte[]; empty where it does not fit. */
    static Optional<Object> field(Codec codec, Object stored) {
        try {
            if (stored == null || !codec.fits(stored)) {
                return Optional.empty();
            }
            LiteralFields fields = new LiteralFields();
            codec.encode(stored, fields);
            return Optional.ofNullable(fields.value);
        } catch (CodecException e) {
            return Optional.empty();
        }
    }

    /** The stored value as a literal of the codec's type; empty where it does not fit. */
    static Optional<String> literal(Codec codec, Object stored) {
        return field(codec, stored).flatMap(field -> literal(baseType(codec), codec.postgresqlType(), field));
    }

    /** The type's name without length and precision, in lower case. */
    static String baseType(Codec codec) {
        String type = codec.postgresqlType().toLowerCase(Locale.ROOT);
        int parenthesis = type.indexOf('(');
        String base = parenthesis < 0 ? type : type.substring(0, parenthesis) + type.substring(type.indexOf(')') + 1);
        int collation = base.indexOf(" collate");
        return (collation < 0 ? base : base.substring(0, collation)).trim();
    }

    private static Optional<String> literal(String base, String type, Object field) {
        if (field instanceof Boolean bool) {
            return Optional.of(bool ? "TRUE" : "FALSE");
        }
        if (base.startsWith("timestamp") && field instanceof Long micros) {
            LocalDateTime time = EPOCH.plus(micros, ChronoUnit.MICROS);
            String text = time.format(TIME);
            boolean zoned = base.contains("with time zone") || base.equals("timestamptz");
            String era = era(time.toLocalDate());
            return Optional.of(zoned ? "TIMESTAMPTZ '" + text + "+00" + era + "'" : "TIMESTAMP '" + text + era + "'");
        }
        if (base.equals("date") && field instanceof Long days) {
            LocalDate date = EPOCH.toLocalDate().plusDays(days);
            return Optional.of("DATE '" + date.format(DATE) + era(date) + "'");
        }
        if (base.startsWith("time") && field instanceof Long micros) {
            return Optional.of("TIME '" + LocalTime.MIDNIGHT.plus(micros, ChronoUnit.MICROS) + "'");
        }
        if (field instanceof Long whole) {
            return Optional.of(whole < 0 ? "(" + whole + ")" : whole.toString());
        }
        if (field instanceof Double real) {
            return Optional.of("'" + real + "'::float8");
        }
        if (field instanceof String text) {
            if (base.equals("jsonb")) {
                // after the version byte of its binary form
                return Optional.of(Quote.string(text.substring(1)) + "::jsonb");
            }
            boolean plain = base.equals("text") || base.startsWith("character") || base.startsWith("varchar");
            return Optional.of(Quote.string(text) + (plain ? "" : "::" + type));
        }
        return bytes(base, (byte[]) field);
    }

    /** PostgreSQL has no year 0 and no negative ones. */
    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    private static Optional<String> bytes(String base, byte[] bytes) {
        return switch (base) {
            case "bytea" -> Optional.of(Quote.bytes(bytes));
            case "uuid" -> {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                yield Optional.of("'" + new UUID(buffer.getLong(), buffer.getLong()) + "'::uuid");
            }
            case "numeric", "decimal" -> Optional.of(numeric(bytes).toPlainString());
            default -> Optional.empty();
        };
    }

    /** numeric_send: number of digits to the base 10000, weight of the first, sign, display scale, digits. */
    private static BigDecimal numeric(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int count = buffer.getShort();
        int weight = buffer.getShort();
        boolean negative = buffer.getShort() == 0x4000;
        int scale = buffer.getShort();
        BigInteger digits = BigInteger.ZERO;
        for (int i = 0; i < count; i++) {
            digits = digits.multiply(BigInteger.valueOf(10000)).add(BigInteger.valueOf(buffer.getShort()));
        }
        BigDecimal value = new BigDecimal(digits).scaleByPowerOfTen(4 * (weight - count + 1));
        return (negative ? value.negate() : value).setScale(scale);
    }

    @Override
    public void writeNull() {
        value = null;
    }

    @Override
    public void writeBoolean(boolean bool) {
        value = bool;
    }

    @Override
    public void writeInt2(short number) {
        value = (long) number;
    }

    @Override
    public void writeInt4(int number) {
        value = (long) number;
    }

    @Override
    public void writeInt8(long number) {
        value = number;
    }

    @Override
    public void writeFloat4(float number) {
        value = (double) number;
    }

    @Override
    public void writeFloat8(double number) {
        value = number;
    }

    @Override
    public void writeText(String text) {
        value = text;
    }

    @Override
    public void writeBytes(byte[] bytes) {
        value = bytes;
    }
}
