package io.shadowjdbc.migrator.source;

import io.shadowjdbc.schema.LargeValue;
import io.shadowjdbc.schema.StorageClass;
import io.shadowjdbc.schema.StoredCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Takes a row's record apart (SQLite's documentation, "Database File Format", section 2.1) and fills cells with what is
 * wanted of it. Not for use by several threads.
 */
final class RecordDecoder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** A record up to this size is held in memory as a whole. */
    private static final int LARGEST_WHOLE = 1 << 20;
    /** Of a larger one, values up to this size. */
    private static final int LARGEST_PART = 1 << 14;
    /** More than the 32767 columns that SQLite can be built for need. */
    private static final int LARGEST_HEADER = 9 * 32_768;

    private static final int FIRST_BLOB = 12;

    /** Gives the value of a column that was added after the row was written. */
    @FunctionalInterface
    interface Missing {
        Object value(int position) throws SQLException;
    }

    private final PageFile file;
    private final Overflow overflow;
    private final Charset encoding;
    private final int[] positions;
    private final boolean[] real;
    private final StoredCell[] cells;
    private final Missing missing;
    private byte[] whole = new byte[1 << 13];

    /**
     * @param positions for each field of a record the cell that it goes to, or -1
     * @param real for each field whether its column has REAL affinity: such a column's integers stand for reals
     */
    RecordDecoder(PageFile file, int[] positions, boolean[] real, StoredCell[] cells, Missing missing) {
        this.file = file;
        this.overflow = new Overflow(file);
        this.encoding = file.encoding().equals(StandardCharsets.UTF_8) ? null : file.encoding();
        this.positions = positions;
        this.real = real;
        this.cells = cells;
        this.missing = missing;
    }

    /** Fills the cells from the cursor's current entry; they are good until the cursor moves on. */
    void decode(BTreeCursor cursor) throws SQLException {
        int length = (int) cursor.payloadLength();
        if (cursor.payloadLocal() == length) {
            decode(cursor, cursor.page(), cursor.payloadStart(), length);
            return;
        }
        overflow.take(cursor);
        if (length <= LARGEST_WHOLE) {
            if (whole.length < length + BTreeCursor.SLACK) {
                whole = new byte[2 * length + BTreeCursor.SLACK];
            }
            overflow.read(0, whole, length);
            decode(cursor, whole, 0, length);
        } else {
            decodeLarge(cursor, length);
        }
    }

    private void decode(BTreeCursor cursor, byte[] bytes, int start, int length) throws SQLException {
        int position = start;
        long headerBytes = Varint.read(bytes, position);
        checkHeader(cursor, headerBytes, length);
        int headerEnd = start + (int) headerBytes;
        position += Varint.length(bytes, position);
        long body = headerEnd;
        long end = (long) start + length;
        int field = 0;
        while (position < headerEnd) {
            long type = bytes[position];
            if (type >= 0) {
                position++;
            } else {
                type = Varint.read(bytes, position);
                position += Varint.length(bytes, position);
            }
            long size = size(cursor, type);
            if (body + size > end) {
                throw file.damaged(cursor.pageNumber(), "a row's fields are longer than the row");
            }
            if (field < positions.length && positions[field] >= 0) {
                set(cells[positions[field]], type, bytes, (int) body, (int) size, real[field]);
            }
            body += size;
            field++;
        }
        checkEnd(cursor, position == headerEnd && body == end);
        fillMissing(field);
    }

    private void decodeLarge(BTreeCursor cursor, int length) throws SQLException {
        byte[] first = new byte[Math.min(length, 9) + BTreeCursor.SLACK];
        overflow.read(0, first, Math.min(length, 9));
        long headerBytes = Varint.read(first, 0);
        checkHeader(cursor, headerBytes, length);
        byte[] header = new byte[(int) headerBytes + BTreeCursor.SLACK];
        overflow.read(0, header, (int) headerBytes);
        int position = Varint.length(header, 0);
        long body = headerBytes;
        int field = 0;
        while (position < headerBytes) {
            long type = Varint.read(header, position);
            position += Varint.length(header, position);
            long size = size(cursor, type);
            if (body + size > length) {
                throw file.damaged(cursor.pageNumber(), "a row's fields are longer than the row");
            }
            if (field < positions.length && positions[field] >= 0) {
                StoredCell cell = cells[positions[field]];
                if (size <= LARGEST_PART) {
                    byte[] value = new byte[(int) size + BTreeCursor.SLACK];
                    overflow.read(body, value, (int) size);
                    set(cell, type, value, 0, (int) size, real[field]);
                } else {
                    setLarge(cell, type, overflow.value(body, size));
                }
            }
            body += size;
            field++;
        }
        checkEnd(cursor, position == headerBytes && body == length);
        fillMissing(field);
    }

    private void checkHeader(BTreeCursor cursor, long headerBytes, int length) throws SQLException {
        if (headerBytes < 1 || headerBytes > Math.min(length, LARGEST_HEADER)) {
            throw file.damaged(cursor.pageNumber(), "a row's header is said to have " + headerBytes + " bytes");
        }
    }

    private void checkEnd(BTreeCursor cursor, boolean exact) throws SQLException {
        if (!exact) {
            throw file.damaged(cursor.pageNumber(), "a row's fields do not fill the row");
        }
    }

    private void fillMissing(int from) throws SQLException {
        for (int field = from; field < positions.length; field++) {
            if (positions[field] >= 0) {
                cells[positions[field]].set(missing.value(positions[field]));
            }
        }
    }

    private long size(BTreeCursor cursor, long type) throws SQLException {
        if (type >= FIRST_BLOB) {
            return (type - FIRST_BLOB) >>> 1;
        }
        return switch ((int) Math.max(-1, type)) {
            case 0, 8, 9 -> 0;
            case 1 -> 1;
            case 2 -> 2;
            case 3 -> 3;
            case 4 -> 4;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> throw file.damaged(cursor.pageNumber(), "a field's type is said to be " + type);
        };
    }

    private void set(StoredCell cell, long type, byte[] bytes, int at, int size, boolean isReal) throws SQLException {
        if (type >= FIRST_BLOB) {
            if ((type & 1) == 0) {
                cell.setBlob(bytes, at, size);
            } else if (encoding == null) {
                cell.setText(bytes, at, size);
            } else {
                byte[] utf8 = Utf16.toUtf8(encoding, bytes, at, size);
                cell.setText(utf8, 0, utf8.length);
            }
            return;
        }
        switch ((int) type) {
            case 0 -> cell.setNull();
            case 7 -> setReal(cell, Double.longBitsToDouble((long) LONGS.get(bytes, at)));
            default -> {
                long integer = integer((int) type, bytes, at);
                if (isReal) {
                    cell.setReal(integer);
                } else {
                    cell.setInteger(integer);
                }
            }
        }
    }

    /** SQLite takes a NaN for NULL. */
    private static void setReal(StoredCell cell, double value) {
        if (Double.isNaN(value)) {
            cell.setNull();
        } else {
            cell.setReal(value);
        }
    }

    private static long integer(int type, byte[] bytes, int at) {
        return switch (type) {
            case 1 -> bytes[at];
            case 2 -> bytes[at] << 8 | (bytes[at + 1] & 0xFF);
            case 3 -> bytes[at] << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
            case 4 -> (int) INTS.get(bytes, at);
            case 5 ->
                (long) (bytes[at] << 8 | (bytes[at + 1] & 0xFF)) << 32 | ((int) INTS.get(bytes, at + 2) & 0xFFFFFFFFL);
            case 6 -> (long) LONGS.get(bytes, at);
            case 8 -> 0;
            default -> 1;
        };
    }

    private void setLarge(StoredCell cell, long type, LargeValue value) throws SQLException {
        if ((type & 1) == 0) {
            cell.setLarge(StorageClass.BLOB, value);
        } else {
            cell.setLarge(StorageClass.TEXT, encoding == null ? value : Utf16.utf8(encoding, value));
        }
    }
}
