package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.verify.Difference;
import io.shadowjdbc.migrator.verify.TableResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of a verification: for the operator's file with values, for everything else without. */
final class VerifyReport {
    private VerifyReport() {}

    /**
     * Everything that is kept of what was found: for the file in the run directory.
     *
     * @param plain whether with values; else the details tell type, length and a hash of each
     */
    static Map<String, Object> full(List<TableResult> results, boolean plain) {
        List<Map<String, Object>> tables = new ArrayList<>();
        for (TableResult result : results) {
            Map<String, Object> json = summary(result);
            json.put(
                    "found",
                    result.differences().stream()
                            .map(difference -> plain ? difference.toJson() : withoutValues(difference))
                            .toList());
            tables.add(json);
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("tables", tables);
        return root;
    }

    /** Figures by table, and where the first differences are. */
    static List<Map<String, Object>> summary(List<TableResult> results) {
        List<Map<String, Object>> tables = new ArrayList<>();
        for (TableResult result : results) {
            Map<String, Object> json = summary(result);
            List<Map<String, Object>> located = new ArrayList<>();
            for (Difference difference : result.differences()) {
                located.add(withoutValues(difference));
            }
            if (!located.isEmpty()) {
                json.put("found", located);
            }
            tables.add(json);
        }
        return tables;
    }

    private static Map<String, Object> withoutValues(Difference difference) {
        Map<String, Object> json = difference.toJson();
        json.remove("sqlite");
        json.remove("postgresql");
        return json;
    }

    private static Map<String, Object> summary(TableResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", result.table());
        json.put("method", result.method());
        json.put("sourceRows", result.sourceRows());
        json.put("targetRows", result.targetRows());
        json.put("cells", result.cells());
        json.put("differences", result.found());
        if (result.sourceKeyset() != null) {
            json.put("sourceKeyset", result.sourceKeyset());
            json.put("targetKeyset", result.targetKeyset());
        }
        if (result.sourceContent() != null) {
            json.put("sourceContent", result.sourceContent());
            json.put("targetContent", result.targetContent());
        }
        return json;
    }

    static List<Difference> first(List<TableResult> results, int count) {
        return results.stream()
                .flatMap(result -> result.differences().stream())
                .limit(count)
                .toList();
    }
}
