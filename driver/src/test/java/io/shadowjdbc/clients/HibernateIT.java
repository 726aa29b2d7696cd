package io.shadowjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.hibernate.Version;
import org.junit.jupiter.api.Test;

/** The build runs this on Hibernate 7 and once more on Hibernate 6. */
class HibernateIT extends ClientContract {
    @Override
    Scenario scenario(Database database) {
        return new HibernateScenario(database);
    }

    @Test
    void itRunsOnTheVersionThatThisRunIsFor() {
        assertThat(Version.getVersionString()).isEqualTo(System.getProperty("shadow-test.hibernate"));
    }

    @Override
    void assertSawWhatItHasTo(Product product, Transcript transcript) {
        assertThat(transcript.of("dialect"))
                .contains("chosen by the metadata: String " + product.choose("SQLiteDialect", "PostgreSQLDialect"));
        assertThat(transcript.of("all types come back"))
                .contains("price: BigDecimal " + product.choose("12.5", "12.50"))
                .contains("changed: Instant 2023-11-14T22:13:20.123Z", "cover: byte[] 0102ff")
                .contains("number: UUID 01234567-89ab-cdef-0123-456789abcdef");
        assertThat(transcript.of("batches")).contains("sum: {Long 32505, Long 25}");
        assertThat(transcript.of("lazy loading"))
                .contains("author is loaded: Boolean false", "author: String Stanisław", "graph: Boolean true")
                .anyMatch(line -> line.startsWith("too late threw org.hibernate.LazyInitializationException"));
        assertThat(transcript.of("optimistic locking"))
                .anyMatch(line -> line.startsWith("stale threw jakarta.persistence.OptimisticLockException"))
                .contains("name: String Ursula K.", "version: Long 2");
        assertThat(transcript.of("savepoints")).contains("undone: Integer 0", "kept: Long 1");
        assertThat(transcript.of("constraint violations"))
                .anyMatch(line -> line.startsWith("unique threw org.hibernate.exception."
                        + product.choose("GenericJDBCException", "ConstraintViolationException")));
    }
}
