package io.shadowjdbc.jdbc.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public method of JDBC's interfaces, found by reflection, called on subjects in many states, on the plain driver
 * and on ours: what the application sees must be the same, but for what
 * {@code docs/reference/jdbc-behaviour.md} lists.
 */
class MethodDifferentialTest {
    private static final Path REPORT = Path.of("target", "jdbc-deviations.txt");
    private static final int MOST_SHOWN = 5;

    @TempDir
    static Path directory;

    private static final List<TestDatabase> DATABASES = new ArrayList<>();
    private static KnownDeviations known;

    @BeforeAll
    static void readKnownDeviations() throws IOException {
        known = new KnownDeviations();
        Files.deleteIfExists(REPORT);
    }

    @AfterAll
    static void dropDatabases() {
        DATABASES.forEach(TestDatabase::close);
    }

    @TestFactory
    Stream<DynamicNode> sqlite() throws SQLException {
        TestDatabase secondary = database();
        try (Connection connection = secondary.connect()) {
            Product.POSTGRESQL.create(connection);
        }
        return tests(
                sqlite("sqlite, plain driver", null),
                List.of(
                        sqlite("sqlite", "shadow.mirror.rate=0"),
                        sqlite("sqlite, mirrored", mirroredTo(secondary.url()))));
    }

    @TestFactory
    Stream<DynamicNode> postgresql() throws SQLException {
        return tests(
                postgresql("postgresql, plain driver", null),
                List.of(postgresql("postgresql", "shadow.mirror.rate=0")));
    }

    private static Side sqlite(String name, String settings) {
        Path file = directory.resolve("app-" + Math.abs(name.hashCode()) + ".db");
        // readers must not hold up writers: the mirror reads, too
        String url = "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=OFF";
        return new Side(name, Product.SQLITE, url, settings, Pattern.compile(file.toString(), Pattern.LITERAL));
    }

    private static Side postgresql(String name, String settings) {
        TestDatabase database = database();
        return new Side(name, Product.POSTGRESQL, database.url(), settings, Pattern.compile("shadow_test_\\w+"));
    }

    private static String mirroredTo(String url) {
        return "shadow.mirror.rate=1&shadow.mirror.threads=1&shadow.mirror.queue=16&shadow.parity.dir="
                + directory.resolve("parity") + "&shadow.secondary.url="
                + URLEncoder.encode(url, StandardCharsets.UTF_8);
    }

    private static TestDatabase database() {
        TestDatabase database = Postgres.database();
        DATABASES.add(database);
        return database;
    }

    private static Stream<DynamicNode> tests(Side plain, List<Side> others) throws SQLException {
        Comparison comparison = new Comparison(plain, others);
        List<State<?>> states = statesOf(plain.product());
        Set<String> sides = others.stream().map(Side::name).collect(Collectors.toSet());
        Stream<DynamicNode> each = states.stream()
                .map(state -> DynamicTest.dynamicTest(state.toString(), () -> assertNoneUnlisted(comparison, state)));
        Stream<DynamicNode> whole = Stream.of(
                DynamicTest.dynamicTest("every method was called", () -> {
                    comparison.close();
                    assertEveryMethodWasCalled(comparison, states);
                }),
                DynamicTest.dynamicTest(
                        "every listed deviation occurs",
                        () -> assertThat(known.unseen(sides)).isEmpty()));
        return Stream.concat(each, whole);
    }

    private static List<State<?>> statesOf(Product product) {
        return Stream.of(ConnectionStates.of(product), StatementStates.of(product), ResultSetStates.of(product))
                .<State<?>>flatMap(List::stream)
                .toList();
    }

    private static void assertNoneUnlisted(Comparison comparison, State<?> state) throws Exception {
        List<String> unlisted = comparison.run(state).stream()
                .filter(deviation -> !known.list(deviation))
                .map(Deviation::toString)
                .toList();
        Files.write(REPORT, unlisted, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertThat(unlisted.size())
                .as(
                        "deviations from the plain driver, all of them in %s: %s",
                        REPORT, unlisted.stream().limit(MOST_SHOWN).collect(Collectors.joining("\n", "\n", "\n")))
                .isZero();
    }

    private static void assertEveryMethodWasCalled(Comparison comparison, List<State<?>> states) {
        Set<String> missed = new TreeSet<>();
        for (State<?> state : states) {
            Comparison.methodsOf(state.type()).stream()
                    .filter(method -> !comparison.called().contains(method))
                    .forEach(method -> missed.add(method.toString()));
        }
        assertThat(missed).isEmpty();
    }
}
