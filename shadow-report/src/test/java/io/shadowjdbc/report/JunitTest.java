package io.shadowjdbc.report;

import static io.shadowjdbc.report.Cli.feed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code junit}: what a CI server makes of a report. */
class JunitTest {
    @Test
    void closedGatesAndTheirStatementsFail() throws Exception {
        Document report = report("--in", feed("two-instances"));

        assertThat(suite(report, "gates"))
                .containsExactly(
                        "pass: reads compared (at least 1)",
                        "FAIL: reads that differ (at most 0)",
                        "FAIL: reads that fail on the other side (at most 0)",
                        "FAIL: reads that can't be translated (at most 0)",
                        "pass: writes that would not run (at most 0)",
                        "FAIL: statements never compared (0, each compared at least once)",
                        "pass: reads dropped (at most 10 %)");
        assertThat(suite(report, "statements").stream().map(test -> test.substring(0, 22)))
                .containsExactly(
                        "FAIL: c0ffee0000000001",
                        "FAIL: c0ffee0000000003",
                        "FAIL: c0ffee0000000002",
                        "FAIL: c0ffee0000000004",
                        "FAIL: c0ffee0000000005",
                        "pass: c0ffee0000000006",
                        "skip: c0ffee0000000007",
                        "skip: c0ffee0000000008");
    }

    @Test
    void statementsWithinTheLimitsPassAndAcceptedOnesAreSkipped() throws Exception {
        Document report = report(
                "--in", feed("two-instances"), "--max-mismatches", 4, "--accept", "c0ffee0000000002,c0ffee0000000003");

        List<String> statements = suite(report, "statements");
        assertThat(statements).anyMatch(test -> test.startsWith("pass: c0ffee0000000001"));
        assertThat(statements).anyMatch(test -> test.startsWith("skip: c0ffee0000000002"));
        assertThat(statements).anyMatch(test -> test.startsWith("skip: c0ffee0000000003"));
    }

    @Test
    void theCountsOfASuiteAreThoseOfItsTests() throws Exception {
        NodeList suites = report("--in", feed("two-instances")).getElementsByTagName("testsuite");
        for (int i = 0; i < suites.getLength(); i++) {
            Element suite = (Element) suites.item(i);
            for (String[] counted :
                    new String[][] {{"tests", "testcase"}, {"failures", "failure"}, {"skipped", "skipped"}}) {
                assertThat(suite.getAttribute(counted[0]))
                        .isEqualTo(Integer.toString(
                                suite.getElementsByTagName(counted[1]).getLength()));
            }
        }
    }

    private static Document report(Object... args) throws Exception {
        List<Object> line = new ArrayList<>(List.of("junit"));
        line.addAll(List.of(args));
        Cli junit = Cli.run(line.toArray());
        assertThat(junit.exit()).as(junit.err()).isZero();
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(junit.out().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> suite(Document report, String name) {
        List<String> tests = new ArrayList<>();
        NodeList cases = report.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            if (((Element) test.getParentNode()).getAttribute("name").equals(name)) {
                String outcome = test.getElementsByTagName("failure").getLength() > 0
                        ? "FAIL"
                        : test.getElementsByTagName("skipped").getLength() > 0 ? "skip" : "pass";
                tests.add(outcome + ": " + test.getAttribute("name"));
            }
        }
        return tests;
    }
}
