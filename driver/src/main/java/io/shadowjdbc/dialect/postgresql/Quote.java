package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.TableMap;
import java.util.Locale;

/** Names and literals in PostgreSQL's quotes. */
final class Quote {
    private Quote() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String string(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    static String bytes(byte[] value) {
        StringBuilder hex = new StringBuilder("'\\x");
        for (byte b : value) {
            hex.append(String.format(Locale.ROOT, "%02x", b));
        }
        return hex.append("'::bytea").toString();
    }

    /** A table, with its schema unless that is {@code public}. */
    static String table(TableMap table) {
        String schema = table.postgresqlSchema();
        boolean plain = schema == null || schema.isEmpty() || schema.equals("public");
        return plain ? name(table.postgresqlName()) : name(schema) + "." + name(table.postgresqlName());
    }
}
