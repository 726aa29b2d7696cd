package io.shadowjdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guides name is there. */
class DocumentationTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern KEY = Pattern.compile("(?<![\\w./:-])shadow\\.[a-z][a-z.-]*[a-z]");

    /** Names that start like a setting's key and are none: meters, a page, sources of settings. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "shadow.reads",
            "shadow.read.latency",
            "shadow.queue.size",
            "shadow.flip.pause",
            "shadow.sync.lag",
            "shadow.sync.failures",
            "shadow.mirror.silence",
            "shadow.mirror.silences",
            // tables of the migrator's: copy_run, copy_part, built_object, plan_choice and two more; the functions
            // sq_...
            "shadow.copy",
            "shadow.built",
            "shadow.plan",
            "shadow.sq",
            "shadow.quarantine",
            "shadow.crossing",
            "shadow.setting",
            // tables of the sync's and the fence's
            "shadow.note",
            "shadow.pass",
            "shadow.suspended",
            "shadow.md",
            "shadow.properties",
            "shadow.config");

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(REPOSITORY.resolve("README.md")));
        try (Stream<Path> files = Files.walk(REPOSITORY.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        assertThat(found(LINK, page))
                .allSatisfy(target -> assertThat(page.resolveSibling(target)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySettingExists(Path page) throws IOException {
        assertThat(found(KEY, page))
                .allMatch(key -> Setting.ofKey(key).isPresent() || NO_SETTINGS.contains(key), "is a setting");
    }

    private static List<String> found(Pattern pattern, Path page) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(page));
        return matcher.results()
                .map(match -> match.groupCount() > 0 ? match.group(1) : match.group())
                .toList();
    }
}
