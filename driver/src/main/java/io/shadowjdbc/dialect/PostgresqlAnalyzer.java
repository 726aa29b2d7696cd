package io.shadowjdbc.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Judges a text that SQLite's grammar does not know by its words. */
final class PostgresqlAnalyzer {
    private PostgresqlAnalyzer() {}

    static Analysis analyze(String sql, Dialect dialect, String normalized, String hint) {
        List<String> words = Normalizer.words(sql);
        String first = words.stream()
                .filter(word -> !word.equals("("))
                .findFirst()
                .orElse("")
                .toUpperCase(Locale.ROOT);
        StatementKind transaction = transaction(first, words);
        if (transaction != null || dialect == Dialect.SQLITE) {
            StatementKind kind = transaction == null ? StatementKind.UNKNOWN : transaction;
            return new Analysis(kind, normalized, List.of(), false, true, Ordering.NONE, false, hint);
        }
        StatementKind kind = kind(first, words);
        boolean rows = kind == StatementKind.SELECT
                || kind == StatementKind.PRAGMA
                || kind == StatementKind.EXPLAIN
                || (kind.changesRows() && words.contains("RETURNING"));
        Ordering ordering = words.contains("ORDER") ? Ordering.PARTIAL : Ordering.NONE;
        boolean limited = words.contains("LIMIT") || words.contains("OFFSET") || words.contains("FETCH");
        return new Analysis(kind, normalized, tables(words), rows, deterministic(words), ordering, limited, hint);
    }

    private static StatementKind transaction(String first, List<String> words) {
        return switch (first) {
            case "BEGIN" -> StatementKind.BEGIN;
            case "START" -> words.size() > 1 && words.get(1).equals("TRANSACTION") ? StatementKind.BEGIN : null;
            case "COMMIT", "END" -> StatementKind.COMMIT;
            case "ROLLBACK" -> words.contains("TO") ? StatementKind.ROLLBACK_TO : StatementKind.ROLLBACK;
            case "SAVEPOINT" -> StatementKind.SAVEPOINT;
            case "RELEASE" -> StatementKind.RELEASE;
            default -> null;
        };
    }

    private static StatementKind kind(String first, List<String> words) {
        return switch (first) {
            case "SELECT", "VALUES", "TABLE" -> StatementKind.SELECT;
            case "WITH" -> withKind(words);
            case "INSERT" -> StatementKind.INSERT;
            case "UPDATE", "MERGE" -> StatementKind.UPDATE;
            case "DELETE" -> StatementKind.DELETE;
            case "CREATE", "ALTER", "DROP", "TRUNCATE", "COMMENT", "GRANT", "REVOKE" -> StatementKind.DDL;
            case "SHOW" -> StatementKind.PRAGMA;
            case "EXPLAIN" -> StatementKind.EXPLAIN;
            case "VACUUM", "ANALYZE", "REINDEX", "CLUSTER" -> StatementKind.MAINTENANCE;
            case "ABORT" -> StatementKind.ROLLBACK;
            case "" -> StatementKind.EMPTY;
            default -> StatementKind.UNKNOWN;
        };
    }

    private static StatementKind withKind(List<String> words) {
        if (words.contains("INSERT")) {
            return StatementKind.INSERT;
        }
        if (words.contains("DELETE")) {
            return StatementKind.DELETE;
        }
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equals("UPDATE") && !words.get(i - 1).equals("FOR")) {
                return StatementKind.UPDATE;
            }
        }
        return StatementKind.SELECT;
    }

    private static boolean deterministic(List<String> words) {
        Set<String> clocks = Set.of("CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP");
        for (String word : words) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (clocks.contains(word)
                    || lower.equals("now")
                    || lower.equals("random")
                    || lower.equals("nextval")
                    || lower.equals("lastval")
                    || lower.equals("currval")
                    || lower.equals("clock_timestamp")
                    || lower.equals("gen_random_uuid")) {
                return false;
            }
        }
        return true;
    }

    /** The names after FROM, JOIN, INTO and UPDATE, their schemas dropped. */
    private static List<String> tables(List<String> words) {
        Set<String> starters = Set.of("FROM", "JOIN", "INTO", "UPDATE");
        Set<String> tables = new LinkedHashSet<>();
        List<String> ctes = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i + 1).equals("AS")
                    && i + 2 < words.size()
                    && words.get(i + 2).equals("(")) {
                ctes.add(words.get(i));
            }
            if (!starters.contains(words.get(i)) || !isName(words.get(i + 1))) {
                continue;
            }
            int name = i + 1;
            while (name + 2 < words.size() && words.get(name + 1).equals(".")) {
                name += 2;
            }
            tables.add(unquote(words.get(name)));
        }
        ctes.forEach(tables::remove);
        return List.copyOf(tables);
    }

    private static boolean isName(String word) {
        char first = word.charAt(0);
        return first == '"'
                || first == '_'
                || (Character.isLetter(first) && !word.equals(word.toUpperCase(Locale.ROOT)));
    }

    private static String unquote(String word) {
        return word.startsWith("\"") ? word.substring(1, word.length() - 1).replace("\"\"", "\"") : word;
    }
}
