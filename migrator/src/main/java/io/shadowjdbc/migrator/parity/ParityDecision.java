package io.shadowjdbc.migrator.parity;

import com.fasterxml.jackson.jr.ob.JSON;
import io.shadowjdbc.migrator.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the report ({@code shadow-report.jar json}) decided.
 *
 * @param go whether it says go
 * @param summary its sentence
 * @param generated when
 * @param totals its figures, as it wrote them
 */
public record ParityDecision(boolean go, String summary, Instant generated, Map<String, Object> totals) {
    /** @throws MigrationException if the file is not such a report */
    public static ParityDecision read(Path file) throws MigrationException {
        try {
            Map<String, Object> json = JSON.std.mapFrom(Files.readString(file));
            if (!(json.get("decision") instanceof String decision)
                    || !(json.get("generated") instanceof String generated)) {
                throw new MigrationException(
                        file + ": expected what shadow-report.jar json writes, found no decision in it");
            }
            Map<String, Object> totals = new LinkedHashMap<>();
            if (json.get("totals") instanceof Map<?, ?> map) {
                map.forEach((key, value) -> totals.put(key.toString(), value));
            }
            return new ParityDecision(
                    decision.equals("go"), String.valueOf(json.get("summary")), Instant.parse(generated), totals);
        } catch (IOException | java.time.DateTimeException e) {
            throw new MigrationException("the report " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("go", go);
        json.put("summary", summary);
        json.put("generated", generated.toString());
        json.put("totals", totals);
        return json;
    }
}
