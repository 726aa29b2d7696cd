package io.shadowjdbc.schema;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * JSON text as json, which keeps the text as it is. PostgreSQL's jsonb does not (spaces, order of keys, repeated keys):
 * it is for targets that have it, and there only a text that jsonb is sure to give back is said to fit.
 *
 * @param postgresqlType {@code json} or {@code jsonb}
 */
public record JsonCodec(String postgresqlType) implements Codec {
    static final String FAMILY = "json";

    @Override
    public String name() {
        return FAMILY + ":" + postgresqlType;
    }

    @Override
    public boolean fits(Object stored) {
        if (stored == null) {
            return true;
        }
        if (!(stored instanceof String text) || !TextCodec.isPortable(text) || text.startsWith("\uFEFF")) {
            return false;
        }
        return postgresqlType.equals("jsonb") ? text.equals(JsonbText.of(text)) : isJson(text);
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            return JsonText.isOneValue(parser);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean fits(StoredCell cell) throws SQLException {
        if (cell.isNull()) {
            return true;
        }
        if (!cell.isPortableText()) {
            return false;
        }
        if (postgresqlType.equals("jsonb")) {
            return !cell.isLarge() && fits(cell.value());
        }
        return cell.isLarge() ? JsonText.isJson(cell.large()) : JsonText.isJson(cell);
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else if (postgresqlType.equals("jsonb")) {
            // the binary form of jsonb is a version byte, 1, before the text
            out.writeText("\u0001" + stored);
        } else {
            out.writeText((String) stored);
        }
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        Codecs.check(this, cell);
        if (cell.isNull()) {
            out.writeNull();
        } else if (cell.isLarge()) {
            out.writeLarge(Codecs.NO_PREFIX, cell.large());
        } else if (postgresqlType.equals("jsonb")) {
            encode(cell.value(), out);
        } else {
            out.writeText(cell.array(), cell.offset(), (int) cell.length());
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.OTHER);
        } else {
            statement.setObject(index, stored, Types.OTHER);
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }
}
