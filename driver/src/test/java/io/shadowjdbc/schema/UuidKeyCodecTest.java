package io.shadowjdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.dialect.HelperFunctions;
import io.shadowjdbc.dialect.TableExpressions;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Java and PostgreSQL make the same UUID of an integer, and the same integer of a UUID. */
class UuidKeyCodecTest {
    private static final Codec CODEC = Codecs.named("uuid-key:uuid:artist");
    private static final long[] KEYS = LongStream.concat(
                    LongStream.of(
                            Long.MIN_VALUE,
                            Long.MIN_VALUE + 1,
                            -(1L << 62) - 1,
                            -(1L << 62),
                            -1,
                            0,
                            1,
                            (1L << 62) - 1,
                            1L << 62,
                            Long.MAX_VALUE),
                    new Random(20_261_121).longs(5_000))
            .toArray();

    private static TestDatabase database;
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        database = Postgres.database();
        connection = database.connect();
        HelperFunctions.install(connection);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void itIsAUuidOfVersion8OfThisLayout() {
        // sha256("artist") begins 70b1e8e06785, 1100101011 in binary; the first bits of 1, its sign flipped, are 10
        UUID one = new UuidKeyCodec("Artist").uuid(1);
        assertThat(one.version()).isEqualTo(8);
        assertThat(one.variant()).isEqualTo(2);
        assertThat(one)
                .hasToString("70b1e8e0-6785-8cae-8000-000000000001")
                .isEqualTo(new UuidKeyCodec("ARTIST").uuid(1))
                .isNotEqualTo(new UuidKeyCodec("album").uuid(1));
    }

    @Test
    void postgresqlWritesAndReadsTheSame() throws SQLException {
        String keys =
                Arrays.stream(KEYS).mapToObj(key -> "('" + key + "'::bigint)").collect(Collectors.joining(", "));
        String written = TableExpressions.heldKey("k", CODEC);
        String query = "SELECT k, " + written + ", " + TableExpressions.storedKey(written, CODEC)
                + ", row_number() OVER (ORDER BY k) = row_number() OVER (ORDER BY " + written
                + ") FROM (VALUES " + keys + ") AS t(k)";
        int rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                long key = row.getLong(1);
                assertThat(row.getObject(2, UUID.class)).isEqualTo(new UuidKeyCodec("artist").uuid(key));
                assertThat(CODEC.decode(row, 2)).isEqualTo(key);
                assertThat(row.getLong(3)).isEqualTo(key);
                assertThat(row.getBoolean(4))
                        .as("UUIDs sort as the integers do")
                        .isTrue();
                rows++;
            }
        }
        assertThat(rows).isEqualTo(KEYS.length);
    }

    @Test
    void aUuidThatStandsForNoKeyIsAnError() throws SQLException {
        for (UUID foreign : new UUID[] {new UUID(0, 0), UUID.randomUUID(), new UuidKeyCodec("album").uuid(1)}) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT '" + foreign + "'::uuid")) {
                row.next();
                assertThatThrownBy(() -> CODEC.decode(row, 1))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("stands for no key of table artist");
            }
        }
    }
}
