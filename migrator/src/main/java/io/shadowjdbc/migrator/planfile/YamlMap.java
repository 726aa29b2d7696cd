package io.shadowjdbc.migrator.planfile;

import io.shadowjdbc.config.EditDistance;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of a YAML file whose entries know their lines; problems are gathered, not thrown. */
final class YamlMap {
    private final String file;
    private final List<String> problems;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();

    /** @param problems receives what is wrong, each with file and line */
    YamlMap(String file, Node node, String what, List<String> problems) {
        this.file = file;
        this.problems = problems;
        if (!(node instanceof MappingNode mapping)) {
            problems.add(place(node) + ": expected " + what + " to be a mapping of keys to values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                keys.put(key.getValue(), key);
                values.put(key.getValue(), tuple.getValueNode());
            } else {
                problems.add(place(tuple.getKeyNode()) + ": expected a name as key");
            }
        }
    }

    /** The keys, as written. */
    Iterable<String> names() {
        return keys.keySet();
    }

    /** Refuses keys that are not among these. */
    void allow(List<String> known) {
        keys.forEach((key, node) -> {
            if (!known.contains(key)) {
                String nearest = known.stream()
                        .min(Comparator.comparingInt(name -> EditDistance.between(name, key)))
                        .orElseThrow();
                problems.add(place(node) + ": unknown key " + key + ", the nearest is " + nearest + "; there are "
                        + String.join(", ", known));
            }
        });
    }

    /** The mapping under a key; empty where there is none. */
    Optional<YamlMap> map(String key) {
        Node node = values.get(key);
        if (node == null || isNull(node)) {
            return Optional.empty();
        }
        return Optional.of(new YamlMap(file, node, key, problems));
    }

    /** The text under a key, or null where there is none. */
    String text(String key) {
        Node node = values.get(key);
        if (node == null || isNull(node)) {
            return null;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problems.add(place(node) + ": " + key + ": expected a text");
        return null;
    }

    /** One of the values allowed under a key, or null where there is none. */
    String oneOf(String key, List<String> allowed) {
        String text = text(key);
        if (text == null || allowed.contains(text)) {
            return text;
        }
        problems.add(
                place(values.get(key)) + ": " + key + ": expected " + String.join(" or ", allowed) + ", got " + text);
        return null;
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** File and line of a key. */
    String place(String key) {
        return place(keys.get(key));
    }

    private String place(Node node) {
        return file
                + node.getStartMark()
                        .map(Mark::getLine)
                        .map(line -> ":" + (line + 1))
                        .orElse("");
    }
}
