package io.shadowjdbc.dialect;

/** The body of the PL/pgSQL function that does what a trigger of SQLite does. */
public final class TriggerBody {
    /** The triggers that are running in this session, each between colons. */
    private static final String RUNNING = "'shadow.running_triggers'";

    private TriggerBody() {}

    /**
     * The body, from DECLARE or BEGIN to END.
     *
     * @param function its name, which tells it from other triggers
     * @param last whether no other trigger of the event follows: INSTEAD OF then tells PostgreSQL that it changed nothing,
     *     since SQLite does not count such rows
     * @param loops whether it may be fired by what it does itself: it then does nothing, as on SQLite, where
     *     {@code recursive_triggers} is off unless switched on
     */
    public static String of(SqliteTrigger trigger, String function, boolean last, boolean loops) {
        String self = "'" + (":" + function + ":").replace("'", "''") + "'";
        String result = result(trigger, last);
        StringBuilder text = new StringBuilder();
        if (loops || trigger.ignores()) {
            text.append("DECLARE\n");
        }
        if (loops) {
            text.append("  sq_running text := COALESCE(current_setting(")
                    .append(RUNNING)
                    .append(", true), '');\n");
        }
        if (trigger.ignores()) {
            text.append("  sq_ignored boolean := FALSE;\n");
        }
        text.append("BEGIN\n");
        if (loops) {
            text.append("  IF position(")
                    .append(self)
                    .append(" IN sq_running) > 0 THEN\n    RETURN ")
                    .append(result)
                    .append(";\n  END IF;\n");
        }
        if (trigger.condition() != null) {
            text.append("  IF (").append(trigger.condition()).append(") IS NOT TRUE THEN\n    RETURN ");
            text.append(result).append(";\n  END IF;\n");
        }
        if (loops) {
            // local to the transaction, so that an error takes it back too
            text.append("  PERFORM set_config(")
                    .append(RUNNING)
                    .append(", sq_running || ")
                    .append(self)
                    .append(", true);\n");
        }
        text.append("  <<sq_steps>>\n  BEGIN\n");
        for (String step : trigger.steps()) {
            text.append("  ").append(step).append(";\n");
        }
        text.append("  END;\n");
        if (loops) {
            text.append("  PERFORM set_config(").append(RUNNING).append(", sq_running, true);\n");
        }
        if (trigger.ignores()) {
            text.append("  IF sq_ignored THEN\n    RETURN NULL;\n  END IF;\n");
        }
        return text.append("  RETURN ").append(result).append(";\nEND").toString();
    }

    private static String result(SqliteTrigger trigger, boolean last) {
        if (trigger.timing().equals("AFTER") || (last && trigger.timing().equals("INSTEAD OF"))) {
            return "NULL";
        }
        return trigger.event().equals("DELETE") ? "OLD" : "NEW";
    }
}
