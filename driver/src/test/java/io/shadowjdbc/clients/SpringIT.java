package io.shadowjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

class SpringIT extends ClientContract {
    @Override
    Scenario scenario(Database database) {
        return new SpringScenario(database);
    }

    @Override
    void assertSawWhatItHasTo(Product product, Transcript transcript) {
        assertThat(transcript.of("simple insert by metadata"))
                .contains(product.choose("key: Integer 1", "key: Long 1"))
                .anyMatch(
                        line -> line.startsWith("columns found in the metadata: String INSERT INTO book (author_id,"));
        assertThat(transcript.of("maps and row sets"))
                .anyMatch(line -> line.startsWith("a row: ")
                        && line.contains("cover=byte[] 0102ff")
                        && line.contains(product.choose("price=Double 12.5,", "price=BigDecimal 12.50,")));
        assertThat(transcript.of("translated exceptions"))
                .anyMatch(line -> line.startsWith("unique threw "
                        + product.choose(
                                "org.springframework.jdbc.UncategorizedSQLException",
                                "org.springframework.dao.DuplicateKeyException")));
        assertThat(transcript.of("commit and rollback"))
                .contains("committed: Boolean true", "rolled back: Boolean false")
                .contains("kept of it: "
                        + product.choose("[Boolean true, Boolean true]", "[Boolean false, Boolean false]"));
        assertThat(transcript.of("nested transactions"))
                .contains("kept: [{name=String outer}, {name=String inner, released}, {name=String outer, at last}]");
    }
}
