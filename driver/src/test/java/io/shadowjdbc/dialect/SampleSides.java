package io.shadowjdbc.dialect;

import io.shadowjdbc.bridge.CurrentSchema;
import io.shadowjdbc.bridge.SqliteBridge;
import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import io.shadowjdbc.plan.Planners;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.schema.Definition;
import io.shadowjdbc.schema.SchemaMap;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;

/** {@link SampleShop} on SQLite, and behind the driver's bridge on a plain and on a rich PostgreSQL schema. */
final class SampleSides implements AutoCloseable {
    static final String URL = "jdbc:sqlite::memory:?foreign_keys=true";

    private final Connection sqlite;
    private final Side plain;
    private final Side rich;

    /** @param connection speaks SQLite's SQL to the database */
    record Side(TestDatabase database, SqliteBridge bridge, Connection connection, SchemaMap map)
            implements AutoCloseable {
        @Override
        public void close() throws Exception {
            connection.close();
            bridge.close();
            database.close();
        }
    }

    private SampleSides(Connection sqlite, Side plain, Side rich) {
        this.sqlite = sqlite;
        this.plain = plain;
        this.rich = rich;
    }

    static SampleSides create() throws Exception {
        Connection sqlite = DriverManager.getConnection(URL);
        SampleShop.createSqlite(sqlite);
        SampleSides sides = new SampleSides(sqlite, side(sqlite, false), side(sqlite, true));
        sqlite.setAutoCommit(false);
        return sides;
    }

    private static Side side(Connection sqlite, boolean rich) throws Exception {
        TestDatabase database = Postgres.database();
        try (Connection postgresql = database.connect()) {
            HelperFunctions.install(postgresql);
            SampleShop.createPostgresql(postgresql, sqlite, rich);
        }
        return side(database, SampleShop.map(rich).withDefinitions(Definition.read(sqlite)));
    }

    /** A PostgreSQL database behind the driver's bridge, without auto-commit. */
    static Side side(TestDatabase database, SchemaMap map) throws Exception {
        StatementPlans plans = new StatementPlans(map, Planners.of(Dialect.SQLITE, Dialect.POSTGRESQL));
        SqliteBridge bridge = new SqliteBridge(URL, new Properties(), new Fixed(plans));
        Connection connection = bridge.connect(properties -> DriverManager.getConnection(database.url(), properties));
        connection.setAutoCommit(false);
        return new Side(database, bridge, connection, map);
    }

    /** A schema that only the transactions of one connection change. */
    private record Fixed(StatementPlans plans) implements CurrentSchema {
        @Override
        public void changed(SchemaMap map) {
            throw new IllegalStateException("the corpus commits nothing");
        }

        @Override
        public boolean refresh() {
            return false;
        }
    }

    DifferentialRun run(boolean isRich) {
        Side side = isRich ? rich : plain;
        return new DifferentialRun(sqlite, side.connection(), side.map());
    }

    /** The connection that speaks SQLite's SQL to PostgreSQL. */
    Connection bridged(boolean isRich) {
        return (isRich ? rich : plain).connection();
    }

    @Override
    public void close() throws Exception {
        for (Side side : List.of(plain, rich)) {
            side.close();
        }
        sqlite.close();
    }
}
