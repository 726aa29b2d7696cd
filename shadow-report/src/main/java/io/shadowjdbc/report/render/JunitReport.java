package io.shadowjdbc.report.render;

import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Statement;
import io.shadowjdbc.report.gate.Decision;
import io.shadowjdbc.report.gate.Gate;
import io.shadowjdbc.report.text.Printable;
import io.shadowjdbc.report.text.Words;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML as CI servers read it: a suite of the gates and a suite of the statements. A statement fails if a closed gate
 * names it, and is skipped if nothing of it was compared.
 */
public final class JunitReport implements Renderer {
    private static final int SQL_SHOWN = 120;

    /** One test; failure and skipped are its reasons, or null. */
    private record TestCase(String name, String failure, String text, String skipped) {}

    @Override
    public String render(ParityData data, Decision decision) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", "Shadow JDBC parity: " + decision.word());
            suite(xml, "gates", decision, gates(decision));
            suite(xml, "statements", decision, statements(data, decision));
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report in memory can't be written as XML", e);
        }
        return text + "\n";
    }

    private static List<TestCase> gates(Decision decision) {
        List<TestCase> cases = new ArrayList<>();
        for (Gate gate : decision.gates()) {
            List<String> lines = new ArrayList<>();
            gate.findings().forEach(finding -> lines.add(finding.fingerprint() + ": " + finding.text()));
            lines.addAll(gate.next());
            cases.add(new TestCase(
                    gate.title() + " (" + gate.limitText() + ")", gate.reason(), String.join("\n", lines), null));
        }
        return cases;
    }

    private static List<TestCase> statements(ParityData data, Decision decision) {
        Map<String, List<String>> failures = new LinkedHashMap<>();
        for (Gate gate : decision.gates()) {
            if (!gate.passed()) {
                gate.findings()
                        .forEach(finding -> failures.computeIfAbsent(finding.fingerprint(), f -> new ArrayList<>())
                                .add(gate.title() + ": " + finding.text()));
            }
        }
        List<TestCase> cases = new ArrayList<>();
        for (Statement statement : Worst.first(data)) {
            List<String> failure = failures.get(statement.fingerprint());
            cases.add(new TestCase(
                    name(statement),
                    failure == null ? null : failure.get(0),
                    failure == null ? null : String.join("\n", failure) + "\n" + statement.sql(),
                    failure == null ? skipped(statement, decision) : null));
        }
        return cases;
    }

    private static String name(Statement statement) {
        if (statement.sql() == null) {
            return statement.fingerprint();
        }
        String sql = Printable.line(statement.sql());
        return statement.fingerprint() + " " + (sql.length() <= SQL_SHOWN ? sql : sql.substring(0, SQL_SHOWN) + "...");
    }

    private static String skipped(Statement statement, Decision decision) {
        if (decision.accepts(statement)) {
            return "accepted by hand";
        } else if (!statement.isRead()) {
            return "not a read";
        } else if (statement.counts().compared() > 0) {
            return null;
        }
        return statement.counts().selected() == 0
                ? "never selected for mirroring"
                : Words.count(statement.counts().selected(), "read") + " selected, none compared";
    }

    private static void suite(XMLStreamWriter xml, String name, Decision decision, List<TestCase> cases)
            throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute(
                "failures",
                Long.toString(cases.stream().filter(c -> c.failure() != null).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute(
                "skipped",
                Long.toString(cases.stream().filter(c -> c.skipped() != null).count()));
        xml.writeAttribute("timestamp", decision.at().toString());
        xml.writeAttribute("time", "0");
        for (TestCase test : cases) {
            xml.writeCharacters("\n");
            testCase(xml, name, test);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, String suite, TestCase test) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "shadow.parity." + suite);
        xml.writeAttribute("name", Printable.line(test.name()));
        xml.writeAttribute("time", "0");
        if (test.failure() != null) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", Printable.line(test.failure()));
            xml.writeCharacters(Printable.of(test.text()));
            xml.writeEndElement();
        } else if (test.skipped() != null) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", test.skipped());
        }
        xml.writeEndElement();
    }
}
