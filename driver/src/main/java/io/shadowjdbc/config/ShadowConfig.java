package io.shadowjdbc.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverPropertyInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration of one data source: parsed once, from all sources, and immutable. The reference of the settings is
 * {@link Setting}.
 *
 * <p>Two configurations are equal if they were given the same URL, connection properties and settings, so that one may
 * serve as the key of what connections of one data source share. {@link #toString} shows no password.
 */
public final class ShadowConfig {
    private final String primaryUrl;
    private final Map<String, String> primaryProperties;
    private final Map<Setting, String> given;

    private final Optional<Secondary> secondary;
    private final List<String> providerNames;
    private final String initialProvider;
    private final Control control;
    private final String instance;
    private final Mirror mirror;
    private final Compare compare;
    private final Parity parity;
    private final Optional<Path> schemaMap;
    private final Duration fenceTimeout;
    private final Sync sync;

    /**
     * The other database.
     *
     * @param url its JDBC URL
     * @param user login, unless the URL has it
     * @param password password, unless the URL has it; from the password file if that was set
     */
    public record Secondary(String url, Optional<String> user, Optional<String> password) {
        /** What to give to {@link java.sql.Driver#connect} beside the URL. */
        public Properties properties() {
            Properties properties = new Properties();
            user.ifPresent(name -> properties.setProperty("user", name));
            password.ifPresent(text -> properties.setProperty("password", text));
            return properties;
        }

        @Override
        public String toString() {
            return "Secondary[url=" + Redaction.url(url) + ", user=" + user.orElse("") + "]";
        }
    }

    /** Where the flag lives that says which provider is active. */
    public sealed interface Control {
        /** In this process. */
        record Local() implements Control {}

        /** In a properties file. */
        record File(Path path) implements Control {}

        /** In the PostgreSQL of the two databases. */
        record Postgresql() implements Control {}
    }

    /**
     * Which reads are mirrored, and within what bounds.
     *
     * @param rules as configured at the start
     * @param rulesFile the file that is watched for other rules
     * @param threads workers and connections
     * @param queue reads waiting at most
     * @param queueBytes bytes that waiting reads take at most
     * @param timeout how long a mirrored read may run
     * @param maxRows rows up to which a read is compared
     * @param warnAfter for how long nothing may be compared before a warning
     */
    public record Mirror(
            MirrorRules rules,
            Optional<Path> rulesFile,
            int threads,
            int queue,
            long queueBytes,
            Duration timeout,
            int maxRows,
            Duration warnAfter) {}

    /**
     * When a difference is believed.
     *
     * @param rechecks how often both databases are read again, 0 or more
     * @param recheckWindow the time over which that happens
     * @param floatTolerance relative difference up to which computed reals are equal
     */
    public record Compare(int rechecks, Duration recheckWindow, double floatTolerance) {}

    /** What becomes of the findings. */
    public record Parity(Target target, Values values) {
        /** Where they go. */
        public sealed interface Target {}

        /** Files in a directory. */
        public record Directory(Path path) implements Target {}

        /** A table in the schema {@code shadow} of the PostgreSQL of the two databases. */
        public record Table() implements Target {}
    }

    /** How examples of differences show values. */
    public enum Values {
        HASH,
        PLAIN,
        NONE
    }

    /** Where the sync runs, as far as the application knows. */
    public enum Sync {
        /** Nowhere, or in a process of its own. */
        OFF,
        /** In this process, unless another one is at work. */
        EMBEDDED
    }

    /** Whether the URL is one of ours. */
    public static boolean accepts(String url) {
        return url != null && url.startsWith(ShadowUrl.PREFIX);
    }

    /**
     * Parses the URL and the connection properties, with the settings that surround this process.
     *
     * @param url a URL that {@link #accepts} accepts
     * @param connectionProperties may be null
     * @throws ConfigException if something is wrong; the message names everything that is
     */
    public static ShadowConfig parse(String url, Properties connectionProperties) throws ConfigException {
        return parse(url, connectionProperties, AmbientSources.ofProcess());
    }

    /** As {@link #parse(String, Properties)}, with the given surroundings instead of the process's own. */
    public static ShadowConfig parse(String url, Properties connectionProperties, AmbientSources ambient)
            throws ConfigException {
        if (!accepts(url)) {
            throw new ConfigException(List.of("expected a URL that starts with " + ShadowUrl.PREFIX));
        }
        List<String> problems = new ArrayList<>();
        ShadowUrl parts = ShadowUrl.parse(url, problems);
        if (!DatabaseKind.isKnown(parts.inner())) {
            throw new ConfigException(
                    List.of("expected a URL that starts with jdbc:shadow:sqlite: or jdbc:shadow:postgresql:"));
        }
        Map<String, String> properties =
                connectionProperties == null ? Map.of() : AmbientSources.strings(connectionProperties);
        SettingValues values = SettingValues.read(ambient, properties, parts.settings(), problems);
        ShadowConfig config = new ShadowConfig(parts.inner(), properties, values, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    /**
     * What {@link java.sql.Driver#getPropertyInfo} says of our settings: for each its value, which is null where it has
     * none, its description and choices. Wrong values are shown as they are.
     */
    public static DriverPropertyInfo[] propertyInfo(String url, Properties connectionProperties) {
        List<String> ignored = new ArrayList<>();
        Map<String, String> properties =
                connectionProperties == null ? Map.of() : AmbientSources.strings(connectionProperties);
        Map<String, String> inUrl = accepts(url) ? ShadowUrl.parse(url, ignored).settings() : Map.of();
        SettingValues values = SettingValues.read(AmbientSources.ofProcess(), properties, inUrl, ignored);
        return Arrays.stream(Setting.values())
                .map(setting -> setting.propertyInfo(values.text(setting).orElse(null)))
                .toArray(DriverPropertyInfo[]::new);
    }

    private ShadowConfig(
            String primaryUrl, Map<String, String> properties, SettingValues values, List<String> problems) {
        this.primaryUrl = primaryUrl;
        primaryProperties = new TreeMap<>(properties);
        primaryProperties.keySet().removeIf(key -> key.startsWith(Setting.KEY_PREFIX));
        given = values.texts();

        secondary = secondary(primaryUrl, values, problems);
        List<DatabaseKind> kinds = Stream.of(Optional.of(primaryUrl), secondary.map(Secondary::url))
                .flatMap(Optional::stream)
                .map(DatabaseKind::ofUrl)
                .toList();
        providerNames = names(kinds);
        initialProvider = initialProvider(providerNames, values);
        control = values.required(Setting.CONTROL, Control.class);
        parity = new Parity(
                values.required(Setting.PARITY_DIR, Parity.Target.class),
                values.required(Setting.PARITY_VALUES, Values.class));
        if (!kinds.contains(DatabaseKind.POSTGRESQL)) {
            requirePostgresql(values);
        }
        instance = values.value(Setting.INSTANCE, String.class).orElseGet(() -> InstanceName.of(this));
        mirror = mirror(values);
        Format.RecheckPolicy recheck = values.required(Setting.COMPARE_RECHECK, Format.RecheckPolicy.class);
        compare = new Compare(
                recheck.retries(), recheck.window(), values.required(Setting.COMPARE_FLOAT_TOLERANCE, Double.class));
        schemaMap = values.value(Setting.SCHEMA_MAP, Path.class);
        fenceTimeout = values.required(Setting.FENCE_TIMEOUT, Duration.class);
        sync = values.required(Setting.SYNC, Sync.class);
        if (sync == Sync.EMBEDDED && kinds.stream().distinct().count() < 2) {
            values.refuse(Setting.SYNC, "off, because the two databases are not SQLite and PostgreSQL");
        }
    }

    private static Mirror mirror(SettingValues values) {
        return new Mirror(
                MirrorRules.of(values),
                values.value(Setting.MIRROR_RULES, Path.class),
                values.required(Setting.MIRROR_THREADS, Integer.class),
                values.required(Setting.MIRROR_QUEUE, Integer.class),
                values.required(Setting.MIRROR_QUEUE_BYTES, Long.class),
                values.required(Setting.MIRROR_TIMEOUT, Duration.class),
                values.required(Setting.MIRROR_MAX_ROWS, Integer.class),
                values.required(Setting.MIRROR_WARN_AFTER, Duration.class));
    }

    /**
     * The rules with some of their settings given anew.
     *
     * @param changes texts by key; what is not among them is as configured
     * @param source where they come from, for the message
     * @throws ConfigException if a key is none of {@link MirrorRules#SETTINGS}, or a text is not allowed; the message
     *     names everything that is wrong
     */
    public MirrorRules mirrorRules(Map<String, String> changes, String source) throws ConfigException {
        List<String> problems = new ArrayList<>();
        SettingValues values = SettingValues.changed(given, changes, source, problems);
        for (String key : changes.keySet()) {
            if (Setting.ofKey(key).filter(MirrorRules.SETTINGS::contains).isEmpty()) {
                problems.add(key + " (from the " + source + ") can't be changed while the application runs; expected "
                        + MirrorRules.SETTINGS.stream().map(Setting::key).collect(Collectors.joining(", ")));
            }
        }
        MirrorRules rules = MirrorRules.of(values);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return rules;
    }

    private static Optional<Secondary> secondary(String primaryUrl, SettingValues values, List<String> problems) {
        Optional<String> url = values.value(Setting.SECONDARY_URL, String.class);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (DatabaseKind.sameDatabase(primaryUrl, url.get())) {
            values.refuse(Setting.SECONDARY_URL, "a database other than the one of the URL itself");
        }
        Optional<String> password = values.value(Setting.SECONDARY_PASSWORD, String.class);
        Optional<Path> file = values.value(Setting.SECONDARY_PASSWORD_FILE, Path.class);
        if (password.isPresent() && file.isPresent()) {
            problems.add(Setting.SECONDARY_PASSWORD.key() + " and " + Setting.SECONDARY_PASSWORD_FILE.key()
                    + " are both set; keep one of them");
        } else if (file.isPresent()) {
            password = readPassword(file.get(), problems);
        }
        return Optional.of(new Secondary(url.get(), values.value(Setting.SECONDARY_USER, String.class), password));
    }

    private static Optional<String> readPassword(Path file, List<String> problems) {
        try {
            return Optional.of(Files.readString(file).replaceFirst("[\\r\\n]+$", ""));
        } catch (IOException e) {
            problems.add(Setting.SECONDARY_PASSWORD_FILE.key() + ": can't read " + file + " ("
                    + e.getClass().getSimpleName() + ")");
            return Optional.empty();
        }
    }

    private static List<String> names(List<DatabaseKind> kinds) {
        return kinds.size() == 2 && kinds.get(0) == kinds.get(1)
                ? List.of("primary", "secondary")
                : kinds.stream().map(DatabaseKind::databaseName).toList();
    }

    private static String initialProvider(List<String> names, SettingValues values) {
        Optional<String> name = values.value(Setting.PROVIDER, String.class);
        if (name.isPresent() && !names.contains(name.get())) {
            values.refuse(
                    Setting.PROVIDER,
                    names.size() == 1
                            ? names.get(0) + ", because " + Setting.SECONDARY_URL.key() + " is not set"
                            : String.join(" or ", names));
        }
        return name.orElse(names.get(0));
    }

    private void requirePostgresql(SettingValues values) {
        if (control instanceof Control.Postgresql) {
            values.refuse(Setting.CONTROL, "local or file:PATH, because neither database is PostgreSQL");
        }
        if (parity.target() instanceof Parity.Table) {
            values.refuse(Setting.PARITY_DIR, "a directory, because neither database is PostgreSQL");
        }
    }

    /** The inner driver's URL of the application's own database: {@code jdbc:} and the rest, without our settings. */
    public String primaryUrl() {
        return primaryUrl;
    }

    /** The connection properties without our settings; a new object each time. */
    public Properties primaryProperties() {
        Properties properties = new Properties();
        properties.putAll(primaryProperties);
        return properties;
    }

    /** The other database; empty where the driver is only to pass calls on. */
    public Optional<Secondary> secondary() {
        return secondary;
    }

    /** The names of the providers: the URL's own and, if there is one, the other. */
    public List<String> providerNames() {
        return providerNames;
    }

    /** The name of the provider that is active where no control store says otherwise; one of {@link #providerNames}. */
    public String initialProvider() {
        return initialProvider;
    }

    /** Where the flag lives that says which provider is active. */
    public Control control() {
        return control;
    }

    /** The name of this instance of the application: 1 to 100 characters that are fit for a file name. */
    public String instance() {
        return instance;
    }

    /** Which reads are mirrored. */
    public Mirror mirror() {
        return mirror;
    }

    /** When a difference is believed. */
    public Compare compare() {
        return compare;
    }

    /** What becomes of the findings. */
    public Parity parity() {
        return parity;
    }

    /** The file of the schema map, if it is not to be read from the target. */
    public Optional<Path> schemaMap() {
        return schemaMap;
    }

    /** How long a new transaction may wait while the provider is being switched. */
    public Duration fenceTimeout() {
        return fenceTimeout;
    }

    /** Where the sync runs. */
    public Sync sync() {
        return sync;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShadowConfig that
                && primaryUrl.equals(that.primaryUrl)
                && primaryProperties.equals(that.primaryProperties)
                && given.equals(that.given);
    }

    @Override
    public int hashCode() {
        return Objects.hash(primaryUrl, primaryProperties, given);
    }

    @Override
    public String toString() {
        return given.entrySet().stream()
                .map(entry -> entry.getKey().key() + "=" + entry.getKey().shown(entry.getValue()))
                .collect(Collectors.joining(", ", "ShadowConfig[" + Redaction.url(primaryUrl) + "; ", "]"));
    }
}
