package io.shadowjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

class FlywayIT extends ClientContract {
    @Override
    Scenario scenario(Database database) {
        return new FlywayScenario(database);
    }

    @Override
    void assertSawWhatItHasTo(Product product, Transcript transcript) {
        assertThat(transcript.of("migrate"))
                .contains("executed: Integer 3", "current: String 3")
                .contains("database: String " + product.choose("SQLite", "PostgreSQL"));
        assertThat(transcript.of("migrate again")).contains("executed: Integer 0");
        assertThat(transcript.of("what the migrations did"))
                .contains("expensive: [[String The Dispossessed]]")
                .anyMatch(line -> line.startsWith("books: [[String 1, String The Dispossessed, String 12.5")
                        && line.contains("String 7, null]"));
        assertThat(transcript.of("repeatable again")).contains("executed: Integer 1");
        assertThat(transcript.of("validate"))
                .contains("repaired: Integer 1")
                .anyMatch(line -> line.contains("Migration checksum mismatch for migration version 1"));
        assertThat(transcript.of("failing migration"))
                .anyMatch(line -> line.startsWith("its table threw"))
                .contains("authors: [[String 2]]");
        assertThat(transcript.of("baseline"))
                .contains("executed: Integer 2", "expensive: [[String The Dispossessed], [String Solaris]]");
    }
}
