package io.shadowjdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.shadowjdbc.dialect.ast.Expr;
import io.shadowjdbc.dialect.ast.Select;
import io.shadowjdbc.dialect.ast.Statement;
import io.shadowjdbc.dialect.parser.ParseException;
import io.shadowjdbc.dialect.parser.SqliteParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteParserTest {
    /** Errors that SQLite's parser raises, unlike those about names and types, which come later. */
    private static final String SYNTAX =
            "(?s).*(syntax error|incomplete input|unrecognized token|variable number must be).*";

    @Test
    void acceptsWhatSqliteAccepts() throws Exception {
        List<String> findings = new ArrayList<>();
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            for (String sql : grammar()) {
                boolean expected = parsesOnSqlite(sqlite, sql);
                Throwable error = catchThrowable(() -> SqliteParser.parse(sql));
                if (expected != (error == null)) {
                    findings.add(sql + ": SQLite " + (expected ? "accepts" : "refuses") + " it; " + error);
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    private static List<String> grammar() throws IOException {
        try (InputStream in = SqliteParserTest.class.getResourceAsStream("grammar.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .toList();
        }
    }

    /** By preparing it: SQLite parses the whole text of one statement before it looks up names. */
    private static boolean parsesOnSqlite(Connection sqlite, String sql) {
        try {
            sqlite.prepareStatement(sql).close();
            return true;
        } catch (SQLException e) {
            return !e.getMessage().matches(SYNTAX);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT a FROM t WHERE |21 |expected an expression, found the end of the statement
            SELECT a b c FROM t   |11 |expected the end of the statement, found c
            SELECT 'secret' 'x' 1 |20 |expected the end of the statement, found a literal
            INSERT INTO t         |13 |expected VALUES, SELECT or DEFAULT VALUES
            UPDATE t SET = 1      |13 |expected a column, found =
            """)
    void saysWhereAndWhatItExpected(String sql, int position, String message) {
        assertThatThrownBy(() -> SqliteParser.parse(sql)).isInstanceOfSatisfying(ParseException.class, e -> {
            assertThat(e.position()).isEqualTo(position);
            assertThat(e).hasMessageContaining(message);
            assertThat(e).hasMessageNotContaining("secret");
        });
    }

    @Test
    void numbersParametersAsSqliteDoes() throws ParseException {
        Select.Core core = core("SELECT ?, :a, ?, :a, ?7, ?, $b");

        List<Integer> indexes = core.items().stream()
                .map(item -> ((Expr.Parameter) ((Select.Column) item).expr()).index())
                .toList();

        assertThat(indexes).containsExactly(1, 2, 3, 2, 7, 8, 9);
    }

    @Test
    void keepsTheTextOfEachExpression() throws ParseException {
        String sql = "SELECT  a +  b , count( * ) FROM t";

        List<String> texts =
                core(sql).items().stream().map(item -> item.span().of(sql)).toList();

        assertThat(texts).containsExactly("a +  b", "count( * )");
    }

    @Test
    void bindsOperatorsByPrecedence() throws ParseException {
        Expr expr = ((Select.Column)
                        core("SELECT 1 + 2 * 3 = 7 AND NOT 4 < 5 || 6").items().get(0))
                .expr();

        assertThat(shape(expr)).isEqualTo("((1 + (2 * 3)) = 7) AND (NOT (4 < (5 || 6)))");
    }

    @Test
    void splitsSeveralStatements() throws ParseException {
        assertThat(SqliteParser.parse("SELECT ';'; -- ;\nBEGIN;;COMMIT"))
                .extracting(statement -> (Object) statement.getClass().getSimpleName())
                .containsExactly("Query", "Begin", "Commit");
    }

    @Test
    void deepNestingIsAnErrorAndNotTheEndOfTheStack() {
        String sql = "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000);

        assertThatThrownBy(() -> SqliteParser.parse(sql))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("nested more than");
        assertThatThrownBy(() -> SqliteParser.parse("SELECT " + "- ".repeat(100_000) + "1"))
                .isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> SqliteParser.parse("SELECT " + "NOT ".repeat(100_000) + "1"))
                .isInstanceOf(ParseException.class);
        assertThatThrownBy(() -> SqliteParser.parse("SELECT 1" + " + 1".repeat(100_000)))
                .isInstanceOf(ParseException.class);
    }

    private static Select.Core core(String sql) throws ParseException {
        return (Select.Core)
                ((Statement.Query) SqliteParser.parse(sql).get(0)).select().body();
    }

    private static String shape(Expr expr) {
        String shape = inner(expr);
        return shape.startsWith("(") && shape.endsWith(")") ? shape.substring(1, shape.length() - 1) : shape;
    }

    private static String inner(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return "(" + inner(binary.left()) + " " + binary.operator() + " " + inner(binary.right()) + ")";
        }
        if (expr instanceof Expr.Unary unary) {
            return "(" + unary.operator() + " " + inner(unary.operand()) + ")";
        }
        return ((Expr.Literal) expr).value();
    }
}
