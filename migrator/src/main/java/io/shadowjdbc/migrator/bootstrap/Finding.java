package io.shadowjdbc.migrator.bootstrap;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that was checked.
 *
 * @param level whether it stands in the way
 * @param subject what was looked at
 * @param text what was found
 * @param remedy what to do; empty where nothing has to be
 */
public record Finding(Level level, String subject, String text, String remedy) {
    /** How bad it is. */
    public enum Level {
        OK,
        /** Works, but may surprise. */
        WARNING,
        /** Has to be mended first. */
        PROBLEM
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text, "");
    }

    static Finding warning(String subject, String text, String remedy) {
        return new Finding(Level.WARNING, subject, text, remedy);
    }

    static Finding problem(String subject, String text, String remedy) {
        return new Finding(Level.PROBLEM, subject, text, remedy);
    }

    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", level.name().toLowerCase(java.util.Locale.ROOT));
        json.put("subject", subject);
        json.put("text", text);
        if (!remedy.isEmpty()) {
            json.put("remedy", remedy);
        }
        return json;
    }

    @Override
    public String toString() {
        String word = level == Level.OK ? "ok" : level == Level.WARNING ? "warning" : "problem";
        return word + ": " + subject + ": " + text + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
