package io.shadowjdbc.migrator.planfile;

import io.shadowjdbc.migrator.plan.KeyKind;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.plan.PlanChoices;
import io.shadowjdbc.migrator.plan.PostgresqlTypes;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.SchemaMap;
import io.shadowjdbc.schema.TableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes a plan as a file that an operator may edit and give back with {@code --plan}; reasons are comments. */
public final class PlanFileWriter {
    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDumpComments(true)
            .setIndent(2)
            .setWidth(1_000)
            .setMaxSimpleKeyLength(1_000)
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .build();

    private PlanFileWriter() {}

    /** The plan as YAML. */
    public static String write(MigrationPlan plan, PlanChoices choices) {
        Entries root = new Entries();
        root.put(PlanFile.VERSION, PlanFile.VERSION_NOW);
        root.put(PlanFile.TARGET, choices.existing() ? PlanFile.EXISTING : PlanFile.CREATE);
        root.put(PlanFile.NAMES, PlanFile.word(choices.names()));
        root.put(PlanFile.ON_BAD_VALUE, PlanFile.word(choices.onBadValue()));
        root.put(PlanFile.NUL, PlanFile.word(choices.nul()));
        root.put(PlanFile.KEYS_OF_TABLES, PlanFile.word(choices.keys()));
        Entries tables = new Entries();
        plan.map()
                .tables()
                .forEach(table -> tables.put(
                        table.sqliteName(),
                        String.format(
                                Locale.ROOT,
                                "%,d rows",
                                plan.census().get(table.sqliteName()).rows()),
                        table(table, plan, choices)));
        for (SchemaMap.LeftOut leftOut : plan.map().leftOut()) {
            if (leftOut.column() == null) {
                tables.put(
                        leftOut.table(),
                        null,
                        new Entries().put(PlanFile.COPY, "false").node());
            }
        }
        root.put(PlanFile.TABLES, null, tables.node());
        StringBuilder text = new StringBuilder();
        new Dump(SETTINGS).dumpNode(root.node(), new Text(text));
        return text.toString();
    }

    private static Node table(TableMap table, MigrationPlan plan, PlanChoices choices) {
        Entries entries = new Entries();
        entries.put(PlanFile.NAME, table.postgresqlName());
        KeyKind key = choices.table(table.sqliteName()).key();
        if (key != null) {
            entries.put(PlanFile.KEY, PlanFile.word(key));
        }
        Entries columns = new Entries();
        for (ColumnMap column : table.columns()) {
            columns.put(column.sqliteName(), column.reason(), column(column, choices.table(table.sqliteName())));
        }
        for (SchemaMap.LeftOut leftOut : plan.map().leftOut()) {
            if (leftOut.column() != null && leftOut.table().equals(table.sqliteName())) {
                columns.put(
                        leftOut.column(),
                        null,
                        new Entries().put(PlanFile.COPY, "false").node());
            }
        }
        entries.put(PlanFile.COLUMNS, null, columns.node());
        return entries.node();
    }

    private static Node column(ColumnMap column, PlanChoices.TableChoice choices) {
        Entries entries = new Entries();
        entries.put(PlanFile.NAME, column.postgresqlName());
        // an enum type is the target's own and can't be chosen; what keys become is said of their table
        if (PostgresqlTypes.isKnown(column.codec())) {
            entries.put(PlanFile.TYPE, column.codec().postgresqlType());
            entries.put(PlanFile.CODEC, PostgresqlTypes.withoutType(column.codec()));
        }
        PlanChoices.ColumnChoice choice = choices.column(column.sqliteName());
        if (choice.onBadValue() != null) {
            entries.put(PlanFile.ON_BAD_VALUE, PlanFile.word(choice.onBadValue()));
        }
        return entries.node();
    }

    /** A mapping in the making. */
    private static final class Entries {
        private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();

        Entries put(String key, String value) {
            boolean plainWord = value.matches("true|false|[0-9]+");
            Tag tag = !plainWord ? Tag.STR : value.matches("[0-9]+") ? Tag.INT : Tag.BOOL;
            return put(key, null, new ScalarNode(tag, value, ScalarStyle.PLAIN));
        }

        /** @param comment stands above the key; null for none */
        Entries put(String key, String comment, Node value) {
            ScalarNode name = new ScalarNode(Tag.STR, key, ScalarStyle.PLAIN);
            if (comment != null) {
                String line = " " + comment.replaceAll("\\p{Cntrl}", " ");
                name.setBlockComments(
                        List.of(new CommentLine(Optional.empty(), Optional.empty(), line, CommentType.BLOCK)));
            }
            tuples.put(key, new NodeTuple(name, value));
            return this;
        }

        MappingNode node() {
            return new MappingNode(Tag.MAP, new ArrayList<>(tuples.values()), FlowStyle.BLOCK);
        }
    }

    /** Gathers what is written. */
    private record Text(StringBuilder text) implements StreamDataWriter {
        @Override
        public void write(String part) {
            text.append(part);
        }

        @Override
        public void write(String part, int offset, int length) {
            text.append(part, offset, offset + length);
        }
    }
}
