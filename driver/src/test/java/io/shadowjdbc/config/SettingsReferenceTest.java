package io.shadowjdbc.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/reference/settings.md} equal to what {@link Setting} says. */
class SettingsReferenceTest {
    /** Tests run in the module's directory, in Maven and in IDEs. */
    private static final Path PAGE = Path.of("..", "docs", "reference", "settings.md");

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        String page = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (Boolean.getBoolean("updateDocs")) {
            Files.writeString(PAGE, render());
            return;
        }
        assertThat(page)
                .as("docs/reference/settings.md; to write it anew: mvn -pl driver test -DupdateDocs=true"
                        + " -Dtest=SettingsReferenceTest")
                .isEqualTo(render());
    }

    @Test
    void everyKeyAndEveryVariableIsDistinct() {
        assertThat(Setting.values()).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(Setting.values()).extracting(Setting::environmentVariable).doesNotHaveDuplicates();
    }

    @Test
    void everyDefaultIsAllowed() {
        assertThat(Setting.values())
                .allSatisfy(setting -> setting.defaultText()
                        .ifPresent(text -> assertThat(setting.parse(text)).isNotNull()));
    }

    private static String render() {
        String settings = Arrays.stream(Setting.values())
                .map(SettingsReferenceTest::section)
                .collect(Collectors.joining("\n"));
        return """
                # Settings

                Written by a test from the code (`io.shadowjdbc.config.Setting`); don't edit it by hand.

                A setting may come from any of these places. Where several give it, the later one in this list wins:

                1. `shadow.properties` on the class path
                2. the properties file (UTF-8) that the system property `shadow.config` or the environment variable `SHADOW_CONFIG` names
                3. environment variables: `SHADOW_MIRROR_RATE` for `shadow.mirror.rate`
                4. system properties
                5. the connection's properties, as a pool or `DriverManager` passes them on
                6. the URL: `jdbc:shadow:sqlite:/data/app.db?shadow.mirror.rate=1`

                In the URL, values are percent-encoded (`&` as `%26`, `%` as `%25`, `+` as `%2B`; a bare `+` is a space, as in PostgreSQL's
                driver). Our parameters are taken out of the URL; all others reach the inner driver as they are. A blank value counts as
                none.

                A key that starts with `shadow.` and is not on this page is an error that names its source and the nearest key. The
                environment is shared with other software: there only a name within two letters of one on this page is an error.

                """ + settings;
    }

    private static String section(Setting setting) {
        return "## " + setting.key() + "\n\n"
                + setting.description() + "\n\n"
                + "- Expected: " + setting.allowed() + "\n"
                + setting.defaultText()
                        .map(text -> "- Default: `" + text + "`\n")
                        .orElse("")
                + "- Environment: `" + setting.environmentVariable() + "`\n";
    }
}
