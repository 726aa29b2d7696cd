package io.shadowjdbc.report;

import static io.shadowjdbc.report.Cli.counts;
import static io.shadowjdbc.report.Cli.feed;
import static io.shadowjdbc.report.Cli.line;
import static io.shadowjdbc.report.Cli.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on the command line or in the files: exit 2 and 3, with a message that says what to do. */
class CommandLineTest {
    @TempDir
    private Path dir;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                 | Missing required subcommand",
                "chart --in x                       | Unmatched arguments from index 0: 'chart'",
                "serve --in x                       | Unmatched arguments from index 0: 'serve'",
                "check                              | Missing required option: '--in=DIR'",
                "check --in x --max-age soon        | 'soon' is not a duration: expected a number and s, m, h or d",
                "check --in x --since yesterday     | 'yesterday' is not a time: expected ISO 8601 in UTC",
                "check --in x --max-dropped 101     | --max-dropped is 101.0: expected a percentage from 0 to 100",
                "check --in x --min-comparisons -1  | --min-comparisons is -1: expected 0 or more",
                "check --in x --max-mismatches many | 'many' is not a long",
            })
    void aWrongCommandLineIsExit2(String args, String message) {
        Cli cli = args.isEmpty() ? Cli.run() : Cli.run((Object[]) args.split(" "));

        assertThat(cli.exit()).isEqualTo(2);
        assertThat(cli.err()).contains(message);
        assertThat(cli.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "json", "check"})
    void aDirectoryThatIsNotThereIsExit3(String command) {
        Cli cli = Cli.run(command, "--in", feed("agreeing"), dir.resolve("parity"));

        assertThat(cli.exit()).isEqualTo(3);
        assertThat(cli.err())
                .isEqualTo("shadow-report: " + dir.resolve("parity")
                        + ": no such directory; expected the driver's shadow.parity.dir\n");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'v':1,'type':'run'                       | not one JSON object",
                "[1]                                       | not one JSON object",
                "{'v':1}{'v':1}                            | not one JSON object",
                "{'v':2}                                   | member \"v\" is a format version that this report can't read; it reads version 1",
                "{'type':'run'}                            | member \"v\" is missing",
                "{'v':1,'type':'run','instance':'i'}       | member \"run\" is missing",
                "{'v':1,'type':'run','instance':'i','run':'r','at':'noon'} | member \"at\" is not a time in ISO 8601 and UTC, as in 2026-01-31T23:59:59.000Z",
            })
    void aLineThatBreaksTheFormatIsExit3AndNamesFileAndLine(String bad, String message) {
        Path file = Cli.write(dir, "a.jsonl", statement("f1"), "", bad.replace('\'', '"'), counts("f1", 1, ""));

        Cli cli = Cli.run("check", "--in", dir);

        assertThat(cli.exit()).isEqualTo(3);
        assertThat(cli.err()).isEqualTo("shadow-report: " + file + ", line 3: " + message + "\n");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "counts | 'selected':1 | member \"fingerprint\" is missing",
                "counts | 'fingerprint':'f','selected':'1' | member \"selected\" has to be a whole number, 0 or more, found a string",
                "counts | 'fingerprint':'f','selected':1,'verdicts':{'MATCH':-1} | member \"verdicts.MATCH\" has to be a whole number, 0 or more, found a negative number",
                "counts | 'fingerprint':'f','selected':1,'verdicts':{'PERHAPS':1} | member \"verdicts.PERHAPS\" is a verdict that this version does not know; use the report of the driver's version",
                "counts | 'fingerprint':'f','selected':1,'latency':{'sqlite':7} | member \"latency.sqlite\" has to be an object, found a number",
                "statement | 'fingerprint':'f','tables':[1] | member \"tables\" has to be an array of strings, found a number",
                "difference | 'fingerprint':'f','verdict':'MISMATCH','parameters':{} | member \"parameters\" has to be an array, found an object",
                "difference | 'fingerprint':'f','verdict':'MISMATCH','active_value':{} | member \"active_value.type\" is missing",
                "run | 'rate':true | member \"rate\" has to be a number, found a boolean",
            })
    void aMemberOfTheWrongTypeIsNamed(String type, String members, String message) {
        Path file = Cli.write(dir, "a.jsonl", line(type, members));

        Cli cli = Cli.run("json", "--in", dir);

        assertThat(cli.exit()).isEqualTo(3);
        assertThat(cli.err()).isEqualTo("shadow-report: " + file + ", line 1: " + message + "\n");
    }

    @Test
    void aReportThatCannotBeWrittenIsExit3() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");

        Cli cli = Cli.run("json", "--in", feed("agreeing"), "--out", file.resolve("report.json"));

        assertThat(cli.exit()).isEqualTo(3);
        assertThat(cli.err()).startsWith("shadow-report: " + file);
    }

    @Test
    void helpListsTheCommandsAndTheExitCodes() {
        Cli help = Cli.run("--help");

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("html", "json", "check", "3   the parity files can't be read");
    }
}
