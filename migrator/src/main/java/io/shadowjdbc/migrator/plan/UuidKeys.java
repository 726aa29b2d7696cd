package io.shadowjdbc.migrator.plan;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.source.ForeignKey;
import io.shadowjdbc.migrator.source.SourceSchema;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.schema.Affinity;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteNames;
import io.shadowjdbc.schema.UuidKeyCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that hold integer keys as UUIDs: the keys that were chosen, and with each all columns that are tied to it by
 * foreign keys, directly or through others. They have one codec, so that they go on being equal.
 */
final class UuidKeys {
    private static final String WANTED = ": only a key of one column of integers can become a UUID";

    /** A column; names as SQLite compares them. */
    private record Node(String table, String column) {
        static Node of(String table, String column) {
            return new Node(SqliteNames.key(table), SqliteNames.key(column));
        }
    }

    private final SourceSchema source;
    private final PlanChoices choices;
    private final List<String> problems;
    private final List<Note> notes;
    /** The columns that each column refers to, and the other way round. */
    private final Map<Node, Set<Node>> parents = new LinkedHashMap<>();

    private final Map<Node, Set<Node>> children = new LinkedHashMap<>();
    private final Map<Node, UuidKeyCodec> codecs = new LinkedHashMap<>();

    /**
     * @param problems receives what was chosen and can't be, with its place
     * @param notes receives which keys stay integers although all were to become UUIDs
     */
    UuidKeys(SourceSchema source, PlanChoices choices, List<Note> notes, List<String> problems) {
        this.source = source;
        this.choices = choices;
        this.notes = notes;
        this.problems = problems;
        source.tables().forEach(this::link);
        for (SourceTable table : source.tables()) {
            PlanChoices.TableChoice choice = choices.table(table.name());
            if ((choice.key() == null ? choices.keys() : choice.key()) == KeyKind.UUID) {
                choose(table, choice);
            }
        }
    }

    private void link(SourceTable table) {
        for (ForeignKey key : table.foreignKeys()) {
            int pairs = source.table(key.parent()).isEmpty()
                    ? 0
                    : Math.min(key.columns().size(), key.parentColumns().size());
            for (int i = 0; i < pairs; i++) {
                Node child = Node.of(table.name(), key.columns().get(i));
                Node parent = Node.of(key.parent(), key.parentColumns().get(i));
                if (!child.equals(parent)) {
                    parents.computeIfAbsent(child, node -> new LinkedHashSet<>())
                            .add(parent);
                    children.computeIfAbsent(parent, node -> new LinkedHashSet<>())
                            .add(child);
                }
            }
        }
    }

    private void choose(SourceTable table, PlanChoices.TableChoice choice) {
        List<String> primaryKey = table.table().primaryKey();
        if (choice.key() == null && primaryKey.size() != 1) {
            return;
        }
        if (primaryKey.size() != 1) {
            refuse(
                    choice,
                    primaryKey.isEmpty()
                            ? "has no primary key" + WANTED
                            : "has a primary key of " + primaryKey.size() + " columns" + WANTED
                                    + "; columns that refer to such a key follow it");
            return;
        }
        Node key = Node.of(table.name(), primaryKey.get(0));
        if (column(key).affinity() != Affinity.INTEGER) {
            if (choice.key() != null) {
                refuse(choice, "column " + quote(primaryKey.get(0)) + " is declared " + declared(column(key)) + WANTED);
            }
            return;
        }
        if (codecs.containsKey(key)) {
            return;
        }
        Set<Node> tied = tied(key);
        Optional<String> obstacle = obstacle(tied);
        if (obstacle.isEmpty()) {
            UuidKeyCodec codec = new UuidKeyCodec(owner(key, tied));
            tied.forEach(node -> codecs.put(node, codec));
        } else if (choice.key() != null) {
            refuse(choice, obstacle.get());
        } else {
            notes.add(Note.changed(
                    "table " + quote(table.name()) + ", PRIMARY KEY", "stays an integer: " + obstacle.get()));
        }
    }

    private void refuse(PlanChoices.TableChoice choice, String why) {
        problems.add(choice.place() + ": table " + quote(choice.name()) + ": key: uuid: " + why);
    }

    /** All columns that hold the values of the key, or whose values the key holds. */
    private Set<Node> tied(Node key) {
        Set<Node> tied = new LinkedHashSet<>();
        List<Node> open = new ArrayList<>(List.of(key));
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            if (tied.add(node)) {
                open.addAll(parents.getOrDefault(node, Set.of()));
                open.addAll(children.getOrDefault(node, Set.of()));
            }
        }
        return tied;
    }

    private Optional<String> obstacle(Set<Node> tied) {
        for (Node node : tied) {
            SqliteColumn column = column(node);
            if (column.affinity() == Affinity.TEXT || column.affinity() == Affinity.REAL) {
                return Optional.of(
                        object(node) + ", which is tied to it by a foreign key, is declared " + declared(column));
            }
            if (column.generated()) {
                return Optional.of(object(node) + ", which is tied to it by a foreign key, is a generated column");
            }
            KeyKind own = choices.table(node.table()).key();
            boolean key = isKey(node);
            if (key && own == KeyKind.INTEGER) {
                return Optional.of(object(node) + ", which is tied to it by a foreign key, is a key that was to stay an"
                        + " integer");
            }
            boolean root = !parents.containsKey(node);
            if (root && (!key || (own == null ? choices.keys() : own) != KeyKind.UUID)) {
                return Optional.of("it refers to " + object(node)
                        + (key ? ", which stays an integer; give that table key: uuid" : ", which is no primary key"));
            }
        }
        return Optional.empty();
    }

    private boolean isKey(Node node) {
        List<String> key = source.table(node.table()).orElseThrow().table().primaryKey();
        return key.size() == 1 && SqliteNames.same(key.get(0), node.column());
    }

    /** The table that the tag is made of: the one that the others refer to; in a circle, the first. */
    private String owner(Node key, Set<Node> tied) {
        Node owner = source.tables().stream()
                .flatMap(table -> tied.stream().filter(node -> SqliteNames.same(node.table(), table.name())))
                .filter(node -> !parents.containsKey(node))
                .findFirst()
                .orElse(key);
        return owner.table();
    }

    private SqliteColumn column(Node node) {
        return source.table(node.table()).orElseThrow().table().columns().stream()
                .filter(column -> SqliteNames.same(column.name(), node.column()))
                .findFirst()
                .orElseThrow();
    }

    private String object(Node node) {
        SourceTable table = source.table(node.table()).orElseThrow();
        return Decisions.object(table.name(), column(node).name());
    }

    private static String declared(SqliteColumn column) {
        return column.declaredType().isBlank() ? "without a type" : column.declaredType();
    }

    /** The codec of a column that holds such keys, or null. */
    UuidKeyCodec codec(String table, String column) {
        return codecs.get(Node.of(table, column));
    }

    boolean isEmpty() {
        return codecs.isEmpty();
    }
}
