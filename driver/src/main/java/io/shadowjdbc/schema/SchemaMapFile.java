package io.shadowjdbc.schema;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link SchemaMap} as JSON: {@code {"format": 1, "tables": [{"sqlite": ..., "columns": [{..., "codec": ...}]}]}}. A
 * reader refuses a format that it does not know.
 */
public final class SchemaMapFile {
    private static final int FORMAT = 1;

    private SchemaMapFile() {}

    /** Writes the map to a file, over one that is there. */
    public static void write(SchemaMap map, Path file) throws IOException {
        Files.writeString(file, toJson(map));
    }

    /**
     * Reads a map from a file.
     *
     * @throws IOException if it can't be read or is no schema map of a known format; the message names the file
     */
    public static SchemaMap read(Path file) throws IOException {
        try {
            return fromJson(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException("schema map " + file + ": " + e.getMessage(), e);
        }
    }

    /** The map as JSON text. */
    public static String toJson(SchemaMap map) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("tables", map.tables().stream().map(SchemaMapFile::toJson).toList());
        if (!map.leftOut().isEmpty()) {
            root.put(
                    "leftOut", map.leftOut().stream().map(SchemaMapFile::toJson).toList());
        }
        if (!map.definitions().isEmpty()) {
            root.put(
                    "definitions",
                    map.definitions().stream().map(SchemaMapFile::toJson).toList());
        }
        try {
            return Json.PLAIN.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(root) + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("a schema map is strings, lists and maps only", e);
        }
    }

    private static Map<String, Object> toJson(SchemaMap.LeftOut leftOut) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", leftOut.table());
        if (leftOut.column() != null) {
            json.put("column", leftOut.column());
        }
        return json;
    }

    private static Map<String, Object> toJson(Definition definition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", definition.type());
        json.put("name", definition.name());
        json.put("table", definition.table());
        json.put("sql", definition.sql());
        return json;
    }

    private static Map<String, Object> toJson(TableMap table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sqlite", table.sqliteName());
        json.put("schema", table.postgresqlSchema());
        json.put("postgresql", table.postgresqlName());
        json.put("primaryKey", table.primaryKey());
        json.put("uniqueKeys", table.uniqueKeys());
        if (table.integerKey() != null) {
            json.put("integerKey", table.integerKey());
        }
        json.put("withoutRowid", table.withoutRowid());
        if (table.view()) {
            json.put("view", true);
        }
        json.put("columns", table.columns().stream().map(SchemaMapFile::toJson).toList());
        return json;
    }

    private static Map<String, Object> toJson(ColumnMap column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sqlite", column.sqliteName());
        json.put("postgresql", column.postgresqlName());
        json.put("declaredType", column.declaredType());
        json.put("affinity", column.affinity().name());
        json.put("collation", column.collation());
        json.put("notNull", column.notNull());
        json.put("generated", column.generated());
        json.put("codec", column.codec().name());
        json.put("reason", column.reason());
        return json;
    }

    /**
     * Reads a map from JSON text.
     *
     * @throws IllegalArgumentException if it is none of a known format; the message says what is wrong
     */
    public static SchemaMap fromJson(String text) {
        Map<String, Object> root;
        try {
            root = Json.PLAIN.mapFrom(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
        if (!Integer.valueOf(FORMAT).equals(root.get("format"))) {
            throw new IllegalArgumentException("expected format " + FORMAT + ", got " + root.get("format")
                    + ": read it with the version that wrote it, or write it anew with the migrator's plan command");
        }
        List<TableMap> tables = new ArrayList<>();
        for (Map<String, Object> table : objects(root, "tables")) {
            tables.add(table(table));
        }
        List<SchemaMap.LeftOut> leftOut = new ArrayList<>();
        if (root.containsKey("leftOut")) {
            objects(root, "leftOut")
                    .forEach(json -> leftOut.add(
                            new SchemaMap.LeftOut(value(json, "table", String.class), (String) json.get("column"))));
        }
        List<Definition> definitions = new ArrayList<>();
        if (root.containsKey("definitions")) {
            objects(root, "definitions")
                    .forEach(json -> definitions.add(new Definition(
                            value(json, "type", String.class),
                            value(json, "name", String.class),
                            value(json, "table", String.class),
                            value(json, "sql", String.class))));
        }
        return new SchemaMap(tables, Map.of(), leftOut).withDefinitions(definitions);
    }

    private static TableMap table(Map<String, Object> json) {
        List<ColumnMap> columns = new ArrayList<>();
        for (Map<String, Object> column : objects(json, "columns")) {
            columns.add(column(column));
        }
        List<List<String>> uniqueKeys = new ArrayList<>();
        for (Object key : value(json, "uniqueKeys", List.class)) {
            uniqueKeys.add(strings((List<?>) key));
        }
        return new TableMap(
                value(json, "sqlite", String.class),
                value(json, "schema", String.class),
                value(json, "postgresql", String.class),
                columns,
                strings(value(json, "primaryKey", List.class)),
                uniqueKeys,
                (String) json.get("integerKey"),
                value(json, "withoutRowid", Boolean.class),
                Boolean.TRUE.equals(json.get("view")));
    }

    private static ColumnMap column(Map<String, Object> json) {
        return new ColumnMap(
                value(json, "sqlite", String.class),
                value(json, "postgresql", String.class),
                value(json, "declaredType", String.class),
                Affinity.valueOf(value(json, "affinity", String.class)),
                value(json, "collation", String.class),
                value(json, "notNull", Boolean.class),
                value(json, "generated", Boolean.class),
                Codecs.named(value(json, "codec", String.class)),
                value(json, "reason", String.class));
    }

    private static List<String> strings(List<?> values) {
        return values.stream().map(String.class::cast).toList();
    }

    private static List<Map<String, Object>> objects(Map<String, Object> json, String key) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object element : value(json, key, List.class)) {
            if (!(element instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("expected objects in \"" + key + "\"");
            }
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((name, value) -> object.put((String) name, value));
            objects.add(object);
        }
        return objects;
    }

    private static <T> T value(Map<String, Object> json, String key, Class<T> type) {
        Object value = json.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "expected \"" + key + "\" to be a " + type.getSimpleName() + ", got " + value);
        }
        return type.cast(value);
    }
}
