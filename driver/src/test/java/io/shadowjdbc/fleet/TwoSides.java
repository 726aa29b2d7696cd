package io.shadowjdbc.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.fence.DataFence;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetControl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The bank's two databases, and the operator who switches between them and carries over what was written. */
final class TwoSides implements AutoCloseable {
    private final Path file;
    private final TestDatabase database = Postgres.database();
    private final Connection sqlite;
    private final Connection postgresql;
    private final List<Long> carrying = new ArrayList<>();
    private long era = 1;
    /** What the inactive side held when it became so. */
    private String left;

    TwoSides(Path directory) throws SQLException {
        file = directory.resolve("bank.db");
        sqlite = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=20000&synchronous=NORMAL");
        postgresql = database.connect();
        Bank.create(sqlite, postgresql);
        left = Bank.digest(postgresql);
    }

    /** The URL of an application that has another control store. */
    String url(String control, String more) {
        return "jdbc:shadow:sqlite:" + file + "?busy_timeout=20000&synchronous=NORMAL&transaction_mode=IMMEDIATE"
                + "&shadow.mirror.rate=0&shadow.control=" + encoded(control) + "&shadow.secondary.url="
                + encoded(database.url()) + "&shadow.parity.dir="
                + encoded(file.resolveSibling("parity").toString()) + more;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    TestDatabase database() {
        return database;
    }

    /** How long each carrying over has taken, with the looks at both sides before and after it, in nanoseconds. */
    List<Long> carrying() {
        return carrying;
    }

    /** How often PostgreSQL has ended a transaction since two waited for each other, which it finds out after a second. */
    String deadlocks() throws SQLException {
        return Bank.list(postgresql, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                .get(0);
    }

    String active() {
        return era % 2 == 1 ? "sqlite" : "postgresql";
    }

    Connection activeSide() {
        return era % 2 == 1 ? sqlite : postgresql;
    }

    private static DatabaseKind kind(String provider) {
        return provider.equals("sqlite") ? DatabaseKind.SQLITE : DatabaseKind.POSTGRESQL;
    }

    /** All that lies between the drain and the opening: after it, the other provider is active. */
    void change(FleetControl control) throws SQLException, ControlException {
        boolean back = era % 2 == 0;
        Connection from = back ? postgresql : sqlite;
        Connection to = back ? sqlite : postgresql;
        String before = active();
        String after = back ? "sqlite" : "postgresql";
        long begin = System.nanoTime();
        assertThat(Bank.digest(to))
                .as("%s, inactive in era %d, was written to", after, era)
                .isEqualTo(left);
        Bank.carryOver(from, kind(before), to, kind(after), era);
        assertThat(Bank.digest(to)).isEqualTo(Bank.digest(from));
        left = Bank.digest(from);
        carrying.add(System.nanoTime() - begin);
        era++;
        control.flipAndOpen(after);
    }

    /** Puts the fence in the data to the side that is about to be inactive, and takes it from the other. */
    void fenceData() throws SQLException {
        boolean back = era % 2 == 0;
        DataFence.install(
                back ? postgresql : sqlite,
                back ? DatabaseKind.POSTGRESQL : DatabaseKind.SQLITE,
                List.of("account", "transfer", "era"),
                "the other side is active");
        DataFence.remove(back ? sqlite : postgresql, back ? DatabaseKind.SQLITE : DatabaseKind.POSTGRESQL);
    }

    @Override
    public void close() throws SQLException {
        sqlite.close();
        postgresql.close();
        database.close();
    }
}
