package io.shadowjdbc.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.Collation;
import org.sqlite.Function;

/**
 * What only SQLite's parser knows of a table: it is made anew, empty, in a database in memory, where an index on each
 * column shows its collation, and the table sqlite_sequence shows AUTOINCREMENT.
 *
 * @param collations by column name in lower case
 * @param autoincrement whether AUTOINCREMENT is declared
 */
record ScratchTable(Map<String, String> collations, boolean autoincrement) {
    static final ScratchTable UNKNOWN = new ScratchTable(Map.of(), false);

    private static final Pattern MISSING =
            Pattern.compile("no such (collation sequence|function): (.*?)\\)?\\s*$", Pattern.DOTALL);
    private static final int MOST_REGISTRATIONS = 100;

    static ScratchTable of(String table, String sql) throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = memory.createStatement()) {
            create(memory, statement, sql);
            Map<String, String> collations = new HashMap<>();
            for (String column : columns(memory, table)) {
                collations.put(SqliteNames.key(column), collation(statement, table, column));
            }
            return new ScratchTable(collations, hasSequence(statement));
        }
    }

    /** Creates the table; collations and functions that only the application's connections have are stood in for. */
    private static void create(Connection memory, Statement statement, String sql) throws SQLException {
        for (int i = 0; ; i++) {
            try {
                statement.execute(sql);
                return;
            } catch (SQLException e) {
                Matcher missing = MISSING.matcher(String.valueOf(e.getMessage()));
                if (i == MOST_REGISTRATIONS || !missing.find()) {
                    throw e;
                }
                if (missing.group(1).equals("function")) {
                    Function.create(memory, missing.group(2), new NoFunction(), -1, Function.FLAG_DETERMINISTIC);
                } else {
                    Collation.create(memory, missing.group(2), new NoCollation());
                }
            }
        }
    }

    private static List<String> columns(Connection memory, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = memory.prepareStatement("SELECT name FROM pragma_table_xinfo(?)")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
        }
        return columns;
    }

    private static String collation(Statement statement, String table, String column) throws SQLException {
        statement.execute("CREATE INDEX shadow_probe ON " + SqliteCatalogue.quote(table) + "("
                + SqliteCatalogue.quote(column) + ")");
        try (ResultSet row =
                statement.executeQuery("SELECT coll FROM pragma_index_xinfo('shadow_probe') WHERE seqno = 0")) {
            String collation = row.next() ? row.getString(1) : "BINARY";
            boolean builtIn = collation.toUpperCase(Locale.ROOT).matches("BINARY|NOCASE|RTRIM");
            return builtIn ? collation.toUpperCase(Locale.ROOT) : collation;
        } finally {
            statement.execute("DROP INDEX shadow_probe");
        }
    }

    private static boolean hasSequence(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'")) {
            return row.next();
        }
    }

    private static final class NoFunction extends Function {
        @Override
        protected void xFunc() throws SQLException {
            result();
        }
    }

    private static final class NoCollation extends Collation {
        @Override
        protected int xCompare(String left, String right) {
            return left.compareTo(right);
        }
    }
}
