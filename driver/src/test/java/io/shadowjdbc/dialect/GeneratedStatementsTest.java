package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Statements that nobody has thought of, on the plain and the rich schema: identical or refused, never silently different. */
class GeneratedStatementsTest {
    private static final Map<DifferentialRun.Kind, Integer> FIGURES = new EnumMap<>(DifferentialRun.Kind.class);
    private static final List<String> COLUMNS =
            List.of("id", "name", "email", "age", "score", "active", "created_at", "birthday", "balance");

    private static SampleSides sides;

    @BeforeContainer
    static void createBothSides() throws Exception {
        sides = SampleSides.create();
    }

    @AfterContainer
    static void dropBothSides() throws Exception {
        sides.close();
        System.out.println("generated statements: " + FIGURES);
    }

    @Tag("soak")
    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    void manyAreNeverSilentlyDifferent(@ForAll("statements") String sql, @ForAll boolean rich) throws Exception {
        check(sql, rich);
    }

    private static void check(String sql, boolean rich) throws Exception {
        DifferentialRun.Outcome outcome =
                sides.run(rich).run(new CorpusStatement(sql, List.of(), DifferentialRun.Kind.IDENTICAL));
        FIGURES.merge(outcome.kind(), 1, Integer::sum);
        boolean listed = Boolean.getBoolean("listDifferences");
        if (listed
                && outcome.kind() != DifferentialRun.Kind.IDENTICAL
                && outcome.kind() != DifferentialRun.Kind.REFUSED) {
            System.out.println(
                    "FOUND " + outcome.kind() + (rich ? " rich: " : " plain: ") + sql + "\n    " + outcome.detail());
            return;
        }
        assertThat(outcome.kind())
                .as((rich ? "rich: " : "plain: ") + sql + "\n" + outcome.detail())
                .isNotEqualTo(DifferentialRun.Kind.DIFFERENT);
    }

    @Provide
    Arbitrary<String> statements() {
        Arbitrary<String> condition = condition();
        Arbitrary<String> value = value();
        Arbitrary<String> select = Combinators.combine(value, value, condition, column())
                .as((a, b, where, order) ->
                        "SELECT id, " + a + ", " + b + " FROM users WHERE " + where + " ORDER BY " + order + ", id");
        Arbitrary<String> group = Combinators.combine(column(), aggregate(), condition)
                .as((key, aggregate, where) -> "SELECT " + key + ", " + aggregate + " FROM users WHERE " + where
                        + " GROUP BY " + key + " ORDER BY " + key);
        Arbitrary<String> join = Combinators.combine(column(), Arbitraries.of("LEFT JOIN", "JOIN"), condition)
                .as((a, type, where) -> "SELECT u." + a + ", o.\"Total\" FROM (SELECT * FROM users WHERE " + where
                        + ") u " + type + " \"Order\" o ON o.\"UserId\" = u.id ORDER BY u.id, o.\"Id\"");
        Arbitrary<String> update = Combinators.combine(Arbitraries.of("age", "score", "email"), value, condition)
                .as((column, a, where) -> "UPDATE users SET " + column + " = " + a + " WHERE " + where);
        Arbitrary<String> delete = condition.map(
                where -> "DELETE FROM settings WHERE updated IN (SELECT id FROM users WHERE " + where + ")");
        return Arbitraries.frequencyOf(
                Tuple.of(5, select), Tuple.of(2, group), Tuple.of(1, join), Tuple.of(1, update), Tuple.of(1, delete));
    }

    private static Arbitrary<String> column() {
        return Arbitraries.of(COLUMNS);
    }

    private static Arbitrary<String> literal() {
        return Arbitraries.of(
                "0",
                "1",
                "25",
                "-3",
                "2.5",
                "10.5",
                "'Ada'",
                "'25'",
                "'a%'",
                "''",
                "NULL",
                "'1999-01-01'",
                "1700000000000",
                "'2024-02-29'");
    }

    private static Arbitrary<String> leaf() {
        return Arbitraries.oneOf(column(), literal());
    }

    private static Arbitrary<String> value() {
        return Arbitraries.oneOf(
                leaf(),
                Combinators.combine(leaf(), Arbitraries.of("+", "-", "*", "/", "%", "||"), leaf())
                        .as((a, operator, b) -> "(" + a + " " + operator + " " + b + ")"),
                Combinators.combine(
                                Arbitraries.of(
                                        "upper", "lower", "length", "typeof", "abs", "trim", "hex", "quote", "round"),
                                leaf())
                        .as((function, a) -> function + "(" + a + ")"),
                Combinators.combine(Arbitraries.of("coalesce", "ifnull", "nullif"), leaf(), leaf())
                        .as((function, a, b) -> function + "(" + a + ", " + b + ")"),
                Combinators.combine(condition(), leaf(), leaf())
                        .as((when, a, b) -> "CASE WHEN " + when + " THEN " + a + " ELSE " + b + " END"),
                Combinators.combine(leaf(), Arbitraries.of("TEXT", "INTEGER", "REAL", "NUMERIC"))
                        .as((a, type) -> "CAST(" + a + " AS " + type + ")"),
                Combinators.combine(leaf(), Arbitraries.of("1", "2", "-2"), Arbitraries.of("1", "3"))
                        .as((a, from, length) -> "substr(" + a + ", " + from + ", " + length + ")"));
    }

    private static Arbitrary<String> aggregate() {
        return Combinators.combine(Arbitraries.of("count", "sum", "total", "avg", "min", "max"), column())
                .as((function, column) -> function + "(" + column + ")");
    }

    private static Arbitrary<String> condition() {
        Arbitrary<String> simple = Arbitraries.oneOf(
                Combinators.combine(column(), Arbitraries.of("=", "<>", "<", "<=", ">", ">=", "IS", "IS NOT"), leaf())
                        .as((a, operator, b) -> a + " " + operator + " " + b),
                Combinators.combine(column(), Arbitraries.of("IS NULL", "NOTNULL"))
                        .as((a, test) -> a + " " + test),
                Combinators.combine(
                                column(),
                                Arbitraries.of("LIKE", "NOT LIKE", "GLOB"),
                                Arbitraries.of("'a%'", "'%1%'", "'A*'"))
                        .as((a, operator, pattern) -> a + " " + operator + " " + pattern),
                Combinators.combine(column(), literal(), literal())
                        .as((a, low, high) -> a + " BETWEEN " + low + " AND " + high),
                Combinators.combine(column(), literal(), literal())
                        .as((a, one, two) -> a + " IN (" + one + ", " + two + ")"),
                column());
        return Arbitraries.oneOf(
                simple,
                simple.map(a -> "NOT (" + a + ")"),
                Combinators.combine(simple, Arbitraries.of("AND", "OR"), simple)
                        .as((a, operator, b) -> "(" + a + " " + operator + " " + b + ")"));
    }
}
