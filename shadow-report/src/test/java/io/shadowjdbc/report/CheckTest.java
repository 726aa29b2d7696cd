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

/** {@code check} as an operator and a pipeline see it: the sentence, the gates, the next steps and the exit code. */
class CheckTest {
    @TempDir
    private Path dir;

    @Test
    void goWhenEveryStatementWasComparedAndAllAgree() {
        Cli check = Cli.run("check", "--in", feed("agreeing"));

        assertThat(check.exit()).isZero();
        assertThat(check.out()).isEqualTo("""
                GO: 1,014 reads of 2 statements compared, all agree

                pass  reads compared                     1,014  (at least 1)
                pass  reads that differ                      0  (at most 0)
                pass  reads that fail on the other side      0  (at most 0)
                pass  reads that can't be translated         0  (at most 0)
                pass  writes that would not run              0  (at most 0)
                pass  statements never compared              0  (0, each compared at least once)
                pass  reads dropped                        0 %  (at most 10 %)
                """);
        assertThat(check.err()).isEmpty();
    }

    @Test
    void aReadThatIsOnlyMadeBetweenWritesIsCheckedAndNotCompared() {
        String skipped = counts("f2", 3, "'SKIPPED':3},'reasons':{'uncommitted_writes':3");
        String check = line("check", "'fingerprint':'f2','other':'postgresql','runs':true");
        Cli.write(dir, "web-1.jsonl", statement("f1"), statement("f2"), counts("f1", 5, "'MATCH':5"), skipped);
        assertThat(Cli.run("check", "--in", dir.toString()).out()).contains("1 statement was never compared");

        Cli.write(dir, "web-1.jsonl", statement("f1"), statement("f2"), counts("f1", 5, "'MATCH':5"), skipped, check);
        assertThat(Cli.run("check", "--in", dir.toString()).exit()).isZero();
    }

    @Test
    void aWriteThatWouldNotRunThereIsANoGo() {
        String check = line("check", "'fingerprint':'f2','other':'postgresql','runs':%s,'detail':'no column extra'");
        Cli.write(dir, "web-1.jsonl", statement("f1"), counts("f1", 5, "'MATCH':5"), check.formatted("false"));
        Cli refused = Cli.run("check", "--in", dir.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out())
                .startsWith("NO-GO: 1 write would not run on the other side")
                .contains("postgresql would not run it: no column extra");

        assertThat(Cli.run("check", "--in", dir.toString(), "--accept", "f2").exit())
                .isZero();
    }

    @Test
    void noGoNamesEveryReasonThenTheStatementsThenWhatToDo() {
        Cli check = Cli.run("check", "--in", feed("two-instances"));

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out())
                .startsWith("NO-GO: 4 reads of 2 statements differ; 2 reads of 1 statement fail on the other side;"
                        + " 16 reads of 2 statements can't be translated; 1 statement was never compared\n")
                .contains("FAIL  reads that differ                      4  (at most 0)")
                .contains("""
                4 reads of 2 statements differ:
                  c0ffee0000000001  SELECT "InvoiceId", "Total" FROM "Invoice" WHERE "CustomerId" = ? ORDER BY "InvoiceId"
                      3 of 300 reads; for example: value (precision); row 3, column Total, getBigDecimal; the values differ; \
                sqlite: real, hash 5f1d7a84db00d2fc / postgresql: real, hash 9e107d9d372bb682
                """)
                .contains("  -> Rows missing or extra: run shadow-migrator verify")
                .contains("for example: strftime with %W (week of the year, Monday first) at position 8 has no equal")
                .contains("0 compared of 9 selected: non_deterministic 9")
                .contains("--accept c0ffee0000000005");
    }

    @Test
    void aStatementInTheListIsOneLineAndCannotSteerTheTerminal() {
        Cli.write(
                dir,
                "a.jsonl",
                line("statement", "'fingerprint':'f1','sql':'SELECT\\n  \\u001b[2J x','kind':'SELECT'"),
                counts("f1", 1, "'MISMATCH':1"));

        assertThat(Cli.run("check", "--in", dir).out())
                .contains("  f1  SELECT \uFFFD[2J x\n")
                .doesNotContain("\u001b");
    }

    @Test
    void noGoWithoutFiles() {
        Cli check = Cli.run("check", "--in", dir);

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out())
                .startsWith("NO-GO: no parity file was found\n")
                .contains("-> Give --in the directory that shadow.parity.dir names");
    }

    @Test
    void noGoWhenNothingWasComparedAndSaysWhatTheInstancesNoted() {
        Cli.write(
                dir,
                "a.jsonl",
                statement("f1"),
                line("note", "'code':'secondary_unreachable','detail':'connection refused'"));

        Cli check = Cli.run("check", "--in", dir);

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out())
                .startsWith("NO-GO: no read was compared\n")
                .contains("-> Note of web-1: secondary_unreachable: connection refused")
                .contains(
                        "warning: 1 read statement was seen and never selected for mirroring: nothing is known of it");
    }

    @Test
    void anExampleCountsEvenIfItsInstanceDiedBeforeItWroteTheCounts() {
        Cli.write(
                dir,
                "a.jsonl",
                statement("f1"),
                counts("f1", 3, "'MATCH':3"),
                line("difference", "'fingerprint':'f1','verdict':'MISMATCH','kind':'row_count'"));

        assertThat(Cli.run("check", "--in", dir).out()).startsWith("NO-GO: 1 read of 1 statement differs\n");
    }

    @Test
    void writesNeedNoComparison() {
        Cli.write(
                dir,
                "a.jsonl",
                line("statement", "'fingerprint':'f1','sql':'DELETE FROM t','kind':'DELETE'"),
                counts("f1", 2, "'SKIPPED':2"),
                statement("f2"),
                counts("f2", 2, "'MATCH':2"));

        assertThat(Cli.run("check", "--in", dir).exit()).isZero();
    }

    @ParameterizedTest(name = "{0} {1}: exit {2}")
    @CsvSource({
        "--min-comparisons,    98, 1",
        "--min-comparisons,    97, 0",
        "--min-per-statement,  97, 0",
        "--min-per-statement,  98, 1",
        "--max-dropped,       2.9, 1",
        "--max-dropped,         3, 0",
        "--max-age,           59m, 1",
        "--max-age,            1h, 0",
    })
    void everyLimitIsInclusive(String option, String value, int exit) {
        Cli.write(dir, "a.jsonl", statement("f1"), counts("f1", 100, "'MATCH':97,'DROPPED':3"));

        Cli check = Cli.run("check", "--in", dir, option, value);

        assertThat(check.exit()).as(check.out()).isEqualTo(exit);
    }

    @ParameterizedTest(name = "{0} is let through by {1}")
    @CsvSource({
        "MISMATCH, --max-mismatches",
        "SHADOW_ERROR, --max-shadow-errors",
        "UNTRANSLATABLE, --max-untranslatable"
    })
    void everyKindOfFindingHasALimitOfItsOwn(String verdict, String option) {
        Cli.write(dir, "a.jsonl", statement("f1"), counts("f1", 9, "'MATCH':7,'" + verdict + "':2"));

        assertThat(Cli.run("check", "--in", dir).exit()).isEqualTo(1);
        assertThat(Cli.run("check", "--in", dir, option, 1).exit()).isEqualTo(1);
        Cli check = Cli.run("check", "--in", dir, option, 2);
        assertThat(check.exit()).isZero();
        assertThat(check.out()).contains("all but 2 agree, within the limits");
    }

    @Test
    void droppedReadsLeadToTheSettingThatHelps() {
        Cli.write(
                dir,
                "a.jsonl",
                statement("f1"),
                line(
                        "counts",
                        "'fingerprint':'f1','selected':8,'verdicts':{'MATCH':5,'DROPPED':3},'reasons':{'queue_full':3}"));

        assertThat(Cli.run("check", "--in", dir).out())
                .startsWith("NO-GO: 37.5 % of the selected reads were dropped\n")
                .contains("-> The queue was full: lower shadow.mirror.rate");
    }

    @Test
    void silenceNamesTheInstancesAndWhenEachWasLastHeard() {
        Cli check = Cli.run("check", "--in", feed("two-instances"), "--max-age", "15m");

        assertThat(check.out())
                .contains("nothing was written for 29 min 59 s:")
                .contains("-> Last lines: web-1 at 2026-01-10 09:20:00; web-2 at 2026-01-10 09:30:00");
    }

    @Test
    void acceptedStatementsCloseNoGate() {
        String[] reviewed = {"c0ffee0000000001", "c0ffee0000000002,c0ffee0000000003", "c0ffee0000000004"};

        Cli check = Cli.run(
                "check",
                "--in",
                feed("two-instances"),
                "--accept",
                reviewed[0],
                reviewed[1],
                reviewed[2],
                "--accept",
                "c0ffee0000000005",
                "c0ffee00000000ff");

        assertThat(check.exit()).as(check.out()).isZero();
        assertThat(check.out())
                .startsWith("GO: 368 reads of 3 statements compared, all agree; 5 statements accepted by hand\n")
                .contains("warning: no statement has the accepted fingerprint c0ffee00000000ff");
    }

    @Test
    void sinceLeavesOutRunsThatStartedBeforeTheRepair() {
        Cli.write(dir, "old.jsonl", statement("f1"), counts("f1", 5, "'MISMATCH':5"));
        Cli.write(
                dir,
                "new.jsonl",
                line("run", "web-1", "r2", "2026-01-10T09:30:00Z", ""),
                line(
                        "counts",
                        "web-1",
                        "r2",
                        "2026-01-10T09:31:00Z",
                        "'fingerprint':'f1','selected':7,'verdicts':{'MATCH':7}"));

        assertThat(Cli.run("check", "--in", dir).exit()).isEqualTo(1);
        for (String since : new String[] {"2026-01-10T09:30:00Z", "30m"}) {
            Cli check = Cli.run("check", "--in", dir, "--since", since);
            assertThat(check.exit()).isZero();
            assertThat(check.out())
                    .startsWith("GO: 7 reads of 1 statement compared, all agree\n")
                    .contains("warning: 1 of 2 runs started before 2026-01-10T09:30:00Z and are left out");
        }
    }

    @Test
    void outGetsTheWholeTextAndStandardOutputTheSentence() throws Exception {
        Path file = dir.resolve("new/verdict.txt");

        Cli check = Cli.run("check", "--in", feed("agreeing"), "--out", file);

        assertThat(check.exit()).isZero();
        assertThat(check.out()).isEqualTo("GO: 1,014 reads of 2 statements compared, all agree\nwrote " + file + "\n");
        assertThat(Files.readString(file)).contains("pass  reads compared");
        try (var entries = Files.list(file.getParent())) {
            assertThat(entries).as("nothing else is left behind").containsExactly(file);
        }
    }
}
