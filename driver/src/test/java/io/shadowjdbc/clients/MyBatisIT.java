package io.shadowjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

class MyBatisIT extends ClientContract {
    @Override
    Scenario scenario(Database database) throws Exception {
        return new MyBatisScenario(database);
    }

    @Override
    void assertSawWhatItHasTo(Product product, Transcript transcript) {
        assertThat(transcript.of("insert with generated keys"))
                .contains("key: Long 3", "keys: " + product.choose("[Long 5, null]", "[Long 4, Long 5]"));
        assertThat(transcript.of("batch executor"))
                .contains("UPDATE book SET sold = sold + ? WHERE id = ?: {Integer 1, Integer 0}")
                .contains("nothing kept: Integer 0");
        assertThat(transcript.of("select"))
                .contains("bytes: byte[] 0102ff", "cached in the session: Boolean true")
                .contains("book: Book 1 1 The Dispossessed " + product.choose("12.5", "12.50") + " 0 true");
        assertThat(transcript.of("associations"))
                .contains("author, loaded now: String Ursula", "Stanisław: [String Volume 1, String Volume 3]");
        assertThat(transcript.of("cursor and handlers"))
                .contains("seen: [String 0 The Dispossessed, String 1 Volume 1, String 2 Volume 2]");
        assertThat(transcript.of("commit and rollback"))
                .contains("kept: [Integer 0, Integer 1]", "gone: Integer 0", "seen inside: Integer 1");
        assertThat(transcript.of("exceptions"))
                .anyMatch(line -> line.contains(product.choose(
                        "org.sqlite.SQLiteException [null, 19]", "org.postgresql.util.PSQLException [23505, 0]")));
    }
}
