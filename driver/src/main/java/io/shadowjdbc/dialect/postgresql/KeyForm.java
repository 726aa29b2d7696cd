package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.Codec;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Integers that are stored as UUIDs in their order: how SQL makes one of the other. */
final class KeyForm {
    private KeyForm() {}

    /** @param codec one that writes integers as uuid */
    static StoredForm of(Codec codec) {
        // the UUID of the smallest integer holds what those of all others have in common
        byte[] smallest = (byte[]) LiteralFields.field(codec, Long.MIN_VALUE).orElseThrow();
        String tag = Quote.string(HexFormat.of().formatHex(smallest, 0, 6));
        int versioned = ByteBuffer.wrap(smallest).getShort(6) & 0xFFFF;
        return new StoredForm(
                Kind.INTEGER,
                false,
                sql -> "shadow.sq_key_integer(" + sql + ")",
                sql -> "shadow.sq_key_uuid(" + tag + ", " + versioned + ", " + sql + ")",
                true,
                true,
                false,
                true,
                null);
    }

    /** Whether the column holds such integers. */
    static boolean is(Sql sql) {
        return sql.coded() && sql.form().total();
    }
}
