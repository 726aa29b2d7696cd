package io.shadowjdbc.migrator.planfile;

import java.util.List;
import java.util.Locale;

/** The keys and values of a plan file. */
final class PlanFile {
    static final String VERSION = "version";
    static final String VERSION_NOW = "1";
    static final String TARGET = "target";
    static final String CREATE = "create";
    static final String EXISTING = "existing";
    static final String ON_BAD_VALUE = "on-bad-value";
    static final String NUL = "nul";
    static final String NAMES = "names";
    static final String KEYS_OF_TABLES = "keys";
    static final String TABLES = "tables";
    static final String KEY = "key";
    static final String NAME = "name";
    static final String COPY = "copy";
    static final String COLUMNS = "columns";
    static final String TYPE = "type";
    static final String CODEC = "codec";

    static final List<String> KEYS = List.of(VERSION, TARGET, NAMES, ON_BAD_VALUE, NUL, KEYS_OF_TABLES, TABLES);
    static final List<String> TABLE_KEYS = List.of(NAME, COPY, KEY, COLUMNS);
    static final List<String> COLUMN_KEYS = List.of(NAME, TYPE, CODEC, COPY, ON_BAD_VALUE, NUL);

    private PlanFile() {}

    /** The constants of an enum as they are written. */
    static <E extends Enum<E>> List<String> words(E[] constants) {
        return java.util.Arrays.stream(constants).map(PlanFile::word).toList();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
