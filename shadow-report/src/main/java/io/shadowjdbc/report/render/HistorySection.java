package io.shadowjdbc.report.render;

import io.shadowjdbc.report.data.Flip;
import io.shadowjdbc.report.data.Note;
import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Run;
import io.shadowjdbc.report.gate.Decision;
import io.shadowjdbc.report.text.Words;
import java.math.BigDecimal;
import java.util.List;

/** Which instances ran when, how the provider changed, what was noted, and how far the report can be trusted. */
final class HistorySection {
    private HistorySection() {}

    static void write(Markup page, ParityData data, Decision decision) {
        runs(page, data.runs());
        flips(page, data.flips());
        notes(page, data.notes());
        List<String> warnings = Warnings.of(data, decision);
        if (!warnings.isEmpty()) {
            section(page, "warnings", "About this report");
            page.open("ul");
            warnings.forEach(warning -> page.element("li", warning));
            page.close().close().newLine();
        }
    }

    private static void runs(Markup page, List<Run> runs) {
        section(page, "runs", "Instances and runs");
        if (runs.isEmpty()) {
            page.element("p", "None.").close().newLine();
            return;
        }
        table(
                page,
                "Instance",
                "Run",
                "Driver",
                "First line (UTC)",
                "Last line (UTC)",
                "Active at start",
                "Rate",
                "*Selected",
                "*Compared",
                "*Agree");
        for (Run run : runs) {
            page.open("tr").element("th", run.instance(), "scope", "row");
            page.element("td", run.run());
            page.element("td", known(run.version()));
            page.element("td", Words.time(run.first()));
            page.element("td", Words.time(run.last()));
            page.element("td", known(run.active()));
            page.element("td", run.rate() == null ? "-" : plain(run.rate()));
            page.element("td", Words.number(run.counts().selected()), "class", "n");
            page.element("td", Words.number(run.counts().compared()), "class", "n");
            page.element("td", Words.percent(run.counts().agreed(), run.counts().compared()), "class", "n");
            page.close().newLine();
        }
        page.close().close().close().close().newLine();
    }

    private static void flips(Markup page, List<Flip> flips) {
        section(page, "flips", "Changes of the provider");
        if (flips.isEmpty()) {
            page.element("p", "None.").close().newLine();
            return;
        }
        table(page, "Time (UTC)", "Instance", "From", "To", "*Epoch", "*New transactions waited");
        for (Flip flip : flips) {
            page.open("tr").element("th", Words.time(flip.at()), "scope", "row");
            page.element("td", flip.instance());
            page.element("td", flip.from());
            page.element("td", "→ " + flip.to());
            page.element("td", flip.epoch() == null ? "-" : Words.number(flip.epoch()), "class", "n");
            page.element("td", flip.pauseMillis() == null ? "-" : plain(flip.pauseMillis()) + " ms", "class", "n");
            page.close().newLine();
        }
        page.close().close().close().close().newLine();
    }

    private static void notes(Markup page, List<Note> notes) {
        section(page, "notes", "Notes of the instances");
        if (notes.isEmpty()) {
            page.element("p", "None.").close().newLine();
            return;
        }
        table(page, "First (UTC)", "Last (UTC)", "*Times", "Instance", "Note");
        for (Note note : notes) {
            page.open("tr").element("th", Words.time(note.first()), "scope", "row");
            page.element("td", note.times() == 1 ? "" : Words.time(note.last()));
            page.element("td", Words.number(note.times()), "class", "n");
            page.element("td", note.instance());
            page.open("td").element("code", note.code());
            page.text(note.detail() == null ? "" : " " + note.detail()).close();
            page.close().newLine();
        }
        page.close().close().close().close().newLine();
    }

    private static void section(Markup page, String id, String title) {
        page.open("section", "aria-labelledby", id).newLine();
        page.element("h2", title, "id", id);
    }

    /** Opens a table in a scrolling box, with its body; a column of numbers is marked by a star. */
    private static void table(Markup page, String... columns) {
        page.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String column : columns) {
            boolean number = column.startsWith("*");
            page.element("th", number ? column.substring(1) : column, "scope", "col", "class", number ? "n" : null);
        }
        page.close().close().open("tbody").newLine();
    }

    private static String known(String text) {
        return text == null ? "-" : text;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
