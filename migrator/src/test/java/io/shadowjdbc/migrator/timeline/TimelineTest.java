package io.shadowjdbc.migrator.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The picture shows every figure, and the page needs nothing else. */
class TimelineTest {
    @TempDir
    private Path dir;

    @Test
    void theFiguresAreInPictureAndTables() throws Exception {
        Timeline timeline = new Timeline();
        timeline.active("sqlite");
        timeline.phase("gates");
        timeline.lag(12.5);
        timeline.lag(400);
        timeline.throughput(1000);
        timeline.phase("fence <&> drain");
        timeline.pause(Duration.ofMillis(87));
        timeline.active("sqlite");
        timeline.active("postgresql");
        timeline.end();
        timeline.write(dir, "cutover of \"app\" & more");

        String html = Files.readString(dir.resolve("timeline.html"));
        Document svg = svg(html);
        assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(text(svg, "title"))
                .contains("cutover of \"app\" & more")
                .anyMatch(title -> title.startsWith("fence <&> drain, "));
        assertThat(text(svg, "title")).contains("pause of 87 ms");
        assertThat(text(svg, "text"))
                .as("figures at the panels' tops and on the pause")
                .contains("400", "1000", "100", "87", "sqlite is active", "postgresql is active");
        assertThat(points(svg, "lag")).hasSize(2);
        assertThat(heights(svg, "lag"))
                .as("400 of 400 is at the panel's top, 12.5 of 400 near its bottom")
                .containsExactly(3.44, 110.0);
        assertThat(svg.getElementsByTagName("circle").getLength())
                .as("a lone figure is a dot")
                .isEqualTo(1);
        assertThat(html)
                .contains("<th scope=\"row\">lag, ms</th><td class=\"n\">12.5</td><td class=\"n\">400</td>")
                .contains("fence &lt;&amp;&gt; drain")
                .contains("prefers-color-scheme: dark");
        assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("<script");

        assertThat(JSON.std.mapFrom(Files.readString(dir.resolve("timeline.json"))))
                .containsOnlyKeys("active", "phases", "pauses", "lagMillis", "writesPerSecond");
    }

    @Test
    void aTimelineWithNothingInItIsAPage() throws Exception {
        new Timeline().write(dir, "nothing");
        assertThat(svg(Files.readString(dir.resolve("timeline.html")))).isNotNull();
    }

    @Test
    void manySamplesKeepTheirPeak() throws Exception {
        Timeline timeline = new Timeline();
        for (int i = 0; i < 50_000; i++) {
            timeline.lag(i == 31_234 ? 9_999 : 1);
        }
        timeline.write(dir, "many");
        String html = Files.readString(dir.resolve("timeline.html"));
        assertThat(heights(svg(html), "lag")).hasSizeLessThan(1_000).anyMatch(height -> height > 109.9);
    }

    private static Document svg(String html) throws Exception {
        String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> points(Document svg, String style) {
        NodeList lines = svg.getElementsByTagName("polyline");
        List<String> points = new ArrayList<>();
        for (int i = 0; i < lines.getLength(); i++) {
            Element line = (Element) lines.item(i);
            if (line.getAttribute("class").equals(style)
                    && !line.getAttribute("points").isBlank()) {
                points.addAll(List.of(line.getAttribute("points").strip().split(" ")));
            }
        }
        return points;
    }

    /** Above the line of nothing, in the lag's panel of 110. */
    private static List<Double> heights(Document svg, String style) {
        double bottom =
                Double.parseDouble(((Element) svg.getElementsByTagName("line").item(0)).getAttribute("y1"));
        return points(svg, style).stream()
                .map(point -> Math.round((bottom - Double.parseDouble(point.replaceFirst(".*,", ""))) * 100) / 100.0)
                .toList();
    }

    private static List<String> text(Document svg, String tag) {
        NodeList nodes = svg.getElementsByTagName(tag);
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }
}
