package io.shadowjdbc.schema;

import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * A stored value as a reader finds it, without an object made for it: numbers as they are, text (as UTF-8) and blobs as a
 * piece of somebody else's array, or in chunks where they are large. A reader fills the same cell for every row. Not for
 * use by several threads.
 */
public final class StoredCell {
    private static final byte[] NONE = {};

    private final Utf8 utf8 = new Utf8();
    private StorageClass storageClass = StorageClass.NULL;
    private long number;
    private byte[] bytes = NONE;
    private int offset;
    private int length;
    private LargeValue large;
    private Object value;
    private boolean checked;

    private void reset(StorageClass newClass) {
        storageClass = newClass;
        large = null;
        value = null;
        checked = false;
    }

    public void setNull() {
        reset(StorageClass.NULL);
    }

    public void setInteger(long integer) {
        reset(StorageClass.INTEGER);
        number = integer;
    }

    public void setReal(double real) {
        reset(StorageClass.REAL);
        number = Double.doubleToRawLongBits(real);
    }

    /** Text as UTF-8, valid or not; the array is not copied. */
    public void setText(byte[] array, int from, int count) {
        reset(StorageClass.TEXT);
        setBytes(array, from, count);
    }

    /** The array is not copied. */
    public void setBlob(byte[] array, int from, int count) {
        reset(StorageClass.BLOB);
        setBytes(array, from, count);
    }

    private void setBytes(byte[] array, int from, int count) {
        bytes = array;
        offset = from;
        length = count;
    }

    /** @param newClass TEXT or BLOB */
    public void setLarge(StorageClass newClass, LargeValue newValue) {
        reset(newClass);
        large = newValue;
    }

    /** @param stored a stored value: null, Long, Double, String or byte[] */
    public void set(Object stored) {
        switch (StorageClass.of(stored)) {
            case NULL -> setNull();
            case INTEGER -> setInteger((Long) stored);
            case REAL -> setReal((Double) stored);
            case TEXT -> {
                byte[] text = RawText.toBytes((String) stored);
                setText(text, 0, text.length);
            }
            case BLOB -> setBlob((byte[]) stored, 0, ((byte[]) stored).length);
        }
        value = stored;
    }

    public StorageClass storageClass() {
        return storageClass;
    }

    public boolean isNull() {
        return storageClass == StorageClass.NULL;
    }

    /** Of the class INTEGER only. */
    public long integer() {
        return number;
    }

    /** Of the class REAL only. */
    public double real() {
        return Double.longBitsToDouble(number);
    }

    /** Whether the value is not in memory: {@link #large} reads it. */
    public boolean isLarge() {
        return large != null;
    }

    public LargeValue large() {
        return large;
    }

    /** Bytes of text or blob. */
    public long length() {
        return large == null ? length : large.length();
    }

    /** The array that holds text or blob from {@link #offset} on, unless it is large. */
    public byte[] array() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    /** Gives the bytes of text or blob to the sink. */
    public void read(LargeValue.Sink sink) throws SQLException {
        if (large == null) {
            sink.accept(bytes, offset, length);
        } else {
            large.read(sink);
        }
    }

    /** The value as an object, in memory however large it is. */
    public Object value() throws SQLException {
        if (value == null && storageClass != StorageClass.NULL) {
            value = switch (storageClass) {
                case INTEGER -> (Object) number;
                case REAL -> (Object) real();
                case TEXT -> RawText.ofBytes(copy());
                default -> copy();
            };
        }
        return value;
    }

    private byte[] copy() throws SQLException {
        if (large == null) {
            return Arrays.copyOfRange(bytes, offset, offset + length);
        }
        byte[] all = new byte[Math.toIntExact(large.length())];
        int[] size = {0};
        large.read((chunk, from, count) -> {
            System.arraycopy(chunk, from, all, size[0], count);
            size[0] += count;
        });
        return all;
    }

    private Utf8 check() throws SQLException {
        if (!checked) {
            utf8.reset();
            read(utf8);
            checked = true;
        }
        return utf8;
    }

    /** Whether a text is valid UTF-8. */
    public boolean isValidText() throws SQLException {
        return check().isValid();
    }

    /** Whether a text has the character U+0000. */
    public boolean hasNul() throws SQLException {
        return check().hasNul();
    }

    /** Characters of a valid text. */
    long characters() throws SQLException {
        return check().characters();
    }

    /** Whether this is a text that PostgreSQL's text can hold. */
    boolean isPortableText() throws SQLException {
        return storageClass == StorageClass.TEXT && check().isValid() && !check().hasNul();
    }

    /** Whether the value is the same as this stored value, in the sense of {@link StoredValue#same}. */
    public boolean same(Object stored) throws SQLException {
        switch (storageClass) {
            case NULL:
                return stored == null;
            case INTEGER:
                return stored instanceof Long integer && integer == number;
            case REAL:
                return stored instanceof Double real && Double.doubleToRawLongBits(real) == number;
            case TEXT:
                return stored instanceof String text
                        && (large == null ? RawText.isTextOf(bytes, offset, length, text) : text.equals(value()));
            default:
                return stored instanceof byte[] blob
                        && blob.length == length()
                        && (large == null
                                ? Arrays.equals(blob, 0, blob.length, bytes, offset, offset + length)
                                : Arrays.equals(blob, copy()));
        }
    }

    /** Folds the value into a digest as {@link StoredValue#update} does. */
    public void update(MessageDigest digest) throws SQLException {
        digest.update(storageClass.code);
        if (storageClass == StorageClass.INTEGER || storageClass == StorageClass.REAL) {
            StoredValue.updateLong(digest, number);
        } else if (storageClass != StorageClass.NULL) {
            StoredValue.updateLong(digest, length());
            read(digest::update);
        }
    }

    /** Storage class and size, for messages that must not show the value: {@code TEXT of 12 bytes}. */
    public String describe() {
        return switch (storageClass) {
            case TEXT -> "TEXT of " + length() + " bytes";
            case BLOB -> "BLOB of " + length() + " bytes";
            default -> storageClass.name();
        };
    }
}
