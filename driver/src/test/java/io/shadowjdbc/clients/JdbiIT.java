package io.shadowjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

class JdbiIT extends ClientContract {
    @Override
    Scenario scenario(Database database) {
        return new JdbiScenario(database);
    }

    @Override
    void assertSawWhatItHasTo(Product product, Transcript transcript) {
        assertThat(transcript.of("insert with generated keys")).contains("key: Long 1", "key: Long 2");
        assertThat(transcript.of("batches"))
                .contains("prepared: {Integer 1, Integer 1, Integer 1, Integer 1, Integer 1}")
                .contains("keys of a batch: " + product.choose("[]", "[Long 8, Long 9]"));
        assertThat(transcript.of("streams and iterators"))
                .contains("the first two: [String Volume 1, String Volume 2]", "changed while reading: Integer 1");
        assertThat(transcript.of("sql objects"))
                .contains("books: [Book Book[id=1, title=Volume 1, price=1.25, sold=10, inPrint=false],"
                        + " Book Book[id=2, title=Volume 2, price=2.25, sold=21, inPrint=true]]");
        assertThat(transcript.of("sql objects in transactions")).contains("nothing of it: Integer 0");
        assertThat(transcript.of("savepoints"))
                .contains("in third: Integer 1", "kept: [Integer 1, Integer 0, Integer 0, Integer 1]");
        assertThat(transcript.of("exceptions"))
                .contains("  because of "
                        + product.choose(
                                "org.sqlite.SQLiteException [null, 19] [SQLITE_CONSTRAINT_NOTNULL] A NOT NULL constraint"
                                        + " failed (NOT NULL constraint failed: author.name)",
                                "org.postgresql.util.PSQLException [42P01, 0] ERROR: relation \"nowhere\" does not exist\n"
                                        + "  Position: 13"));
    }
}
