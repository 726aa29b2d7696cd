package io.shadowjdbc.report;

import static io.shadowjdbc.report.Cli.feed;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser, used as a person uses it. */
class HtmlTest {
    private static final String VISIBLE = "Array.from(document.querySelectorAll('#statement-table > tbody'))"
            + ".filter(body => body.getClientRects().length > 0).map(body => body.id.slice(-2)).join(' ')";
    private static final String WORST_FIRST = "01 03 02 04 05 06 07 08";

    @TempDir
    private static Path dir;

    private static Chromium chromium;
    private static Path page;

    @BeforeAll
    static void makeThePage() throws Exception {
        page = dir.resolve("report.html");
        assertThat(Cli.run("html", "--in", feed("two-instances"), "--out", page).exit())
                .isZero();
        chromium = Chromium.start(Files.createDirectory(dir.resolve("profile")));
        chromium.size(1400, 1000);
    }

    @AfterAll
    static void closeChromium() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openThePage() throws Exception {
        chromium.open(page);
    }

    @AfterEach
    void thePageKeepsToItself() {
        assertThat(chromium.requests())
                .allMatch(address -> address.startsWith(page.toUri().toString()) || address.equals("data:,"));
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void showsTheVerdictFirst() throws Exception {
        assertThat(text("h1")).isEqualTo("✗NO-GO");
        assertThat(text("header .summary")).startsWith("4 reads of 2 statements differ; 2 reads of 1 statement fail");
        assertThat(text("tr[data-gate=mismatches]")).isEqualTo("✗ fail reads that differ 4 at most 0");
        assertThat(text("tr[data-gate=dropped]")).startsWith("✓ pass reads dropped 0.2 %");
        assertThat(visible()).isEqualTo(WORST_FIRST);
    }

    @Test
    void filtersByEveryWordThatIsTyped() throws Exception {
        chromium.click("#filter");
        chromium.type("TRACK name");
        assertThat(visible()).isEqualTo("03 06");
        assertThat(chromium.evaluate("document.getElementById('shown').value")).isEqualTo("2 of 8 statements");

        chromium.type(" c0ffee0000000006");
        assertThat(visible()).isEqualTo("06");

        chromium.type("x");
        assertThat(visible()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"problem, 01 03 02 04", "uncompared, 02 04 05 08", "all, " + WORST_FIRST})
    void filtersByWhatIsWrong(String show, String visible) throws Exception {
        choose("show", show);

        assertThat(visible()).isEqualTo(visible);
    }

    @ParameterizedTest(name = "column {0}: {1}")
    @CsvSource({
        "2, 01 03 06 02 05 04 07 08, ascending, 07 08 04 05 02 06 03 01",
        "9, 06 03 01 02 04 05 07 08, ascending, 02 04 05 07 08 01 03 06",
        "10, 03 06 01 02 04 05 07 08, ascending, 02 04 05 07 08 01 06 03",
        "1, 01 03 06 04 08 05 02 07, descending, 07 02 05 08 04 06 03 01"
    })
    void sortsByAClickTurnsRoundByASecondAndGoesBackByAThird(int column, String first, String then, String second)
            throws Exception {
        String header = "#statement-table thead th:nth-child(" + column + ")";

        chromium.click(header + " button");
        assertThat(visible()).isEqualTo(first);

        chromium.click(header + " button");
        assertThat(visible()).isEqualTo(second);
        assertThat(chromium.evaluate("document.querySelector('" + header + "').ariaSort"))
                .isEqualTo(then);

        chromium.click(header + " button");
        assertThat(visible()).isEqualTo(WORST_FIRST);
        assertThat(chromium.evaluate("document.querySelectorAll('[aria-sort]').length"))
                .isEqualTo(0);
    }

    @Test
    void sortsByAChoiceWhereAPhoneHasNoRoomForColumnHeaders() throws Exception {
        chromium.size(390, 800);
        try {
            assertThat(chromium.evaluate("document.getElementById('sort').getClientRects().length"))
                    .isEqualTo(1);
            choose("sort", "5");
            assertThat(visible()).as("Errors, the most first").isEqualTo("03 01 02 04 05 06 07 08");
            choose("sort", "");
            assertThat(visible()).isEqualTo(WORST_FIRST);
        } finally {
            chromium.size(1400, 1000);
        }
    }

    @Test
    void aGateLinksToItsStatementEvenWhileTheFilterHidesIt() throws Exception {
        choose("show", "uncompared");
        assertThat(visible()).doesNotContain("01");

        chromium.click("a[href='#s-c0ffee0000000001']");

        awaitVisible(WORST_FIRST);
        assertThat(text("#s-c0ffee0000000001 details"))
                .contains("✗ mismatch: value (precision)")
                .contains("row 3, column Total, getBigDecimal")
                .contains("sqlite (answered) real, hash 5f1d7a84db00d2fc")
                .contains("postgresql 6 rows");
    }

    @Test
    void valuesOfTheApplicationStayText() throws Exception {
        assertThat((String) chromium.evaluate("document.querySelector('#s-c0ffee0000000003 .sides').textContent"))
                .contains("\"<script>alert('Größe')</script>\"");
        assertThat(chromium.evaluate("document.scripts.length")).isEqualTo(1);
    }

    @Test
    void readsWithoutScript() throws Exception {
        try (Chromium plain = Chromium.start(Files.createDirectory(dir.resolve("plain")))) {
            plain.withoutScript();
            plain.open(page);
            assertThat(plain.evaluate("document.getElementById('controls').getClientRects().length"))
                    .as("a filter that would do nothing is not shown")
                    .isEqualTo(0);
            assertThat(plain.evaluate("document.querySelectorAll('#statement-table > tbody').length"))
                    .isEqualTo(8);
        }
    }

    @ParameterizedTest(name = "{0} pixels")
    @CsvSource({"360", "820", "1400"})
    void isNoWiderThanTheScreen(int width) throws Exception {
        chromium.size(width, 1000);
        try {
            assertThat((Integer) chromium.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
        } finally {
            chromium.size(1400, 1000);
        }
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void textStandsOutFromItsBackground(String scheme) throws Exception {
        chromium.colorScheme(scheme);
        // WCAG 2 AA: 4.5 for text of this size
        assertThat((List<?>) chromium.evaluate(Files.readString(Path.of("src/test/resources/contrast.js"))))
                .isEmpty();
    }

    @Test
    void tablesSayWhatTheirRowsAndColumnsAre() throws Exception {
        assertThat(chromium.evaluate("Array.from(document.querySelectorAll('th')).filter(th => !th.scope).length"))
                .isEqualTo(0);
        assertThat(chromium.evaluate("Array.from(document.querySelectorAll('section'))"
                        + ".filter(s => !document.getElementById(s.getAttribute('aria-labelledby'))).length"))
                .isEqualTo(0);
    }

    private static String visible() throws Exception {
        return (String) chromium.evaluate(VISIBLE);
    }

    private static String text(String selector) throws Exception {
        return ((String) chromium.evaluate("document.querySelector(\"" + selector + "\").innerText"))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static void choose(String select, String value) throws Exception {
        chromium.evaluate("(() => { const s = document.getElementById('" + select + "'); s.value = '" + value
                + "'; s.dispatchEvent(new Event('change')); })()");
    }

    /** A jump within the page tells the script of it a little later. */
    private static void awaitVisible(String expected) throws Exception {
        Instant end = Instant.now().plusSeconds(10);
        while (!visible().equals(expected) && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
        assertThat(visible()).isEqualTo(expected);
    }
}
