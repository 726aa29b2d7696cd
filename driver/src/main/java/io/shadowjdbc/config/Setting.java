package io.shadowjdbc.config;

import java.sql.DriverPropertyInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every setting there is: its key, default, allowed values and description. Parsing, error messages, {@code
 * Driver.getPropertyInfo} and the reference page {@code docs/reference/settings.md} all derive from it.
 */
@SuppressWarnings("ImmutableEnumChecker") // a Format never changes; its library annotation would be a dependency
public enum Setting {
    SECONDARY_URL(
            "shadow.secondary.url",
            null,
            Format.URL,
            "JDBC URL of the other database, without `shadow:`. Without it the driver only passes calls on."),
    SECONDARY_USER("shadow.secondary.user", null, Format.TEXT, "Login for the other database, unless its URL has it."),
    SECONDARY_PASSWORD(
            "shadow.secondary.password",
            null,
            Format.TEXT,
            "Password for the other database. Prefer `shadow.secondary.password-file`."),
    SECONDARY_PASSWORD_FILE(
            "shadow.secondary.password-file",
            null,
            Format.PATH,
            "File that holds the password for the other database and nothing else; line ends after it are dropped."),
    PROVIDER(
            "shadow.provider",
            null,
            new Format(
                    "the name of one of the two databases",
                    List.of("sqlite", "postgresql", "primary", "secondary"),
                    text -> text),
            "Active provider when the application starts for the first time: `sqlite` or `postgresql`; where both"
                    + " databases are of one kind, `primary` (the URL's own) or `secondary`. Default: the URL's own."
                    + " Once the flag is stored (`shadow.control`), what is stored counts."),
    CONTROL(
            "shadow.control",
            "local",
            Format.CONTROL,
            "Where the flag lives that says which provider is active: in this process, switched through JMX or Java"
                    + " (`local`), in a properties file that all instances on a machine watch (`file:PATH`), or in the"
                    + " PostgreSQL of the two databases (`postgresql`)."),
    INSTANCE(
            "shadow.instance",
            null,
            Format.INSTANCE,
            "Name of this instance of the application, in JMX, in parity files and in the control store."
                    + " Default: host, process id and a random part."),
    MIRROR_ENABLED(
            "shadow.mirror.enabled",
            "true",
            Format.BOOLEAN,
            "Whether anything is mirrored. `false` stops all work of the shadow at once."),
    MIRROR_RULES(
            "shadow.mirror.rules",
            null,
            Format.PATH,
            "Properties file that is watched while the application runs: `shadow.mirror.enabled`, `.rate`, `.aa-rate`,"
                    + " `.budget`, `.include`, `.exclude` and their `.tables`, as given there, are stronger than"
                    + " anywhere else."),
    MIRROR_RATE(
            "shadow.mirror.rate",
            "0.1",
            Format.real(0, 1),
            "Share of the selected reads that is mirrored to the other database. A statement that was not compared 300"
                    + " times yet is mirrored at any rate but 0."),
    MIRROR_AA_RATE(
            "shadow.mirror.aa-rate",
            "0",
            Format.real(0, 1),
            "Share of the mirrored reads that is also read again on the active database itself, to measure how many"
                    + " reads differ although nothing is wrong."),
    MIRROR_INCLUDE(
            "shadow.mirror.include",
            null,
            Format.PATTERN,
            "Only reads are selected in whose SQL text the expression is found, in any case of letters."),
    MIRROR_EXCLUDE(
            "shadow.mirror.exclude",
            null,
            Format.PATTERN,
            "Reads in whose SQL text the expression is found are not selected; stronger than include."),
    MIRROR_INCLUDE_TABLES(
            "shadow.mirror.include.tables",
            null,
            Format.NAMES,
            "Only reads are selected that touch one of these tables, in any case of letters."),
    MIRROR_EXCLUDE_TABLES(
            "shadow.mirror.exclude.tables",
            null,
            Format.NAMES,
            "Reads that touch one of these tables are not selected; stronger than include."),
    MIRROR_THREADS(
            "shadow.mirror.threads",
            "2",
            Format.integer(1, 256),
            "Threads that run mirrored reads, and connections to the other database that they use."),
    MIRROR_BUDGET(
            "shadow.mirror.budget",
            "0.1",
            Format.real(0.001, 1),
            "Share of the machine's processor time that mirroring may take in this process; where the other database"
                    + " is on the same host, its work for the shadow included. Past it the workers pause; reads that"
                    + " find the queue full then are dropped and counted."),
    MIRROR_QUEUE(
            "shadow.mirror.queue",
            "1024",
            Format.integer(1, 1 << 20),
            "Reads that may wait to be mirrored; more are dropped and counted."),
    MIRROR_QUEUE_BYTES(
            "shadow.mirror.queue-bytes",
            "16MB",
            Format.SIZE,
            "Memory that reads waiting to be mirrored may take; more are dropped and counted."),
    MIRROR_TIMEOUT(
            "shadow.mirror.timeout", "5s", Format.DURATION, "How long a mirrored read may run on the other database."),
    MIRROR_MAX_ROWS(
            "shadow.mirror.max-rows",
            "10000",
            Format.integer(1, Integer.MAX_VALUE),
            "A read of which the application took more rows is not compared but counted as skipped."),
    MIRROR_WARN_AFTER(
            "shadow.mirror.warn-after",
            "5m",
            Format.DURATION,
            "For how long nothing may be compared, while the application reads, before the log warns and says why."),
    COMPARE_RECHECK(
            "shadow.compare.recheck",
            "5 within 2s",
            Format.RECHECK_POLICY,
            "How often, and over what time, both databases are read again before a difference is believed."),
    COMPARE_FLOAT_TOLERANCE(
            "shadow.compare.float-tolerance",
            "1e-9",
            Format.real(0, 1),
            "Relative difference up to which two computed reals count as equal."),
    PARITY_DIR(
            "shadow.parity.dir",
            "shadow-parity",
            Format.PARITY_TARGET,
            "Directory in which each instance writes its parity file; `postgresql` means a table in the schema `shadow`"
                    + " of the PostgreSQL of the two databases."),
    PARITY_VALUES(
            "shadow.parity.values",
            "hash",
            Format.oneOf(ShadowConfig.Values.class),
            "How examples of differences show values: as a hash, as they are (`plain`), or not at all."),
    SCHEMA_MAP(
            "shadow.schema-map",
            null,
            Format.PATH,
            "File with the schema map that the migrator wrote. Default: read from the schema `shadow` of the target."),
    SYNC(
            "shadow.sync",
            "off",
            Format.oneOf(ShadowConfig.Sync.class),
            "Whether the sync, which brings what is written to the active database to the other one, runs inside the"
                    + " application (`embedded`): in one of its instances at a time, on a thread of its own, in the"
                    + " direction of the active provider. It needs what the process `migrator sync` needs, and stands aside"
                    + " while one is at work."),
    FENCE_TIMEOUT(
            "shadow.fence.timeout",
            "30s",
            Format.DURATION,
            "How long a new transaction may wait while the provider is being switched, before it fails.");

    /** All keys of ours start with it, and no key that starts with it is anybody else's. */
    static final String KEY_PREFIX = "shadow.";

    private static final Map<String, Setting> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Setting::key, Function.identity()));

    private final String key;
    private final String defaultText;
    private final Format format;
    private final String description;

    Setting(String key, String defaultText, Format format, String description) {
        this.key = key;
        this.defaultText = defaultText;
        this.format = format;
        this.description = description;
    }

    /** The setting of that key. */
    public static Optional<Setting> ofKey(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** Its key, such as {@code shadow.mirror.rate}. */
    public String key() {
        return key;
    }

    /** The environment variable that sets it, such as {@code SHADOW_MIRROR_RATE}. */
    public String environmentVariable() {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The text that counts where none is given; empty if the setting then is not set, or is worked out. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    /** The texts that are allowed, in words: "a number from 0 to 1". */
    public String allowed() {
        return format.allowed();
    }

    /** What it is for, in Markdown. */
    public String description() {
        return description;
    }

    /** Whether its value must not be shown. */
    public boolean secret() {
        return this == SECONDARY_PASSWORD;
    }

    /** The text as it may be shown: without passwords. */
    String shown(String text) {
        return secret() ? "***" : Redaction.url(text);
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException if the text is not allowed; its message adds to {@link #allowed}, or is empty
     */
    Object parse(String text) {
        return format.parser().apply(text);
    }

    /** The setting as {@link java.sql.Driver#getPropertyInfo} describes it; null as value means that it is not set. */
    DriverPropertyInfo propertyInfo(String text) {
        String value = text == null ? defaultText : text;
        DriverPropertyInfo info = new DriverPropertyInfo(key, value == null ? null : shown(value));
        info.description = description.replace("`", "") + " Expected: " + format.allowed() + ".";
        info.choices = format.choices().isEmpty() ? null : format.choices().toArray(String[]::new);
        return info;
    }

    /** The setting whose key continues that one, or else is most like it. */
    static Setting nearest(String key) {
        return Arrays.stream(values())
                .min(Comparator.<Setting, Boolean>comparing(setting -> !setting.key.startsWith(key + "."))
                        .thenComparingInt(setting -> EditDistance.between(setting.key, key)))
                .orElseThrow();
    }
}
