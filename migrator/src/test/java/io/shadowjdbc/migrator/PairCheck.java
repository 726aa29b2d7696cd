package io.shadowjdbc.migrator;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Holds a database against what a {@link PairLedger} remembers, with plain JDBC and nothing of the tool's. */
final class PairCheck {
    private PairCheck() {}

    /** What is wrong with the database: lost, doubled and torn transactions; none if all is well. */
    static List<String> problems(Connection database, PairLedger... ledgers) throws SQLException {
        List<String> problems = new ArrayList<>();
        for (PairLedger ledger : ledgers) {
            for (int writer : ledger.writers()) {
                problems.addAll(problems(database, ledger, writer));
            }
        }
        long expected = PairLoad.ACCOUNTS * PairLoad.BALANCE;
        long sum = number(database, "SELECT sum(balance) FROM account");
        if (sum != expected) {
            problems.add("the accounts hold " + sum + ", expected " + expected + ": a transaction is torn");
        }
        if (number(database, "SELECT count(*) FROM account") != PairLoad.ACCOUNTS) {
            problems.add("there are more or fewer accounts than " + PairLoad.ACCOUNTS);
        }
        return problems;
    }

    private static List<String> problems(Connection database, PairLedger ledger, int writer) throws SQLException {
        List<String> problems = new ArrayList<>();
        BitSet acknowledged = ledger.acknowledged(writer);
        BitSet found = new BitSet();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT seq, count(*), count(DISTINCT half), min(note),"
                        + " max(note) FROM entry WHERE writer = " + writer + " GROUP BY seq")) {
            while (row.next()) {
                int seq = row.getInt(1);
                found.set(seq);
                boolean whole = row.getInt(2) == 2
                        && row.getInt(3) == 2
                        && row.getString(4).equals("note " + seq + "a")
                        && row.getString(5).equals("note " + seq + "b");
                if (!whole) {
                    problems.add("writer " + writer + ", transaction " + seq + " has " + row.getInt(2) + " rows, "
                            + row.getInt(3) + " halves: " + row.getString(4) + ", " + row.getString(5));
                }
            }
        }
        BitSet lost = (BitSet) acknowledged.clone();
        lost.andNot(found);
        if (!lost.isEmpty()) {
            problems.add("writer " + writer + ": " + lost.cardinality() + " lost, the first is " + lost.nextSetBit(0));
        }
        found.andNot(acknowledged);
        found.andNot(ledger.inDoubt(writer));
        if (!found.isEmpty()) {
            problems.add(
                    "writer " + writer + ": " + found.cardinality() + " that were never begun, or failed for sure");
        }
        return problems;
    }

    /** Everything, as texts in one order: two databases that are equal give equal lists. */
    static List<String> content(Connection database) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String query : new String[] {
            "SELECT id, writer, seq, half, note FROM entry ORDER BY id",
            "SELECT id, balance, name FROM account ORDER BY id"
        }) {
            try (Statement statement = database.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        text.append(row.getString(i)).append('|');
                    }
                    rows.add(text.toString());
                }
            }
        }
        return rows;
    }

    private static long number(Connection database, String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
