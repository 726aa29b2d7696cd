package io.shadowjdbc.mirror;

import io.shadowjdbc.config.MirrorRules;
import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.plan.StatementPlan;
import java.util.Locale;
import java.util.Set;

/** Which statements are selected: reads that the rules let in, unless a hint in the statement says otherwise. */
final class MirrorPolicy {
    private final MirrorRules rules;

    MirrorPolicy(MirrorRules rules) {
        this.rules = rules;
    }

    /** Whether executions of the statement are candidates at all. */
    boolean selects(StatementPlan plan) {
        if (plan.kind() != StatementKind.SELECT || "skip".equals(plan.analysis().hint())) {
            return false;
        }
        if (always(plan)) {
            return true;
        }
        String sql = plan.sql();
        return rules.include().map(pattern -> pattern.matcher(sql).find()).orElse(true)
                && !rules.exclude().map(pattern -> pattern.matcher(sql).find()).orElse(false)
                && (rules.includeTables().isEmpty() || touches(plan, rules.includeTables()))
                && !touches(plan, rules.excludeTables());
    }

    /** Whether every execution is mirrored, whatever the rate. */
    boolean always(StatementPlan plan) {
        return "always".equals(plan.analysis().hint());
    }

    private static boolean touches(StatementPlan plan, Set<String> tables) {
        return plan.analysis().tables().stream().anyMatch(table -> tables.contains(table.toLowerCase(Locale.ROOT)));
    }
}
