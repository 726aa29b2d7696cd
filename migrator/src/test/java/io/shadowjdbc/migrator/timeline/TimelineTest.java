package io.shadowjdbc.migrator.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        timeline.phase("gates");
        timeline.lag(12.5);
        timeline.lag(400);
        timeline.throughput(1000);
        timeline.phase("fence <&> drain");
        timeline.pause(Duration.ofMillis(87));
        timeline.end();
        timeline.write(dir, "cutover of \"app\" & more");

        String html = Files.readString(dir.resolve("timeline.html"));
        Document svg = svg(html);
        assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(text(svg, "title"))
                .contains("cutover of \"app\" & more")
                .anyMatch(title -> title.startsWith("fence <&> drain, "));
        assertThat(text(svg, "title")).contains("pause of 87 ms");
        assertThat(text(svg, "text")).contains("gates", "to 400", "to 1000", "to 87");
        Element lag = (Element) svg.getElementsByTagName("polyline").item(0);
        assertThat(lag.getAttribute("points").strip().split(" ")).hasSize(2);
        assertThat(lag.getAttribute("points"))
                .as("the highest lag is at the panel's top")
                .endsWith(",60 ");
        assertThat(html)
                .contains("<th scope=\"row\">lag, ms</th><td class=\"n\">12.5</td><td class=\"n\">400</td>")
                .contains("fence &lt;&amp;&gt; drain")
                .contains("prefers-color-scheme: dark");
        assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("<script");

        assertThat(JSON.std.mapFrom(Files.readString(dir.resolve("timeline.json"))))
                .containsOnlyKeys("phases", "pauses", "lagMillis", "writesPerSecond");
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
        Element lag = (Element) svg(html).getElementsByTagName("polyline").item(0);
        assertThat(lag.getAttribute("points").strip().split(" "))
                .hasSizeLessThan(1_000)
                .anyMatch(point -> point.endsWith(",60"));
    }

    private static Document svg(String html) throws Exception {
        String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> text(Document svg, String tag) {
        NodeList nodes = svg.getElementsByTagName(tag);
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }
}
