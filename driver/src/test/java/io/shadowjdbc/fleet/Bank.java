package io.shadowjdbc.fleet;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.FencePass;
import io.shadowjdbc.schema.SchemaMapDeriver;
import io.shadowjdbc.schema.SchemaMapStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;

/**
 * An application that must not lose a write: transfers between accounts, each read, computed and written in one
 * transaction with a row that tells of it. The row carries the era in which it was written, which the test counts up at
 * each switch, and the database that wrote it.
 */
final class Bank {
    static final int ACCOUNTS = 400;
    static final int FIRST_BALANCE = 1000;
    /** SQLite's BUSY, which an application of many threads has to know; PostgreSQL's conflicts reach it as the same. */
    private static final int BUSY = 5;

    private Bank() {}

    /** Makes both databases, equal, and stores the schema map as the migrator does. */
    static void create(Connection sqlite, Connection postgresql) throws SQLException {
        create(sqlite, DatabaseKind.SQLITE);
        create(postgresql, DatabaseKind.POSTGRESQL);
        SchemaMapStore.save(SchemaMapDeriver.derive(sqlite, postgresql, "public"), postgresql);
    }

    private static void create(Connection connection, DatabaseKind kind) throws SQLException {
        String integer = kind == DatabaseKind.SQLITE ? "INTEGER" : "bigint";
        try (Statement statement = connection.createStatement()) {
            if (kind == DatabaseKind.SQLITE) {
                statement.execute("PRAGMA journal_mode = WAL");
            }
            connection.setAutoCommit(false);
            statement.execute(
                    "CREATE TABLE account (id " + integer + " PRIMARY KEY, balance " + integer + " NOT NULL)");
            statement.execute(
                    "CREATE TABLE transfer (id TEXT PRIMARY KEY, payer " + integer + " NOT NULL, payee " + integer
                            + " NOT NULL, amount " + integer + " NOT NULL, era " + integer
                            + " NOT NULL, written_by TEXT NOT NULL"
                            + " DEFAULT '" + kind.databaseName() + "')");
            statement.execute("CREATE INDEX transfer_era ON transfer (era)");
            statement.execute("CREATE TABLE era (id " + integer + " PRIMARY KEY)");
            statement.execute("INSERT INTO era VALUES (1)");
            for (int id = 1; id <= ACCOUNTS; id++) {
                statement.execute("INSERT INTO account VALUES (" + id + ", " + FIRST_BALANCE + ")");
            }
            connection.commit();
            if (kind == DatabaseKind.POSTGRESQL) {
                statement.execute("ANALYZE account");
                connection.commit();
            }
            connection.setAutoCommit(true);
        }
    }

    /**
     * One transfer, begun again where the database says that it is busy.
     *
     * @return how often it was begun again
     */
    static int transfer(DataSource dataSource, Random random, String id) throws SQLException {
        int payer = random.nextInt(ACCOUNTS) + 1;
        int payee = random.nextInt(ACCOUNTS - 1) + 1;
        payee += payee >= payer ? 1 : 0;
        for (int again = 0; ; again++) {
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    transfer(connection, id, payer, payee, random.nextInt(10) + 1);
                    connection.commit();
                    return again;
                } catch (SQLException e) {
                    connection.rollback();
                    if (e.getErrorCode() != BUSY) {
                        throw e;
                    }
                } finally {
                    connection.setAutoCommit(true);
                }
            }
        }
    }

    private static void transfer(Connection connection, String id, int payer, int payee, int amount)
            throws SQLException {
        // accounts in one order for all: PostgreSQL finds out after a second only that two transactions wait for each
        // other
        if (payer < payee) {
            change(connection, payer, -amount);
            change(connection, payee, amount);
        } else {
            change(connection, payee, amount);
            change(connection, payer, -amount);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO transfer (id, payer, payee, amount, era)" + " SELECT ?, ?, ?, ?, max(id) FROM era")) {
            insert.setString(1, id);
            insert.setInt(2, payer);
            insert.setInt(3, payee);
            insert.setInt(4, amount);
            insert.executeUpdate();
        }
    }

    private static long balance(Connection connection, int account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT balance FROM account WHERE id = ?")) {
            select.setInt(1, account);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void change(Connection connection, int account, long amount) throws SQLException {
        long balance = balance(connection, account) + amount;
        try (PreparedStatement update = connection.prepareStatement("UPDATE account SET balance = ? WHERE id = ?")) {
            update.setLong(1, balance);
            update.setInt(2, account);
            update.executeUpdate();
        }
    }

    /** Brings the other database in step, while nobody writes, and begins the next era in both. */
    static void carryOver(Connection from, DatabaseKind fromKind, Connection to, DatabaseKind toKind, long era)
            throws SQLException {
        FencePass.install(to, toKind);
        FencePass.install(from, fromKind);
        // each transaction begins with a write: SQLite does not let one that has read wait for the lock
        to.setAutoCommit(false);
        FencePass.take(to, toKind);
        copy(
                from,
                to,
                "SELECT id, payer, payee, amount, era, written_by FROM transfer WHERE era = " + era,
                "INSERT INTO transfer (id, payer, payee, amount, era, written_by) VALUES (?, ?, ?, ?, ?, ?)");
        copy(
                from,
                to,
                "SELECT balance, id FROM account WHERE id IN (SELECT payer FROM transfer WHERE era = " + era
                        + " UNION SELECT payee FROM transfer WHERE era = " + era + ")",
                "UPDATE account SET balance = ? WHERE id = ?");
        execute(to, "INSERT INTO era VALUES (" + (era + 1) + ")");
        FencePass.giveBack(to, toKind);
        to.commit();
        to.setAutoCommit(true);
        from.setAutoCommit(false);
        FencePass.take(from, fromKind);
        execute(from, "INSERT INTO era VALUES (" + (era + 1) + ")");
        FencePass.giveBack(from, fromKind);
        from.commit();
        from.setAutoCommit(true);
    }

    private static void copy(Connection from, Connection to, String select, String write) throws SQLException {
        try (Statement statement = from.createStatement();
                ResultSet row = statement.executeQuery(select);
                PreparedStatement batch = to.prepareStatement(write)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                for (int i = 1; i <= columns; i++) {
                    batch.setObject(i, row.getObject(i));
                }
                batch.addBatch();
            }
            batch.executeBatch();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All that a database holds, in a few numbers. */
    static String digest(Connection connection) throws SQLException {
        return String.join(
                " ",
                strings(connection, "SELECT count(*) || ' transfers, ' || coalesce(sum(amount), 0) FROM transfer"),
                strings(connection, "SELECT sum(balance) || ', ' || sum(balance * id) FROM account"),
                strings(connection, "SELECT max(id) FROM era"));
    }

    private static String strings(Connection connection, String sql) throws SQLException {
        return String.join(" ", list(connection, sql));
    }

    static List<String> list(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }

    /** What is wrong with the books; empty if every acknowledged transfer is there once and every balance follows from them. */
    static List<String> faults(Connection connection, Collection<String> acknowledged) throws SQLException {
        List<String> faults = new ArrayList<>();
        List<String> ids = list(connection, "SELECT id FROM transfer");
        Set<String> there = new HashSet<>(ids);
        if (there.size() != ids.size()) {
            faults.add(ids.size() - there.size() + " transfers are there twice");
        }
        long lost = acknowledged.stream().filter(id -> !there.contains(id)).count();
        if (lost > 0) {
            faults.add(lost + " acknowledged transfers are not there");
        }
        faults.addAll(list(
                connection,
                "SELECT 'account ' || id || ' holds ' || balance FROM account a WHERE balance <> " + FIRST_BALANCE
                        + " + coalesce((SELECT sum(amount) FROM transfer WHERE payee = a.id), 0)"
                        + " - coalesce((SELECT sum(amount) FROM transfer WHERE payer = a.id), 0)"));
        String total = strings(connection, "SELECT sum(balance) FROM account");
        if (Long.parseLong(total) != (long) ACCOUNTS * FIRST_BALANCE) {
            faults.add("all accounts together hold " + total);
        }
        // the first era is SQLite's, and each switch begins another
        faults.addAll(list(
                connection,
                "SELECT 'transfer ' || id || ' of era ' || era || ' was written by ' || written_by FROM transfer"
                        + " WHERE written_by <> CASE WHEN era % 2 = 1 THEN 'sqlite' ELSE 'postgresql' END"));
        return faults;
    }
}
