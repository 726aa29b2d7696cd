package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Values of several storage classes, in a column whose affinity turns text that looks like a number into that number, as
 * text. Since no such text is ever stored, the affinity, applied again, gives the storage class back.
 *
 * @param affinity INTEGER, NUMERIC or REAL
 */
public record AffinityTextCodec(Affinity affinity) implements Codec {
    static final String FAMILY = "affinity";

    @Override
    public String name() {
        return FAMILY + ":text:" + affinity;
    }

    @Override
    public String postgresqlType() {
        return "text";
    }

    @Override
    public boolean fits(Object stored) {
        if (stored == null) {
            return true;
        }
        String text = text(stored);
        return text != null && TextCodec.isPortable(text) && StoredValue.same(affinity.apply(text), stored);
    }

    private static String text(Object stored) {
        return switch (StorageClass.of(stored)) {
            case INTEGER -> stored.toString();
            case REAL -> RealText.literal((Double) stored);
            case TEXT -> (String) stored;
            default -> null;
        };
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            out.writeNull();
        } else {
            out.writeText(text(stored));
        }
    }

    /** Of a large text no number is made: SQLite would have made it when the text was stored. */
    @Override
    public boolean fits(StoredCell cell) throws SQLException {
        return cell.isLarge() ? cell.isPortableText() : fits(cell.value());
    }

    @Override
    public void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        Codecs.check(this, cell);
        if (cell.isLarge()) {
            out.writeLarge(Codecs.NO_PREFIX, cell.large());
        } else {
            encode(cell.value(), out);
        }
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException {
        Codecs.check(this, stored);
        if (stored == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, text(stored));
        }
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : affinity.apply(text);
    }
}
