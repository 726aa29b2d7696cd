package io.shadowjdbc.migrator.plan;

import io.shadowjdbc.config.EditDistance;
import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.Codecs;
import io.shadowjdbc.schema.SqliteColumn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The PostgreSQL types that a column may get, and the families of codecs that fill each. */
public final class PostgresqlTypes {
    private static final Pattern TYPE = Pattern.compile("([a-z0-9 ]+?) ?(\\([0-9, ]+\\))?( with time zone)?");
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("bool", "boolean"),
            Map.entry("decimal", "numeric"),
            Map.entry("varchar", "character varying"),
            Map.entry("char", "character"));
    private static final Map<String, List<String>> FAMILIES = new TreeMap<>(Map.ofEntries(
            Map.entry("smallint", List.of("integer")),
            Map.entry("integer", List.of("integer")),
            Map.entry("bigint", List.of("integer")),
            Map.entry("real", List.of("real", "number")),
            Map.entry("double precision", List.of("real", "number")),
            Map.entry("numeric", List.of("decimal")),
            Map.entry("boolean", List.of("boolean")),
            Map.entry("bytea", List.of("blob", "raw-text", "any")),
            Map.entry("timestamp", List.of("epoch-ms", "epoch-s", "iso")),
            Map.entry("timestamptz", List.of("epoch-ms", "epoch-s", "iso")),
            Map.entry("date", List.of("iso")),
            Map.entry("time", List.of("time")),
            Map.entry("uuid", List.of("uuid")),
            Map.entry("json", List.of("json")),
            Map.entry("jsonb", List.of("json", "json-value")),
            Map.entry("text", List.of("text", "affinity", "nul-escape", "nul-strip")),
            Map.entry("character varying", List.of("text")),
            Map.entry("character", List.of("text", "trimmed")),
            Map.entry("citext", List.of("text"))));

    private PostgresqlTypes() {}

    /**
     * The one spelling in which codecs know a type: lower case, PostgreSQL's own name, {@code timestamptz(3)}.
     *
     * @throws IllegalArgumentException if no codec knows it; the message names the nearest type
     */
    static String canonical(String written) {
        String type = written.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        type = type.replace(" without time zone", "").replace(" (", "(");
        Matcher matcher = TYPE.matcher(type);
        if (!matcher.matches()) {
            throw unknown(written, type);
        }
        String base = ALIASES.getOrDefault(matcher.group(1), matcher.group(1));
        if (matcher.group(3) != null) {
            base = base.equals("timestamp") ? "timestamptz" : base + matcher.group(3);
        }
        if (!FAMILIES.containsKey(base)) {
            throw unknown(written, base);
        }
        String arguments = matcher.group(2) == null ? "" : matcher.group(2).replace(" ", "");
        if (base.equals("character") && arguments.isEmpty()) {
            arguments = "(1)";
        }
        return base + arguments;
    }

    private static IllegalArgumentException unknown(String written, String base) {
        String nearest = FAMILIES.keySet().stream()
                .min(Comparator.comparingInt(type -> EditDistance.between(type, base)))
                .orElseThrow();
        return new IllegalArgumentException("unknown type " + written + ", the nearest is " + nearest + "; there are "
                + String.join(", ", FAMILIES.keySet()));
    }

    /** The type without its arguments. */
    static String base(String type) {
        return type.replaceFirst("\\(.*", "");
    }

    /**
     * The codec of that family and parameter for a type.
     *
     * @param type in the spelling of {@link #canonical}, or an enum type's name
     * @param written the family, with its parameter after a colon where it has one
     * @throws IllegalArgumentException if the family can't fill the type
     */
    static Codec codec(String type, boolean enumType, String written, SqliteColumn column) {
        String family = written.replaceFirst(":.*", "");
        List<String> families = enumType ? List.of("text") : FAMILIES.getOrDefault(base(type), List.of());
        if (!families.contains(family)) {
            throw new IllegalArgumentException("codec " + family + " can't fill type " + type + "; those that can: "
                    + String.join(", ", families));
        }
        String parameter = written.length() > family.length() ? written.substring(family.length()) : "";
        if (parameter.isEmpty()) {
            parameter = switch (family) {
                case "decimal" -> column.affinity() == Affinity.REAL ? ":REAL" : ":NUMERIC";
                case "affinity" -> ":" + column.affinity();
                case "uuid" -> ":lower";
                case "iso" -> type.equals("date") ? ":YYYY-MM-DD" : "";
                default -> "";
            };
        }
        return Codecs.named(family + ":" + type + parameter);
    }

    /** Whether the codec and its type can be named in a plan; an enum type can't. */
    public static boolean isKnown(Codec codec) {
        List<String> families = FAMILIES.getOrDefault(base(codec.postgresqlType()), List.of());
        return families.contains(codec.name().replaceFirst(":.*", ""));
    }

    /** A codec as {@link #codec} reads it: its family and parameter, without the type. */
    public static String withoutType(Codec codec) {
        String name = codec.name();
        int family = name.indexOf(':');
        return name.substring(0, family)
                + name.substring(family + 1 + codec.postgresqlType().length());
    }
}
