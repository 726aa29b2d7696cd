package io.shadowjdbc.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How one column's values are stored on SQLite and on PostgreSQL, and how each becomes the other. There is one codec a
 * column, chosen by the migrator from the data and recorded in the {@link SchemaMap}; the bulk copy, the driver, the
 * verifier and the sync all use it, so that no second place knows how, say, a date is stored.
 *
 * <p>A <em>stored value</em> is what SQLite keeps in the cell: null, {@link Long}, {@link Double}, {@link String} or
 * {@code byte[]}. Codecs are immutable and may be shared by threads.
 */
public interface Codec {
    /** The name under which the codec is recorded, parameters included; {@link Codecs#named} reads it back. */
    String name();

    /** The PostgreSQL type of the column, as written in CREATE TABLE. */
    String postgresqlType();

    /**
     * Whether the stored value survives the way to PostgreSQL and back, storage class included: unchanged, or as
     * {@link #kept} says.
     *
     * @param stored a stored value; null always fits
     */
    boolean fits(Object stored);

    /**
     * What {@link #decode} gives back for a stored value that fits: the value itself, but for the codecs that alter values
     * and are chosen by name, never by proof ({@code nul-strip}, {@code json-value}).
     */
    default Object kept(Object stored) {
        return stored;
    }

    /** Whether {@link #kept} may be something else than the stored value. */
    default boolean alters() {
        return false;
    }

    /**
     * Appends the stored value as one field of PostgreSQL's binary COPY format, length word included.
     *
     * @throws CodecException if the value does not fit
     */
    void encode(Object stored, CopyFields out) throws CodecException;

    /**
     * The same as {@link #fits(Object)}, of a value that a reader has found. A large value fits only codecs that say so
     * themselves.
     *
     * @throws SQLException if the value can't be read
     */
    default boolean fits(StoredCell cell) throws SQLException {
        return !cell.isLarge() && fits(cell.value());
    }

    /**
     * The same as {@link #encode(Object, CopyFields)}, of a value that a reader has found.
     *
     * @throws CodecException if the value does not fit; nothing has been written then
     * @throws SQLException if the value can't be read or sent
     */
    default void encode(StoredCell cell, CopyFields out) throws CodecException, SQLException {
        encode(cell.value(), out);
    }

    /**
     * Binds the stored value to a parameter of a PostgreSQL statement.
     *
     * @throws CodecException if the value does not fit; the driver then binds it by its storage class instead, so that
     *     a comparison with a value which the column can't hold is merely false
     */
    void bind(PreparedStatement statement, int index, Object stored) throws SQLException, CodecException;

    /** Reads a cell of a PostgreSQL result as the value that SQLite would have stored. */
    Object decode(ResultSet row, int column) throws SQLException;
}
