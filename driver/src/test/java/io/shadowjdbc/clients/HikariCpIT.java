package io.shadowjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

class HikariCpIT extends ClientContract {
    @Override
    Scenario scenario(Database database) {
        return new HikariCpScenario(database);
    }

    @Override
    void assertSawWhatItHasTo(Product product, Transcript transcript) {
        String number = product.choose("Integer", "Long");
        assertThat(transcript.of("configured connections"))
                .contains("auto-commit: Boolean false", "isolation: Integer 8", "key: " + number + " 1")
                .contains("set at first: " + product.choose("Integer -1234", "String bookshop"));
        assertThat(transcript.of("uncommitted work on return")).contains("rows: " + number + " 0");
        assertThat(transcript.of("changed state on return"))
                .contains("network timeout: Integer 12345", "auto-commit: Boolean true", "network timeout: Integer 0")
                .contains("it is the same connection: Boolean true");
        assertThat(transcript.of("after a constraint error"))
                .contains("it is the same connection: Boolean true", "connections: Integer 1");
        assertThat(transcript.of("a dead connection is replaced"))
                .contains("kills: Integer 1", "it is another: Boolean true", "it works: String Ursula");
        assertThat(transcript.of("leak detection")).contains("logged: Boolean true", "valid: Boolean true");
        assertThat(transcript.of("settings that can't be met"))
                .anyMatch(line -> line.startsWith(
                        "first statement threw " + "com.zaxxer.hikari.pool.HikariPool$PoolInitializationException"));
    }
}
