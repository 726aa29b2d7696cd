package io.shadowjdbc.report.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JSONObjectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads parity files and adds them up: the last counts of each statement in each run, runs together. Keeps nothing of
 * superseded lines, so its memory grows with the statements and not with the files. Not for use by several threads.
 */
public final class ParityReader {
    private static final String SUFFIX = ".jsonl";

    private final Map<RunLog.Key, RunLog> runs = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private int files;

    /**
     * Reads the parity files of the directories (of each directory itself, not below it), or single files.
     *
     * @param since runs that started earlier are left out; null for all
     * @throws ParityFormatException if a file breaks the format; a last line that was cut off is only a warning
     * @throws IOException if a directory or file can't be read
     */
    public static ParityData read(List<Path> inputs, Instant since) throws IOException {
        ParityReader reader = new ParityReader();
        Map<Path, Path> distinct = new TreeMap<>();
        for (Path input : inputs) {
            for (Path file : parityFiles(input)) {
                distinct.putIfAbsent(file.toRealPath(), file);
            }
        }
        for (Path file : distinct.values()) {
            reader.readFile(file);
        }
        return reader.addUp(since);
    }

    private static List<Path> parityFiles(Path input) throws IOException {
        if (!Files.exists(input)) {
            throw new NoSuchFileException(
                    input.toString(), null, "no such directory; expected the driver's shadow.parity.dir");
        }
        if (!Files.isDirectory(input)) {
            return List.of(input);
        }
        try (Stream<Path> entries = Files.list(input)) {
            return entries.filter(
                            entry -> entry.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(entry))
                    .sorted()
                    .toList();
        }
    }

    private void readFile(Path file) throws IOException {
        files++;
        Map<RunLog.Key, RunLog> ofFile = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            Lines lines = new Lines(in);
            ParityFormatException unreadable = null;
            long number = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                number++;
                if (isBlank(line)) {
                    continue;
                }
                if (unreadable != null) {
                    throw unreadable; // what can't be read is not the last line: it was not torn
                }
                Map<String, Object> members;
                try {
                    members = parse(line);
                } catch (JacksonException e) {
                    unreadable = new ParityFormatException(file, number, "not one JSON object", e);
                    continue;
                }
                add(ofFile, file, number, members);
            }
            if (unreadable != null) {
                warnings.add(file + ", line " + number + ": cut off, as by an instance that died; skipped");
            }
        }
        ofFile.forEach((key, log) -> {
            RunLog known = runs.putIfAbsent(key, log);
            if (known != null) {
                known.absorb(log);
            }
        });
    }

    private static void add(Map<RunLog.Key, RunLog> ofFile, Path file, long number, Map<String, Object> members)
            throws ParityFormatException {
        ParityLine line = new ParityLine(file, number, members);
        if (line.count("v") != 1) {
            throw line.problem("v", "is a format version that this report can't read; it reads version 1", null);
        }
        RunLog.Key key = new RunLog.Key(line.text("instance"), line.text("run"));
        ofFile.computeIfAbsent(key, RunLog::new).add(line.text("type"), line);
    }

    private static Map<String, Object> parse(byte[] line) throws IOException {
        try (JsonParser parser = JSON.std.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JSONObjectException("not an object");
            }
            Map<String, Object> members = JSON.std.mapFrom(parser);
            if (parser.nextToken() != null) {
                throw new JSONObjectException("more than one object");
            }
            return members;
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private ParityData addUp(Instant since) throws ParityFormatException {
        List<RunLog> chosen = runs.values().stream()
                .filter(log -> since == null || !log.first().isBefore(since))
                .toList();
        if (chosen.size() < runs.size()) {
            warnings.add((runs.size() - chosen.size()) + " of " + runs.size() + " runs started before " + since
                    + " and are left out");
        }
        List<Run> runList = new ArrayList<>();
        List<Flip> flips = new ArrayList<>();
        List<Note> notes = new ArrayList<>();
        for (RunLog log : chosen) {
            runList.add(log.toRun());
            flips.addAll(log.flips);
            notes.addAll(log.toNotes());
        }
        runList.sort(Comparator.comparing(Run::first).thenComparing(Run::instance));
        flips.sort(Comparator.comparing(Flip::at));
        notes.sort(Comparator.comparing(Note::first));
        return new ParityData(files, runList, statements(chosen), flips, notes, warnings);
    }

    private static List<Statement> statements(List<RunLog> chosen) {
        Map<String, RunLog.Shape> shapes = new TreeMap<>();
        Map<String, Counts> counts = new TreeMap<>();
        Map<String, List<Difference>> differences = new TreeMap<>();
        Map<String, Check> checks = new TreeMap<>();
        for (RunLog log : chosen) {
            log.checks.forEach((fingerprint, check) -> checks.merge(fingerprint, check, Check::later));
            log.shapes.forEach((fingerprint, shape) -> shapes.merge(fingerprint, shape, ParityReader::both));
            log.counts().forEach((fingerprint, c) -> counts.merge(fingerprint, c, Counts::plus));
            log.differences.forEach(difference -> differences
                    .computeIfAbsent(difference.fingerprint(), f -> new ArrayList<>())
                    .add(difference));
        }
        // a file that was cut off may tell of a statement in one kind of line only
        counts.keySet().forEach(fingerprint -> shapes.putIfAbsent(fingerprint, new RunLog.Shape()));
        differences.keySet().forEach(fingerprint -> shapes.putIfAbsent(fingerprint, new RunLog.Shape()));
        checks.keySet().forEach(fingerprint -> shapes.putIfAbsent(fingerprint, new RunLog.Shape()));
        differences.values().forEach(examples -> examples.sort(Comparator.comparing(Difference::at)));
        return shapes.entrySet().stream()
                .map(entry -> new Statement(
                        entry.getKey(),
                        entry.getValue().sql,
                        entry.getValue().kind,
                        List.copyOf(entry.getValue().tables),
                        counts.getOrDefault(entry.getKey(), Counts.NONE),
                        differences.getOrDefault(entry.getKey(), List.of()),
                        checks.get(entry.getKey())))
                .toList();
    }

    private static RunLog.Shape both(RunLog.Shape a, RunLog.Shape b) {
        RunLog.Shape both = new RunLog.Shape();
        both.sql = a.sql == null ? b.sql : a.sql;
        both.kind = a.kind == null ? b.kind : a.kind;
        both.tables.addAll(a.tables);
        both.tables.addAll(b.tables);
        return both;
    }
}
