package io.shadowjdbc.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h/d?user=u&password=p&ssl=on,    jdbc:postgresql://h/d?user=u&password=***&ssl=on",
        "jdbc:postgresql://h/d?sslpassword=p,               jdbc:postgresql://h/d?sslpassword=***",
        "postgresql://u:p@h:1/d,                            postgresql://u:***@h:1/d",
        "postgresql://u:p@ss@h:1/d,                         postgresql://u:***@h:1/d",
        "jdbc:sqlite:a.db?hexkey=00ff,                      jdbc:sqlite:a.db?hexkey=***",
        "jdbc:shadow:sqlite:a?shadow.secondary.password=p,  jdbc:shadow:sqlite:a?shadow.secondary.password=***",
        "jdbc:shadow:sqlite:a?shadow.secondary.url=x%3Fpassword%3Dp%26a%3Db&c=d,"
                + " jdbc:shadow:sqlite:a?shadow.secondary.url=x%3Fpassword%3D***%26a%3Db&c=d",
    })
    void passwordsAreReplaced(String url, String shown) {
        assertThat(Redaction.url(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:a.db?foreign_keys=on&journal_mode=WAL",
                "jdbc:postgresql://h:5432/password?user=u&sslkey=/etc/key.pem",
                "5 within 2s"
            })
    void allElseStays(String text) {
        assertThat(Redaction.url(text)).isEqualTo(text);
    }
}
