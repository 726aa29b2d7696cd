package io.shadowjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

class JooqIT extends ClientContract {
    @Override
    Scenario scenario(Database database) {
        return new JooqScenario(database);
    }

    @Override
    void assertSawWhatItHasTo(Product product, Transcript transcript) {
        assertThat(transcript.of("insert and returning"))
                .contains("returned: {id=Long 3, name=String Octavia}")
                .contains("book: {id=Long 1, price=BigDecimal " + product.choose("12.5}", "12.50}"));
        assertThat(transcript.of("nested collections"))
                .anyMatch(line -> line.startsWith("authors with books: [String Ursula: [The Dispossessed 12.5"));
        assertThat(transcript.of("records"))
                .contains("changed by another threw org.jooq.exception.DataChangedException"
                        + " Database record has been changed")
                .contains("refreshed: String Joanna Russ", "batch: {Integer 1, Integer 1}");
        assertThat(transcript.of("load csv"))
                .containsExactly("stored: Integer 3", "found: [String Lem, String Dick, String Le Guin]");
        assertThat(transcript.of("nested transactions"))
                .contains("inside: Integer 2", "kept: [String outer, String inner]");
        assertThat(transcript.of("exceptions"))
                .contains("state: String " + product.choose("00000", "23503"))
                .contains("class of the state: SQLStateClass C23_INTEGRITY_CONSTRAINT_VIOLATION");
        assertThat(transcript.of("schema"))
                .contains("table: String author", "table: String book")
                .anyMatch(line -> line.startsWith("foreign keys: String [") && line.contains("\"author\" (\"id\")]"));
    }
}
