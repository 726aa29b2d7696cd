package io.shadowjdbc.migrator.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/** Makes SQLite files whose pages look as different as pages can: sizes, encodings, gaps, overflow, altered tables. */
final class RandomDatabase {
    private static final List<Integer> PAGE_SIZES = List.of(512, 1024, 4096, 16384, 65536);
    private static final List<String> ENCODINGS = List.of("UTF-8", "UTF-8", "UTF-16le", "UTF-16be");
    private static final List<String> TYPES = List.of("INTEGER", "TEXT", "REAL", "BLOB", "NUMERIC", "", "BOOLEAN");
    private static final String CHARACTERS = "abc xyz,.\n\t\\'\"éß漢😀";
    private static final long[] INTEGERS = {
        0,
        1,
        -1,
        127,
        -128,
        128,
        32_767,
        -32_768,
        8_388_607,
        -8_388_608,
        8_388_608,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 47,
        -(1L << 47),
        (1L << 47) - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final Random random;
    private final StringBuilder described = new StringBuilder();

    RandomDatabase(long seed) {
        random = new Random(seed);
    }

    /** Page size, encoding and so on, for the message of a failing test. */
    String described() {
        return described.toString();
    }

    Path make(Path dir) throws SQLException {
        Path file = dir.resolve("random.sqlite");
        int pageSize = PAGE_SIZES.get(random.nextInt(PAGE_SIZES.size()));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            pragma(statement, "page_size", List.of(pageSize));
            pragma(
                    statement,
                    "encoding",
                    ENCODINGS.stream().map(name -> "'" + name + "'").toList());
            pragma(statement, "auto_vacuum", List.of("NONE", "FULL", "INCREMENTAL"));
            statement.execute("PRAGMA user_version = 1");
        }
        if (random.nextInt(3) == 0) {
            reserveBytes(file, pageSize, 1 + random.nextInt(32));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 3; i++) {
                table(connection, statement, "t" + i);
            }
            connection.commit();
        }
        return file;
    }

    private void pragma(Statement statement, String name, List<?> values) throws SQLException {
        Object value = values.get(random.nextInt(values.size()));
        described.append(name).append('=').append(value).append(' ');
        statement.execute("PRAGMA " + name + " = " + value);
    }

    /** As extensions that encrypt pages do: byte 20 of the file counts them, and cells end before them. */
    private void reserveBytes(Path file, int pageSize, int bytes) {
        described.append("reserved=").append(bytes).append(' ');
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) bytes}), 20);
            channel.write(
                    ByteBuffer.allocate(2).putShort((short) (pageSize - bytes)).flip(), 105);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void table(Connection connection, Statement statement, String name) throws SQLException {
        boolean withoutRowid = random.nextInt(3) == 0;
        boolean integerKey = !withoutRowid && random.nextBoolean();
        int columns = 1 + random.nextInt(8);
        StringBuilder sql = new StringBuilder("CREATE TABLE " + name + " (");
        for (int i = 0; i < columns; i++) {
            String type =
                    integerKey && i == columns / 2 ? "INTEGER PRIMARY KEY" : TYPES.get(random.nextInt(TYPES.size()));
            sql.append("c").append(i).append(' ').append(type).append(", ");
        }
        if (withoutRowid) {
            sql.append("k INTEGER, l TEXT, PRIMARY KEY (l, k)) WITHOUT ROWID");
        } else {
            sql.append("stored TEXT AS (c0 || '!') STORED)");
        }
        statement.execute(sql.toString());
        described.append(sql).append(' ');
        fill(connection, name, columns, integerKey, withoutRowid, 1 + random.nextInt(400));
        statement.execute("ALTER TABLE " + name + " ADD COLUMN added TEXT DEFAULT 'later'");
        statement.execute("ALTER TABLE " + name + " ADD COLUMN number REAL DEFAULT 5");
        statement.execute("ALTER TABLE " + name + " ADD COLUMN extra BLOB");
        fill(connection, name, columns, integerKey, withoutRowid, random.nextInt(100));
        if (random.nextBoolean()) {
            statement.execute("DELETE FROM " + name + " WHERE abs(random()) % 3 = 0");
            fill(connection, name, columns, integerKey, withoutRowid, random.nextInt(50));
        }
        if (random.nextInt(4) == 0) {
            statement.execute("ALTER TABLE " + name + " DROP COLUMN extra");
        }
    }

    private void fill(
            Connection connection, String name, int columns, boolean integerKey, boolean withoutRowid, int rows)
            throws SQLException {
        String more = withoutRowid ? ", k, l" : "";
        String names = "c0";
        for (int i = 1; i < columns; i++) {
            names += ", c" + i;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO " + name + " (" + names
                + more + ") VALUES (?" + ", ?".repeat(columns - 1 + (withoutRowid ? 2 : 0)) + ")")) {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < columns; i++) {
                    insert.setObject(i + 1, integerKey && i == columns / 2 ? key() : value());
                }
                if (withoutRowid) {
                    insert.setLong(columns + 1, random.nextInt(1_000));
                    insert.setString(columns + 2, text(random.nextInt(40)));
                }
                insert.executeUpdate();
            }
        }
    }

    private Object key() {
        return switch (random.nextInt(20)) {
            case 0 -> INTEGERS[random.nextInt(INTEGERS.length)];
            case 1, 2, 3 -> -random.nextInt(1_000);
            default -> random.nextInt(100_000);
        };
    }

    private Object value() {
        return switch (random.nextInt(9)) {
            case 0 -> null;
            case 1 -> INTEGERS[random.nextInt(INTEGERS.length)];
            case 2 -> random.nextLong();
            case 3 -> random.nextGaussian() * 1e10;
            case 4 -> (double) random.nextInt(100);
            case 5 -> blob(random.nextInt(30));
            case 6 -> text(random.nextInt(30));
            case 7 -> random.nextInt(20) == 0 ? text(random.nextInt(20_000)) : text(random.nextInt(300));
            default -> random.nextInt(60) == 0 ? blob(random.nextInt(1_200_000)) : blob(random.nextInt(700));
        };
    }

    private byte[] blob(int length) {
        byte[] blob = new byte[length];
        random.nextBytes(blob);
        return blob;
    }

    private String text(int length) {
        int[] characters = CHARACTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }
}
