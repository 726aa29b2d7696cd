package io.shadowjdbc.report;

import static io.shadowjdbc.report.Cli.counts;
import static io.shadowjdbc.report.Cli.feed;
import static io.shadowjdbc.report.Cli.line;
import static io.shadowjdbc.report.Cli.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code json}: its structure, which programs rely on, and what adding up files means. */
class JsonTest {
    @TempDir
    private Path dir;

    @Test
    void everyMemberThatTheReferenceNames() throws IOException {
        Cli json = Cli.run("json", "--in", feed("two-instances"), "--max-age", "1h", "--accept", "c0ffee0000000005");

        assertThat(json.exit()).isZero();
        assertThat(json.out()).isEqualTo(Files.readString(Path.of("src/test/resources/two-instances.json")));
    }

    @Test
    void theLastCountsOfARunCountAndRunsAddUp() throws IOException {
        Cli.write(
                dir,
                "web-1.jsonl",
                counts("f1", 5, "'MATCH':5"),
                counts("f1", 9, "'MATCH':8,'STALE':1"),
                line(
                        "counts",
                        "web-1",
                        "r2",
                        "2026-01-10T09:20:00Z",
                        "'fingerprint':'f1','selected':1,'verdicts':{'MATCH':1}"));
        Cli.write(
                dir,
                "web-2.jsonl",
                line(
                        "counts",
                        "web-2",
                        "r1",
                        "2026-01-10T09:20:00Z",
                        "'fingerprint':'f1','selected':30,'verdicts':{'MATCH':30}"));

        Map<String, Object> report = report(dir);

        assertThat(report.get("runs")).asInstanceOf(list(Map.class)).hasSize(3);
        assertThat(report.get("totals"))
                .asInstanceOf(map(String.class, Object.class))
                .containsEntry("statements", 1)
                .containsEntry("selected", 40)
                .extractingByKey("verdicts", map(String.class, Object.class))
                .containsEntry("MATCH", 39)
                .containsEntry("STALE", 1)
                .containsEntry("MISMATCH", 0);
    }

    @Test
    void aFileHandedInTwiceCountsOnceAndTheLaterCopyWins() throws IOException {
        Path early = Files.createDirectory(dir.resolve("early"));
        Path late = Files.createDirectory(dir.resolve("late"));
        String difference = line(
                "difference", "'fingerprint':'f1','verdict':'MISMATCH','kind':'value','cause':'time_zone','row':1");
        Cli.write(early, "web-1.jsonl", statement("f1"), difference, counts("f1", 5, "'MATCH':4,'MISMATCH':1"));
        Cli.write(
                late,
                "web-1.jsonl",
                statement("f1"),
                difference,
                counts("f1", 5, "'MATCH':4,'MISMATCH':1"),
                counts("f1", 7, "'MATCH':6,'MISMATCH':1"));

        for (List<Path> order : List.of(List.of(early, late, late), List.of(late, early, early))) {
            Map<String, Object> report = report(order.toArray(Path[]::new));

            assertThat(report.get("runs")).asInstanceOf(list(Map.class)).hasSize(1);
            assertThat(report.get("statements"))
                    .asInstanceOf(list(Map.class))
                    .singleElement()
                    .satisfies(statement -> {
                        assertThat(statement.get("selected")).isEqualTo(7);
                        assertThat((List<?>) statement.get("differences"))
                                .singleElement()
                                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                                .containsEntry("cause", "time_zone");
                    });
        }
    }

    @Test
    void aSingleFileCanBeNamedAndOtherFilesOfADirectoryAreLeftAlone() throws IOException {
        Path file = Cli.write(dir, "a.jsonl", counts("f1", 1, "'MATCH':1"));
        Cli.write(dir, "a.jsonl.gz", "not a parity file");
        Cli.write(dir, "notes.txt", "nor this");

        assertThat(report(file).get("totals")).isEqualTo(report(dir).get("totals"));
        assertThat(report(dir).get("files")).isEqualTo(1);
    }

    @Test
    void aTornLastLineIsSkippedAndMentionedEvenInTheMiddleOfACharacter() throws IOException {
        byte[] whole = "{\"v\":1,\"type\":\"note\",\"detail\":\"Größe".getBytes(StandardCharsets.UTF_8);
        for (int cut : new int[] {1, 20, whole.length - 3, whole.length}) {
            Path file = Cli.write(dir, "a.jsonl", counts("f1", 1, "'MATCH':1"));
            Files.write(file, Arrays.copyOf(whole, cut), StandardOpenOption.APPEND);

            assertThat(report(dir).get("warnings"))
                    .asInstanceOf(list(String.class))
                    .containsExactly(file + ", line 2: cut off, as by an instance that died; skipped");
        }
    }

    @Test
    void aLastLineWithoutLineFeedIsWholeIfItParses() throws IOException {
        Path file = Cli.write(dir, "a.jsonl", counts("f1", 3, "'MATCH':3"));
        Files.writeString(file, Files.readString(file).strip());

        assertThat(report(dir).get("warnings")).asInstanceOf(list(String.class)).isEmpty();
    }

    @Test
    void everythingIsThereWithoutAnyFile() throws IOException {
        Map<String, Object> report = report(dir);

        assertThat(report)
                .containsEntry("decision", "no-go")
                .containsEntry("summary", "no parity file was found")
                .containsEntry("files", 0)
                .containsEntry("statements", List.of())
                .containsEntry("runs", List.of())
                .doesNotContainKeys("first", "last");
    }

    @Test
    void textThatNoDocumentCanHoldIsReplacedInEveryForm() {
        Cli.write(
                dir,
                "a.jsonl",
                line("statement", "'fingerprint':'f1','sql':'SELECT \\u0000 \\ud800 \\u202e','kind':'SELECT'"),
                counts("f1", 1, "'MATCH':1"));

        for (String command : new String[] {"html", "json", "junit", "check"}) {
            assertThat(Cli.run(command, "--in", dir, "--out", dir.resolve(command))
                            .exit())
                    .as(command)
                    .isZero();
        }
        assertThat(dir.resolve("html")).content().contains("SELECT � � �");
        assertThat(dir.resolve("junit")).content().contains("SELECT � � �");
    }

    private static Map<String, Object> report(Path... in) throws IOException {
        Object[] args = new Object[in.length + 2];
        args[0] = "json";
        args[1] = "--in";
        System.arraycopy(in, 0, args, 2, in.length);
        Cli json = Cli.run(args);
        assertThat(json.err()).isEmpty();
        return JSON.std.mapFrom(json.out());
    }
}
