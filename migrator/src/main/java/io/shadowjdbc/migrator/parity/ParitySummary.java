package io.shadowjdbc.migrator.parity;

import com.fasterxml.jackson.jr.ob.JSON;
import io.shadowjdbc.migrator.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the mirror's parity files say in sum: reads by verdict. Whether that is good enough is the report's to judge.
 *
 * @param files how many were read
 * @param selected reads selected for mirroring
 * @param verdicts reads by verdict
 * @param statements fingerprints seen
 */
public record ParitySummary(int files, long selected, Map<String, Long> verdicts, int statements) {
    private static final List<String> COMPARED =
            List.of("MATCH", "MATCH_WITHIN_TOLERANCE", "STALE", "TIE_ORDER", "MISMATCH", "SHADOW_ERROR");
    private static final List<String> BAD = List.of("MISMATCH", "SHADOW_ERROR", "UNTRANSLATABLE");

    /**
     * Reads all parity files of a directory, as they are now; a last line that is not whole is left out.
     *
     * @throws MigrationException if they can't be read
     */
    public static ParitySummary read(Path directory) throws MigrationException {
        // counts are cumulative, so the last line of a run and a fingerprint counts
        Map<String, Map<String, Object>> last = new HashMap<>();
        int files = 0;
        try (Stream<Path> list = Files.list(directory)) {
            for (Path file : list.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                files++;
                read(file, last);
            }
        } catch (IOException e) {
            throw new MigrationException("the parity files in " + directory + " can't be read: " + e.getMessage(), e);
        }
        long selected = 0;
        Map<String, Long> verdicts = new TreeMap<>();
        java.util.Set<Object> fingerprints = new java.util.HashSet<>();
        for (Map<String, Object> counts : last.values()) {
            selected += ((Number) counts.get("selected")).longValue();
            fingerprints.add(counts.get("fingerprint"));
            if (counts.get("verdicts") instanceof Map<?, ?> map) {
                map.forEach((verdict, count) ->
                        verdicts.merge(verdict.toString(), ((Number) count).longValue(), Long::sum));
            }
        }
        return new ParitySummary(files, selected, verdicts, fingerprints.size());
    }

    private static void read(Path file, Map<String, Map<String, Object>> last) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).contains("\"counts\"")) {
                continue;
            }
            Map<String, Object> json;
            try {
                json = JSON.std.mapFrom(lines.get(i));
            } catch (IOException e) {
                if (i == lines.size() - 1) {
                    return;
                }
                throw new IOException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
            }
            if ("counts".equals(json.get("type"))) {
                last.put(json.get("instance") + " " + json.get("run") + " " + json.get("fingerprint"), json);
            }
        }
    }

    /** Reads for which the other side was asked. */
    public long compared() {
        return sum(COMPARED);
    }

    /** Reads that did not agree, or could not be made to run there. */
    public long bad() {
        return sum(BAD);
    }

    private long sum(List<String> names) {
        return names.stream().mapToLong(name -> verdicts.getOrDefault(name, 0L)).sum();
    }

    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("files", files);
        json.put("statements", statements);
        json.put("selected", selected);
        json.put("compared", compared());
        json.put("verdicts", verdicts);
        return json;
    }
}
