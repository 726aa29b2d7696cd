package io.shadowjdbc.migrator.quarantine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The identity of a row as a key of a map. */
final class IdentityKey {
    private IdentityKey() {}

    static List<Object> of(Object[] id) {
        List<Object> key = new ArrayList<>();
        for (Object value : id) {
            key.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
        }
        return key;
    }
}
