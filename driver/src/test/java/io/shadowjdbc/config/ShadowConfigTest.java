package io.shadowjdbc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowConfigTest {
    private static final String SQLITE = "jdbc:shadow:sqlite:/data/app.db";
    private static final String POSTGRESQL = "jdbc:postgresql://db:5432/app";

    @TempDir
    Path dir;

    @Test
    void withNoSettingTheDriverOnlyPassesCallsOn() throws SQLException {
        ShadowConfig config = parse(SQLITE);

        assertThat(config.primaryUrl()).isEqualTo("jdbc:sqlite:/data/app.db");
        assertThat(config.secondary()).isEmpty();
        assertThat(config.providerNames()).containsExactly("sqlite");
        assertThat(config.initialProvider()).isEqualTo("sqlite");
        assertThat(config.control()).isEqualTo(new ShadowConfig.Control.Local());
        assertThat(config.schemaMap()).isEmpty();
    }

    @Test
    void defaultsAreTheDocumentedOnes() throws SQLException {
        ShadowConfig config = parse(SQLITE);

        ShadowConfig.Mirror mirror = config.mirror();
        assertThat(mirror.rules().rate()).isEqualTo(0.1);
        assertThat(mirror.rules().include()).isEmpty();
        assertThat(mirror.rules().exclude()).isEmpty();
        assertThat(mirror.rules().includeTables()).isEmpty();
        assertThat(mirror.rules().excludeTables()).isEmpty();
        assertThat(mirror.threads()).isEqualTo(2);
        assertThat(mirror.queue()).isEqualTo(1024);
        assertThat(mirror.queueBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(mirror.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(mirror.maxRows()).isEqualTo(10_000);
        assertThat(config.compare()).isEqualTo(new ShadowConfig.Compare(5, Duration.ofSeconds(2), 1e-9));
        assertThat(config.parity())
                .isEqualTo(new ShadowConfig.Parity(
                        new ShadowConfig.Parity.Directory(Path.of("shadow-parity")), ShadowConfig.Values.HASH));
        assertThat(config.fenceTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Nested
    class TheUrl {
        @ParameterizedTest
        @CsvSource({
            "jdbc:shadow:sqlite::memory:,                                        jdbc:sqlite::memory:",
            "jdbc:shadow:sqlite:,                                                jdbc:sqlite:",
            "jdbc:shadow:sqlite:a.db?,                                           jdbc:sqlite:a.db?",
            "jdbc:shadow:sqlite:a%20b.db?x=%2f&y&&z=,                            jdbc:sqlite:a%20b.db?x=%2f&y&&z=",
            "jdbc:shadow:sqlite:a.db?shadow.mirror.rate=1,                       jdbc:sqlite:a.db",
            "jdbc:shadow:sqlite:a.db?shadow.mirror.rate=1&foreign_keys=on,       jdbc:sqlite:a.db?foreign_keys=on",
            "jdbc:shadow:sqlite:file:a.db?cache=shared&shadow.mirror.rate=1,     jdbc:sqlite:file:a.db?cache=shared",
            "jdbc:shadow:postgresql://h/d?b=%41+1&shadow.mirror.rate=1&a=x?y=z,  jdbc:postgresql://h/d?b=%41+1&a=x?y=z",
            "jdbc:shadow:postgresql:d?user=me&shadow.mirror.rate=1,              jdbc:postgresql:d?user=me",
            "jdbc:shadow:SQLite:a.db,                                            jdbc:SQLite:a.db",
        })
        void losesOurParametersAndNothingElse(String url, String inner) throws SQLException {
            assertThat(parse(url).primaryUrl()).isEqualTo(inner);
        }

        @Test
        void carriesEncodedValues() throws SQLException {
            String secondary = "jdbc:postgresql://db/app?user=me&password=p%26 ü+";
            ShadowConfig config =
                    parse(SQLITE + "?shadow.secondary.url=" + encoded(secondary) + "&shadow.mirror.include=%5ESELECT");

            assertThat(config.secondary().orElseThrow().url()).isEqualTo(secondary);
            assertThat(config.mirror().rules().include().map(Pattern::pattern)).hasValue("^SELECT");
        }

        @Test
        void isOnlyOursIfItSaysSo() {
            assertThat(ShadowConfig.accepts(SQLITE)).isTrue();
            assertThat(ShadowConfig.accepts("jdbc:sqlite:a.db")).isFalse();
            assertThat(ShadowConfig.accepts("jdbc:shadowy:sqlite:a.db")).isFalse();
            assertThat(ShadowConfig.accepts(null)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"jdbc:shadow:mysql://h/d", "jdbc:shadow:", "jdbc:shadow:shadow:sqlite:a.db"})
        void namesADatabaseThatWeKnow(String url) {
            assertRefused(url, "jdbc:shadow:sqlite:", "jdbc:shadow:postgresql:");
        }

        @Test
        void mustBePercentEncoded() {
            assertRefused(
                    SQLITE + "?shadow.mirror.include=100%", "shadow.mirror.include", "not percent-encoded", "%25");
        }
    }

    @Nested
    class Sources {
        private final Map<String, String> weakest = Map.of("shadow.mirror.threads", "1", "other.key", "x");

        @Test
        void laterOnesWin() throws Exception {
            String key = "shadow.mirror.threads";
            Path file = write("settings.properties", key + "=2");
            Map<String, String> system = Map.of("shadow.config", file.toString());
            Map<String, String> variable = Map.of("SHADOW_MIRROR_THREADS", "3");
            Map<String, String> systemToo = Map.of("shadow.config", file.toString(), key, "4");

            assertThat(threads(SQLITE, null, weakest, Map.of(), Map.of())).isEqualTo(1);
            assertThat(threads(SQLITE, null, weakest, Map.of(), system)).isEqualTo(2);
            assertThat(threads(SQLITE, null, weakest, variable, system)).isEqualTo(3);
            assertThat(threads(SQLITE, null, weakest, variable, systemToo)).isEqualTo(4);
            assertThat(threads(SQLITE, properties(key, "5"), weakest, variable, systemToo))
                    .isEqualTo(5);
            assertThat(threads(SQLITE + "?" + key + "=6", properties(key, "5"), weakest, variable, systemToo))
                    .isEqualTo(6);
        }

        @Test
        void aFileMayBeNamedByTheEnvironment() throws Exception {
            Path file = write("settings.properties", "shadow.secondary.user=Zo\u00eb");
            assertThat(ShadowConfig.parse(
                                    SQLITE,
                                    properties("shadow.secondary.url", POSTGRESQL),
                                    new AmbientSources(Map.of(), Map.of("SHADOW_CONFIG", file.toString()), Map.of()))
                            .secondary()
                            .flatMap(ShadowConfig.Secondary::user))
                    .hasValue("Zo\u00eb");
        }

        @Test
        void aFileThatIsNamedMustBeReadable() throws IOException {
            Path none = dir.resolve("none.properties");
            Path broken = write("broken.properties", "a=\\u12");

            assertThatThrownBy(() -> threads(SQLITE, null, weakest, Map.of("SHADOW_CONFIG", "" + none), Map.of()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll("shadow.config", "none.properties");
            assertThatThrownBy(() -> threads(SQLITE, null, weakest, Map.of("SHADOW_CONFIG", "" + broken), Map.of()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll("shadow.config", "broken.properties", "not a properties file");
        }

        @Test
        void aBlankValueIsNone() throws SQLException {
            assertThat(threads(SQLITE, null, weakest, Map.of("SHADOW_MIRROR_THREADS", " "), Map.of()))
                    .isEqualTo(1);
            assertThat(parse(SQLITE + "?shadow.secondary.url=").secondary()).isEmpty();
        }

        @Test
        void theProcessItselfIsOne() throws Exception {
            System.setProperty("shadow.mirror.queue", "77");
            try {
                assertThat(ShadowConfig.parse(SQLITE, null).mirror().queue()).isEqualTo(77);
            } finally {
                System.clearProperty("shadow.mirror.queue");
            }
        }

        @Test
        void connectionPropertiesOfOthersGoToTheInnerDriver() throws SQLException {
            Properties defaults = properties("busy_timeout", "100");
            Properties properties = new Properties(defaults);
            properties.setProperty("user", "me");
            properties.setProperty("shadow.mirror.rate", "1");
            ShadowConfig config = ShadowConfig.parse(SQLITE, properties, AmbientSources.NONE);

            assertThat(config.primaryProperties()).isEqualTo(Map.of("user", "me", "busy_timeout", "100"));
            config.primaryProperties().clear();
            assertThat(config.primaryProperties()).hasSize(2);
        }

        private int threads(
                String url,
                Properties properties,
                Map<String, String> classPath,
                Map<String, String> environment,
                Map<String, String> system)
                throws SQLException {
            return ShadowConfig.parse(url, properties, new AmbientSources(classPath, environment, system))
                    .mirror()
                    .threads();
        }
    }

    @Nested
    class UnknownKeys {
        @Test
        void areRefusedWithTheirSourceAndTheNearestKnownOne() {
            assertRefused(SQLITE + "?shadow.miror.rate=1", "shadow.miror.rate", "URL", "shadow.mirror.rate");
            assertThatThrownBy(() ->
                            ShadowConfig.parse(SQLITE, properties("shadow.parity.value", "x"), AmbientSources.NONE))
                    .hasMessageContainingAll("shadow.parity.value", "connection properties", "shadow.parity.values");
            assertThatThrownBy(() -> ShadowConfig.parse(
                            SQLITE, null, new AmbientSources(Map.of("shadow.contorl", "local"), Map.of(), Map.of())))
                    .hasMessageContainingAll("shadow.contorl", "shadow.properties on the class path", "shadow.control");
            assertThatThrownBy(() -> ShadowConfig.parse(
                            SQLITE, null, new AmbientSources(Map.of(), Map.of(), Map.of("shadow.fence", "1s"))))
                    .hasMessageContainingAll("shadow.fence", "system properties", "shadow.fence.timeout");
        }

        @Test
        void inTheEnvironmentAreRefusedIfTheyLookMisspelt() {
            assertThatThrownBy(() -> ShadowConfig.parse(
                            SQLITE, null, new AmbientSources(Map.of(), Map.of("SHADOW_MIROR_RATE", "1"), Map.of())))
                    .hasMessageContainingAll("SHADOW_MIROR_RATE", "SHADOW_MIRROR_RATE");
        }

        @Test
        void inTheEnvironmentAreLeftAloneIfTheyAreSomebodyElses() throws SQLException {
            Map<String, String> others =
                    Map.of("SHADOW_DB_SERVICE_HOST", "10.0.0.1", "SHADOW_PORT", "1", "SHADOW_TEST_PG_URL", "x");
            assertThat(ShadowConfig.parse(SQLITE, null, new AmbientSources(Map.of(), others, Map.of())))
                    .isEqualTo(parse(SQLITE));
        }

        @Test
        void includeTheNameOfTheFileWhereItCanNotStand() {
            assertRefused(SQLITE + "?shadow.config=x", "shadow.config", "system property", "SHADOW_CONFIG");
        }
    }

    @Nested
    class WrongValues {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "shadow.mirror.rate           | 1.5          | a number from 0 to 1",
                    "shadow.mirror.rate           | NaN          | a number from 0 to 1",
                    "shadow.mirror.threads        | two          | a whole number from 1 to 256",
                    "shadow.mirror.threads        | 0            | a whole number from 1 to 256",
                    "shadow.mirror.queue-bytes    | 16XB         | a number of bytes",
                    "shadow.mirror.queue-bytes    | 999999999999GB | a number of bytes",
                    "shadow.mirror.timeout        | 5            | with its unit",
                    "shadow.mirror.timeout        | 0s           | longer than zero",
                    "shadow.mirror.include        | SELECT (     | a regular expression",
                    "shadow.mirror.include.tables | ,            | names with commas",
                    "shadow.compare.recheck       | often        | 5 within 2s",
                    "shadow.compare.recheck       | 5 within 2   | 5 within 2s",
                    "shadow.parity.values         | all          | one of hash, plain, none",
                    "shadow.control               | file:        | local, file:PATH or postgresql",
                    "shadow.control               | jmx          | local, file:PATH or postgresql",
                    "shadow.instance              | a/b          | letters, digits",
                    "shadow.secondary.url         | jdbc:h2:mem  | jdbc:postgresql:",
                })
        void areNamedWithTheirSourceAndWhatIsAllowed(String key, String value, String allowed) {
            assertThatThrownBy(() -> ShadowConfig.parse(SQLITE, properties(key, value), AmbientSources.NONE))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll(key, "'" + value + "'", "connection properties", allowed);
        }

        @Test
        void areAllNamedAtOnce() {
            assertRefused(
                    SQLITE + "?shadow.mirror.rate=x&shadow.mirror.threads=y&shadow.foo=z",
                    "shadow.mirror.rate",
                    "shadow.mirror.threads",
                    "shadow.foo");
        }

        @Test
        void neverShowAPassword() {
            String login = "postgresql://me:hunter2@db/app";
            assertThatThrownBy(() -> parse(SQLITE + "?shadow.secondary.url=" + encoded(login)))
                    .hasMessageContaining("shadow.secondary.url")
                    .hasMessageNotContaining("hunter2");
        }

        @Test
        void makeAnErrorThatSaysThatNoConnectionCameAbout() {
            assertThatThrownBy(() -> parse(SQLITE + "?shadow.mirror.rate=x"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
        }
    }

    @Nested
    class ValuesOfSettings {
        @ParameterizedTest
        @CsvSource({"500ms, 500", "5s, 5000", "2 m, 120000", "1H, 3600000"})
        void timesHaveUnits(String text, long milliseconds) throws SQLException {
            assertThat(parse("shadow.fence.timeout", text).fenceTimeout()).isEqualTo(Duration.ofMillis(milliseconds));
        }

        @ParameterizedTest
        @CsvSource({"65536, 65536", "64KB, 65536", "16 mb, 16777216", "2GB, 2147483648"})
        void sizesMayHaveUnits(String text, long bytes) throws SQLException {
            assertThat(parse("shadow.mirror.queue-bytes", text).mirror().queueBytes())
                    .isEqualTo(bytes);
        }

        @ParameterizedTest
        @CsvSource({"5 within 2s, 5, 2000", "3 within 100ms, 3, 100", "7, 7, 2000", "0, 0, 2000"})
        void rechecksAreANumberWithinATime(String text, int retries, long milliseconds) throws SQLException {
            ShadowConfig.Compare compare = parse("shadow.compare.recheck", text).compare();
            assertThat(compare.rechecks()).isEqualTo(retries);
            assertThat(compare.recheckWindow()).isEqualTo(Duration.ofMillis(milliseconds));
        }

        @Test
        void tablesAreAListInAnyCaseOfLetters() throws SQLException {
            assertThat(parse("shadow.mirror.exclude.tables", "AuditLog, Order Details,")
                            .mirror()
                            .rules()
                            .excludeTables())
                    .isEqualTo(Set.of("auditlog", "order details"));
        }

        @Test
        void expressionsIgnoreTheCaseOfLettersAndCrossLines() throws SQLException {
            Pattern include = parse("shadow.mirror.include", "from host.*limit")
                    .mirror()
                    .rules()
                    .include()
                    .orElseThrow();
            assertThat(include.matcher("SELECT * FROM Host\nLIMIT 5").find()).isTrue();
        }

        @Test
        void theFlagLivesInOneOfThreePlaces() throws SQLException {
            assertThat(parse("shadow.control", "file:/run/flag.properties").control())
                    .isEqualTo(new ShadowConfig.Control.File(Path.of("/run/flag.properties")));
            assertThat(parse(withPostgresql("shadow.control=postgresql")).control())
                    .isEqualTo(new ShadowConfig.Control.Postgresql());
            assertRefused(SQLITE + "?shadow.control=postgresql", "shadow.control", "neither database is PostgreSQL");
        }

        @Test
        void theSyncRunsInsideOnlyBetweenSqliteAndPostgresql() throws SQLException {
            assertThat(parse(withPostgresql("shadow.sync=embedded")).sync()).isEqualTo(ShadowConfig.Sync.EMBEDDED);
            assertThat(parse(SQLITE).sync()).isEqualTo(ShadowConfig.Sync.OFF);
            assertRefused(SQLITE + "?shadow.sync=embedded", "shadow.sync", "not SQLite and PostgreSQL");
        }

        @Test
        void parityGoesToADirectoryOrATable() throws SQLException {
            assertThat(parse("shadow.parity.dir", "/var/parity").parity().target())
                    .isEqualTo(new ShadowConfig.Parity.Directory(Path.of("/var/parity")));
            assertThat(parse(withPostgresql("shadow.parity.dir=postgresql"))
                            .parity()
                            .target())
                    .isEqualTo(new ShadowConfig.Parity.Table());
            assertRefused(
                    SQLITE + "?shadow.parity.dir=postgresql", "shadow.parity.dir", "neither database is PostgreSQL");
        }
    }

    @Nested
    class TheOtherDatabase {
        @Test
        void hasALoginOfItsOwn() throws Exception {
            Path file = write("password", "s3cret \n");
            Properties properties = properties("shadow.secondary.url", POSTGRESQL);
            properties.setProperty("shadow.secondary.user", "me");
            properties.setProperty("shadow.secondary.password-file", file.toString());
            ShadowConfig.Secondary secondary = ShadowConfig.parse(SQLITE, properties, AmbientSources.NONE)
                    .secondary()
                    .orElseThrow();

            assertThat(secondary.url()).isEqualTo(POSTGRESQL);
            assertThat(secondary.properties()).isEqualTo(Map.of("user", "me", "password", "s3cret "));
        }

        @Test
        void hasOnePasswordOnly() throws IOException {
            Path file = write("password", "x");
            assertRefused(
                    withPostgresql("shadow.secondary.password=y&shadow.secondary.password-file=" + file),
                    "shadow.secondary.password and shadow.secondary.password-file");
            assertRefused(
                    withPostgresql("shadow.secondary.password-file=" + dir.resolve("none")),
                    "shadow.secondary.password-file",
                    "none");
        }

        @ParameterizedTest
        @CsvSource({
            "jdbc:shadow:sqlite:/data/app.db,           jdbc:sqlite:/data/../data/app.db",
            "jdbc:shadow:sqlite:app.db?cache=shared,    jdbc:sqlite:file:app.db",
            "jdbc:shadow:sqlite::memory:,               jdbc:sqlite::memory:",
            "jdbc:shadow:postgresql://DB/app,           jdbc:postgresql://db:5432/app?user=me",
            "jdbc:shadow:postgresql:app,                jdbc:postgresql://localhost/app",
        })
        void isNotTheSameOneAgain(String url, String secondary) {
            assertThatThrownBy(() ->
                            ShadowConfig.parse(url, properties("shadow.secondary.url", secondary), AmbientSources.NONE))
                    .hasMessageContainingAll("shadow.secondary.url", "a database other than");
        }

        @ParameterizedTest
        @CsvSource({
            "jdbc:shadow:sqlite:/data/app.db,        jdbc:sqlite:/data/App.db",
            "jdbc:shadow:postgresql://db/app,        jdbc:postgresql://db:5433/app",
            "jdbc:shadow:postgresql://db/app,        jdbc:postgresql://db/app?currentSchema=new",
            "jdbc:shadow:postgresql://[::1]/app,     jdbc:postgresql://[::1]:5433/app",
        })
        void mayBeOfTheSameKind(String url, String secondary) throws SQLException {
            Properties properties = properties("shadow.secondary.url", secondary);
            properties.setProperty("shadow.provider", "secondary");
            ShadowConfig config = ShadowConfig.parse(url, properties, AmbientSources.NONE);

            assertThat(config.providerNames()).containsExactly("primary", "secondary");
            assertThat(config.initialProvider()).isEqualTo("secondary");
        }

        @Test
        void isNamedByItsKind() throws SQLException {
            assertThat(parse(withPostgresql("")).providerNames()).containsExactly("sqlite", "postgresql");
            assertThat(parse(withPostgresql("")).initialProvider()).isEqualTo("sqlite");
            assertThat(parse(withPostgresql("shadow.provider=postgresql")).initialProvider())
                    .isEqualTo("postgresql");
        }

        @Test
        void isTheOnlyOtherProvider() {
            assertRefused(
                    withPostgresql("shadow.provider=mysql"), "shadow.provider", "'mysql'", "sqlite or postgresql");
            assertRefused(withPostgresql("shadow.provider=primary"), "sqlite or postgresql");
            assertRefused(SQLITE + "?shadow.provider=postgresql", "shadow.provider", "shadow.secondary.url is not set");
        }
    }

    @Nested
    class TheInstance {
        @Test
        void isNamedByItsOperator() throws SQLException {
            assertThat(parse("shadow.instance", "web-1").instance()).isEqualTo("web-1");
        }

        @Test
        void elseHasANameThatLastsAsLongAsTheProcessAndTellsDataSourcesApart() throws SQLException {
            String name = parse(SQLITE).instance();
            assertThat(name)
                    .matches("[A-Za-z0-9._-]+-" + ProcessHandle.current().pid() + "-[0-9a-f]{8}");
            assertThat(parse(SQLITE).instance()).isEqualTo(name);
            assertThat(parse("jdbc:shadow:sqlite:other.db").instance()).isNotEqualTo(name);
        }
    }

    @Test
    void equalConfigurationsAreThoseOfOneDataSource() throws SQLException {
        String url = withPostgresql("shadow.mirror.include=x");
        assertThat(parse(url)).isEqualTo(parse(url)).hasSameHashCodeAs(parse(url));
        assertThat(parse(url)).isNotEqualTo(parse(withPostgresql("shadow.mirror.include=y")));
        assertThat(ShadowConfig.parse(url, properties("user", "a"), AmbientSources.NONE))
                .isNotEqualTo(ShadowConfig.parse(url, properties("user", "b"), AmbientSources.NONE));
    }

    @Test
    void nothingPrintsAPassword() throws SQLException {
        Properties properties = properties("shadow.secondary.password", "hunter2");
        properties.setProperty("password", "hunter2");
        ShadowConfig config = ShadowConfig.parse(
                "jdbc:shadow:postgresql://u:hunter2@db/app?password=hunter2&shadow.mirror.rate=0.5&shadow.secondary.url="
                        + encoded("jdbc:postgresql://db/b?user=me&password=hunter2&ssl=true"),
                properties,
                AmbientSources.NONE);

        assertThat(config.toString())
                .contains("//u:***@db/app?password=***", "user=me&password=***&ssl=true", "shadow.mirror.rate=0.5")
                .doesNotContain("hunter2");
        assertThat(config.secondary().orElseThrow().toString()).contains("me").doesNotContain("hunter2");
    }

    @Test
    void propertyInfoDescribesEverySetting() {
        DriverPropertyInfo[] infos = ShadowConfig.propertyInfo(
                SQLITE + "?shadow.mirror.rate=0.5", properties("shadow.secondary.password", "hunter2"));

        assertThat(infos)
                .extracting(info -> info.name)
                .containsExactly(
                        Arrays.stream(Setting.values()).map(Setting::key).toArray(String[]::new));
        assertThat(infos).allSatisfy(info -> {
            assertThat(info.description).isNotBlank();
            assertThat(info.required).isFalse();
        });
        assertThat(info(infos, "shadow.mirror.rate").value).isEqualTo("0.5");
        assertThat(info(infos, "shadow.mirror.queue").value).isEqualTo("1024");
        assertThat(info(infos, "shadow.secondary.url").value).isNull();
        assertThat(info(infos, "shadow.secondary.password").value).isEqualTo("***");
        assertThat(info(infos, "shadow.parity.values").choices).containsExactly("hash", "plain", "none");
    }

    private static DriverPropertyInfo info(DriverPropertyInfo[] infos, String name) {
        return Arrays.stream(infos)
                .filter(info -> info.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ShadowConfig parse(String url) throws SQLException {
        return ShadowConfig.parse(url, null, AmbientSources.NONE);
    }

    private static ShadowConfig parse(String key, String value) throws SQLException {
        return ShadowConfig.parse(SQLITE, properties(key, value), AmbientSources.NONE);
    }

    private static void assertRefused(String url, String... parts) {
        assertThatThrownBy(() -> parse(url)).isInstanceOf(ConfigException.class).hasMessageContainingAll(parts);
    }

    private static String withPostgresql(String parameters) {
        return SQLITE + "?shadow.secondary.url=" + encoded(POSTGRESQL) + "&" + parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
