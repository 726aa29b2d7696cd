package io.shadowjdbc.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which reads are mirrored, and how much of the machine that may take: what can be changed while the application runs.
 *
 * @param enabled whether anything is mirrored at all
 * @param rate share of the selected reads, 0 to 1
 * @param aaRate share of the mirrored reads that is read again on the active side too, 0 to 1
 * @param include expression to be found in the SQL text of a selected read
 * @param exclude expression not to be found in it
 * @param includeTables names in lower case, of which a selected read touches one; empty means any
 * @param excludeTables names in lower case, of which a selected read touches none
 * @param budget share of all processors' time that the shadow's work may take, above 0, to 1
 */
public record MirrorRules(
        boolean enabled,
        double rate,
        double aaRate,
        Optional<Pattern> include,
        Optional<Pattern> exclude,
        Set<String> includeTables,
        Set<String> excludeTables,
        double budget) {

    /** The settings that make them up. */
    public static final Set<Setting> SETTINGS = Collections.unmodifiableSet(EnumSet.of(
            Setting.MIRROR_ENABLED,
            Setting.MIRROR_RATE,
            Setting.MIRROR_AA_RATE,
            Setting.MIRROR_INCLUDE,
            Setting.MIRROR_EXCLUDE,
            Setting.MIRROR_INCLUDE_TABLES,
            Setting.MIRROR_EXCLUDE_TABLES,
            Setting.MIRROR_BUDGET));

    static MirrorRules of(SettingValues values) {
        return new MirrorRules(
                values.required(Setting.MIRROR_ENABLED, Boolean.class),
                values.required(Setting.MIRROR_RATE, Double.class),
                values.required(Setting.MIRROR_AA_RATE, Double.class),
                values.value(Setting.MIRROR_INCLUDE, Pattern.class),
                values.value(Setting.MIRROR_EXCLUDE, Pattern.class),
                values.names(Setting.MIRROR_INCLUDE_TABLES),
                values.names(Setting.MIRROR_EXCLUDE_TABLES),
                values.required(Setting.MIRROR_BUDGET, Double.class));
    }
}
