package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.CopyFields;
import io.shadowjdbc.schema.DecimalCodec;
import io.shadowjdbc.schema.EpochCodec;
import io.shadowjdbc.schema.IsoCodec;
import io.shadowjdbc.schema.UuidCodec;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** A value as SQL of PostgreSQL, in the type that its codec gives it. */
final class PostgresqlLiteral {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private PostgresqlLiteral() {}

    /** @throws CodecException if the value does not fit the codec */
    static String of(Codec codec, Object stored) throws CodecException {
        if (!codec.fits(stored)) {
            throw new CodecException("the value does not fit codec " + codec.name());
        }
        if (stored == null) {
            return "NULL";
        }
        if (codec instanceof DecimalCodec) {
            return stored instanceof Double real
                    ? new BigDecimal(Double.toString(real)).toPlainString()
                    : stored.toString();
        }
        if (codec instanceof EpochCodec epoch) {
            long unit = epoch.unit() == EpochCodec.Unit.SECONDS ? 1 : 1000;
            long value = (Long) stored;
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(value, unit),
                    (int) (Math.floorMod(value, unit) * (1_000_000_000 / unit)),
                    ZoneOffset.UTC);
            return quote(TIMESTAMP.format(time) + (codec.postgresqlType().contains("tz") ? "+00" : "")) + "::"
                    + codec.postgresqlType();
        }
        if (codec instanceof IsoCodec || codec instanceof UuidCodec) {
            return quote((String) stored) + "::" + codec.postgresqlType();
        }
        Writer writer = new Writer(codec.postgresqlType());
        codec.encode(stored, writer);
        return writer.sql;
    }

    static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Listens to what the codec would send by COPY. */
    private static final class Writer implements CopyFields {
        private final String type;
        private String sql;

        Writer(String type) {
            this.type = type;
        }

        @Override
        public void writeNull() {
            sql = "NULL";
        }

        @Override
        public void writeBoolean(boolean value) {
            sql = Boolean.toString(value);
        }

        @Override
        public void writeInt2(short value) {
            sql = Short.toString(value);
        }

        @Override
        public void writeInt4(int value) {
            sql = Integer.toString(value);
        }

        @Override
        public void writeInt8(long value) {
            sql = quote(Long.toString(value)) + "::bigint";
        }

        @Override
        public void writeFloat4(float value) {
            sql = quote(Float.toString(value)) + "::real";
        }

        @Override
        public void writeFloat8(double value) {
            sql = quote(Double.toString(value)) + "::double precision";
        }

        @Override
        public void writeText(String value) {
            sql = quote(value) + "::" + type;
        }

        @Override
        public void writeBytes(byte[] value) {
            String hex = HexFormat.of().formatHex(value);
            sql = type.equals("uuid") ? quote(hex) + "::uuid" : quote("\\x" + hex) + "::bytea";
        }
    }
}
