package io.shadowjdbc.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The texts given for the settings, each from the strongest source that gives one. Used while parsing. */
final class SettingValues {
    /** The key that names a file of settings, which is none itself. */
    private static final String CONFIG_FILE_KEY = "shadow.config";

    private static final String CONFIG_FILE_VARIABLE = "SHADOW_CONFIG";

    /** Misspelt variables are at most that far from a name of ours; what is further away is somebody else's. */
    private static final int MISSPELT = 2;

    private record Given(String text, String source) {}

    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
    private final List<String> problems;

    private SettingValues(List<String> problems) {
        this.problems = problems;
    }

    /**
     * Reads all sources, the weakest first.
     *
     * @param problems receives a line for each unknown key and each source that can't be read
     */
    static SettingValues read(
            AmbientSources ambient, Map<String, String> properties, Map<String, String> url, List<String> problems) {
        SettingValues values = new SettingValues(problems);
        values.addAll(ambient.classPath(), "shadow.properties on the class path");
        values.addConfigFile(ambient);
        values.addEnvironment(ambient.environment());
        Map<String, String> system = new TreeMap<>(ambient.systemProperties());
        system.remove(CONFIG_FILE_KEY);
        values.addAll(system, "system properties");
        values.addAll(properties, "connection properties");
        values.addAll(url, "URL");
        return values;
    }

    /** The texts of before, with those of one more source, the strongest; keys that are none are left out. */
    static SettingValues changed(
            Map<Setting, String> before, Map<String, String> changes, String source, List<String> problems) {
        SettingValues values = new SettingValues(problems);
        before.forEach((setting, text) -> values.put(setting, text, "configuration"));
        changes.forEach((key, text) -> Setting.ofKey(key).ifPresent(setting -> values.put(setting, text, source)));
        return values;
    }

    private void addConfigFile(AmbientSources ambient) {
        String variable = ambient.environment().get(CONFIG_FILE_VARIABLE);
        String file = ambient.systemProperties().getOrDefault(CONFIG_FILE_KEY, variable);
        if (file == null || file.isBlank()) {
            return;
        }
        try {
            addAll(AmbientSources.readFile(Path.of(file.strip())), "file " + file.strip());
        } catch (IOException e) {
            problems.add(CONFIG_FILE_KEY + ": can't read the file " + file + " (" + e + ")");
        } catch (InvalidPathException e) {
            problems.add(CONFIG_FILE_KEY + ": '" + file + "' is not a path");
        } catch (IllegalArgumentException e) {
            problems.add(CONFIG_FILE_KEY + ": " + e.getMessage());
        }
    }

    private void addAll(Map<String, String> source, String name) {
        new TreeMap<>(source).forEach((key, text) -> {
            if (key.startsWith(Setting.KEY_PREFIX)) {
                Setting.ofKey(key)
                        .ifPresentOrElse(setting -> put(setting, text, name), () -> problems.add(unknown(key, name)));
            }
        });
    }

    private static String unknown(String key, String source) {
        if (key.equals(CONFIG_FILE_KEY)) {
            return key + " (from the " + source + ") can only be a system property, or the environment variable "
                    + CONFIG_FILE_VARIABLE;
        }
        return "unknown setting " + key + " (from the " + source + "); the nearest is "
                + Setting.nearest(key).key();
    }

    /** The environment is everybody's: only a name that looks like a misspelt one of ours is refused. */
    private void addEnvironment(Map<String, String> environment) {
        for (Setting setting : Setting.values()) {
            String text = environment.get(setting.environmentVariable());
            if (text != null) {
                put(setting, text, "environment variable " + setting.environmentVariable());
            }
        }
        for (String name : new TreeMap<>(environment).keySet()) {
            String key = name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (name.startsWith("SHADOW_") && !name.equals(CONFIG_FILE_VARIABLE)) {
                String nearest = Setting.nearest(key).environmentVariable();
                int distance = EditDistance.between(nearest, name);
                if (distance > 0 && distance <= MISSPELT) {
                    problems.add("unknown environment variable " + name + "; the nearest is " + nearest);
                }
            }
        }
    }

    /** A blank text is none: compose files and deployment tools pass empty variables for what is not set. */
    private void put(Setting setting, String text, String source) {
        if (!text.isBlank()) {
            given.put(setting, new Given(setting.secret() ? text : text.strip(), source));
        }
    }

    /** The text given for the setting; empty if none is. */
    Optional<String> text(Setting setting) {
        return Optional.ofNullable(given.get(setting)).map(Given::text);
    }

    /** All texts that were given. */
    Map<Setting, String> texts() {
        Map<Setting, String> texts = new EnumMap<>(Setting.class);
        given.forEach((setting, value) -> texts.put(setting, value.text()));
        return texts;
    }

    /**
     * The value given for a setting; empty if none is, or if its text is not allowed, which then is among the problems.
     */
    <T> Optional<T> value(Setting setting, Class<T> type) {
        Given text = given.get(setting);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.cast(setting.parse(text.text())));
        } catch (IllegalArgumentException e) {
            boolean saysMore = e.getMessage() != null && !e.getMessage().isEmpty();
            refuse(setting, setting.allowed() + (saysMore ? " (" + e.getMessage() + ")" : ""));
            return Optional.empty();
        }
    }

    /** As {@link #value}, with the default in place of nothing; for settings that have one. */
    <T> T required(Setting setting, Class<T> type) {
        return value(setting, type)
                .orElseGet(() -> type.cast(setting.parse(setting.defaultText().orElseThrow())));
    }

    /** The names given for a setting, none if it is not set. */
    @SuppressWarnings("unchecked") // Format.NAMES makes a set of strings
    Set<String> names(Setting setting) {
        return value(setting, Set.class).orElse(Set.of());
    }

    /** Notes that what was given for the setting is not what was expected. */
    void refuse(Setting setting, String expected) {
        Given text = given.get(setting);
        problems.add(setting.key() + ": '" + setting.shown(text.text()) + "' (from the " + text.source()
                + ") is not allowed; expected " + expected);
    }
}
