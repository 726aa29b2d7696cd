package io.shadowjdbc.report.render;

import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Run;
import io.shadowjdbc.report.gate.Decision;
import io.shadowjdbc.report.text.Words;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One page that needs nothing else: no network, no other file, and no script to be read (the script only filters and
 * sorts). Its content security policy lets no other script, style or request through, whatever SQL or a value holds.
 */
public final class HtmlReport implements Renderer {
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");
    private static final String POLICY = "default-src 'none'; style-src '" + sha256(STYLE) + "'; script-src '"
            + sha256(SCRIPT) + "'; img-src data:; base-uri 'none'; form-action 'none'";

    @Override
    public String render(ParityData data, Decision decision) {
        Markup page = new Markup();
        page.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(page, decision);
        page.open("body").newLine();
        banner(page, data, decision);
        page.open("main").newLine();
        GateSection.writeNext(page, data, decision);
        page.open("div", "class", "pair");
        GateSection.write(page, decision);
        TotalsSection.write(page, data.totals());
        page.close();
        new StatementTable(data, decision).write(page);
        HistorySection.write(page, data, decision);
        page.close().newLine();
        page.open("script").trusted(SCRIPT).close().newLine();
        return page.close().close().newLine().toString();
    }

    private static void head(Markup page, Decision decision) {
        page.open("head").newLine();
        page.empty("meta", "charset", "utf-8").newLine();
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY)
                .newLine();
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .newLine();
        page.empty("link", "rel", "icon", "href", "data:,").newLine();
        page.element("title", decision.word() + " · Shadow JDBC parity report").newLine();
        page.open("style").trusted(STYLE).close().newLine();
        page.close().newLine();
    }

    private static void banner(Markup page, ParityData data, Decision decision) {
        page.open("header", "class", decision.go() ? "go" : "no-go");
        page.element("p", "Shadow JDBC parity report", "class", "kicker");
        page.open("h1", "id", "decision");
        page.element("span", decision.go() ? "✓" : "✗", "class", "sign", "aria-hidden", "true");
        page.text(decision.word()).close();
        page.element("p", capitalized(decision.summary()) + ".", "class", "summary");
        page.open("p", "class", "meta");
        for (String part : origin(data, decision)) {
            page.element("span", part);
        }
        page.close().close().newLine();
    }

    private static List<String> origin(ParityData data, Decision decision) {
        List<String> parts = new ArrayList<>();
        String pairs = data.runs().stream()
                .filter(run -> run.primary() != null && run.secondary() != null)
                .map(run -> run.primary() + " ⇄ " + run.secondary())
                .distinct()
                .collect(Collectors.joining(", "));
        if (!pairs.isEmpty()) {
            parts.add(pairs);
        }
        long instances = data.runs().stream().map(Run::instance).distinct().count();
        parts.add(Words.count(instances, "instance") + ", "
                + Words.count(data.runs().size(), "run"));
        data.first()
                .ifPresent(first -> data.last()
                        .ifPresent(last -> parts.add(Words.time(first) + " to " + Words.time(last) + " UTC")));
        parts.add("made " + Words.time(decision.at()) + " UTC");
        return parts;
    }

    static String capitalized(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the jar lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
