package io.shadowjdbc.schema;

/** SQLite's storage classes (documentation, "Datatypes In SQLite", section 2), in the order in which SQLite sorts them. */
public enum StorageClass {
    NULL(0),
    INTEGER(1),
    REAL(2),
    TEXT(3),
    BLOB(4);

    /** Stands for the class in digests; never changes. */
    final byte code;

    StorageClass(int code) {
        this.code = (byte) code;
    }

    /**
     * The storage class of a stored value.
     *
     * @throws IllegalArgumentException if the object is none of null, Long, Double, String and byte[]
     */
    public static StorageClass of(Object stored) {
        if (stored == null) {
            return NULL;
        }
        if (stored instanceof Long) {
            return INTEGER;
        }
        if (stored instanceof Double) {
            return REAL;
        }
        if (stored instanceof String) {
            return TEXT;
        }
        if (stored instanceof byte[]) {
            return BLOB;
        }
        throw new IllegalArgumentException("expected null, Long, Double, String or byte[], got "
                + stored.getClass().getName());
    }
}
