package io.shadowjdbc.dialect;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Codecs;
import java.util.List;

/** A kind of column: how SQLite declares it, what it holds there, and how PostgreSQL may store that. */
enum GeneratedShape {
    INTEGER(
            "INTEGER",
            Type.INTEGER,
            List.of("integer:bigint", "integer:integer"),
            "0",
            "1",
            "-1",
            "2",
            "7",
            "25",
            "-3",
            "100",
            "2147483647"),
    BIG("INT8", Type.INTEGER, List.of("integer:bigint"), "9007199254740993", "-5000000000", "42", "1700000000000", "0"),
    SMALL("SMALLINT", Type.INTEGER, List.of("integer:bigint", "integer:smallint"), "0", "1", "5", "-2", "300"),
    REAL(
            "REAL",
            Type.REAL,
            List.of("real:double precision"),
            "0.0",
            "1.5",
            "-2.5",
            "3.0",
            "0.1",
            "100.25",
            "2.675",
            "-0.001"),
    TEXT(
            "TEXT",
            Type.TEXT,
            List.of("text:text", "text:character varying(40)"),
            "'Ada'",
            "'bob'",
            "''",
            "'10'",
            "'2.5'",
            "'a_b'",
            "'ABC'",
            "'abc'",
            "'x y'",
            "'Ärger'",
            "' 42 '",
            "'it''s'",
            "'50%'",
            "'3.5abc'",
            "'zz  '"),
    NOCASE(
            "TEXT COLLATE NOCASE",
            Type.TEXT,
            List.of("text:text"),
            "'Ada'",
            "'ada'",
            "'ABE'",
            "'b'",
            "'B'",
            "''",
            "'10'",
            "'Çelik'"),
    RTRIM("TEXT COLLATE RTRIM", Type.TEXT, List.of("text:text"), "'a'", "'a '", "'b'", "'A'", "''", "'c  '"),
    BLOB("BLOB", Type.BLOB, List.of("blob:bytea"), "X''", "X'00FF10'", "X'41'", "X'616263'"),
    BOOLEAN("BOOLEAN", Type.INTEGER, List.of("integer:bigint", "boolean:boolean", "boolean:boolean"), "0", "1"),
    DATE(
            "DATE",
            Type.TEXT,
            List.of("text:text", "iso:date:YYYY-MM-DD", "iso:date:YYYY-MM-DD"),
            "'2024-02-29'",
            "'1999-01-01'",
            "'2000-12-31'",
            "'1963-05-05'",
            "'2024-01-15'"),
    DATETIME(
            "DATETIME",
            Type.TEXT,
            List.of("text:text", "iso:timestamp(0):YYYY-MM-DD HH:MM:SS", "iso:timestamp(0):YYYY-MM-DD HH:MM:SS"),
            "'2024-01-15 10:00:00'",
            "'2024-02-29 23:59:59'",
            "'1999-12-31 12:30:45'",
            "'2024-01-15 10:00:01'"),
    INSTANT(
            "TIMESTAMP",
            Type.TEXT,
            List.of("text:text", "iso:timestamp(3):YYYY-MM-DDTHH:MM:SS.SSSZ"),
            "'2024-01-15T10:00:00.000Z'",
            "'2024-02-29T23:59:59.999Z'",
            "'1970-01-01T00:00:00.001Z'"),
    EPOCH_MS(
            "DATETIME",
            Type.INTEGER,
            List.of("integer:bigint", "epoch-ms:timestamp(3)", "epoch-ms:timestamp(3)"),
            "1700000000000",
            "1700000001500",
            "0",
            "1500000000000",
            "-86400000"),
    EPOCH_S(
            "INTEGER",
            Type.INTEGER,
            List.of("integer:bigint", "epoch-s:timestamp(0)"),
            "1700000000",
            "1700000001",
            "0",
            "1500000000"),
    DECIMAL(
            "DECIMAL(10,2)",
            Type.NUMBER,
            List.of("number:double precision", "decimal:numeric(10,2):NUMERIC", "decimal:numeric(10,2):NUMERIC"),
            "10.5",
            "20",
            "0.99",
            "-3.25",
            "99.99",
            "0",
            "1000.1"),
    UUID(
            "TEXT",
            Type.TEXT,
            List.of("text:text", "uuid:uuid:lower", "uuid:uuid:lower"),
            "'0a000000-0000-4000-8000-000000000001'",
            "'0a000000-0000-4000-8000-000000000002'",
            "'0b000000-0000-4000-8000-000000000003'",
            "'c0000000-0000-4000-8000-000000000004'",
            "'d0000000-0000-4000-8000-000000000005'",
            "'ffffffff-0000-4000-8000-000000000006'"),
    JSON(
            "JSON",
            Type.JSON,
            List.of("text:text", "json:json"),
            "'{\"a\":1,\"b\":[1,2,{\"c\":\"x\"}]}'",
            "'[1,2,3]'",
            "'{\"a\":null}'",
            "'{\"a\":\"te\\\"xt\"}'",
            "'{}'",
            "'{\"b\": [ ] , \"a\":2.5}'"),
    MIXED("NUMERIC", Type.MIXED, List.of("affinity:text:NUMERIC"), "'12abc'", "5", "2.5", "'x'", "-7", "''", "12");

    /** What an expression of such a column is good for. */
    enum Type {
        INTEGER,
        REAL,
        NUMBER,
        TEXT,
        BLOB,
        JSON,
        MIXED
    }

    private final String declared;
    private final Type type;
    private final List<String> codecs;
    private final List<String> literals;

    GeneratedShape(String declared, Type type, List<String> codecs, String... literals) {
        this.declared = declared;
        this.type = type;
        this.codecs = codecs;
        this.literals = List.of(literals);
    }

    /** The column's type in SQLite's CREATE TABLE, its collation included. */
    String declared() {
        return declared;
    }

    Type type() {
        return type;
    }

    /** Values as SQLite's literals, each of which fits every codec. */
    List<String> literals() {
        return literals;
    }

    /** How PostgreSQL stores it: as SQLite does, or in a type that a person would choose. */
    Codec codec(Draw draw) {
        return Codecs.named(draw.of(codecs));
    }

    /** Whether a literal in quotes is the same default on PostgreSQL, whatever the codec. */
    boolean hasDefault() {
        return this != EPOCH_MS && this != EPOCH_S && this != BLOB;
    }

    boolean isKey() {
        return this == TEXT || this == UUID || this == SMALL || this == DATE || this == NOCASE;
    }
}
