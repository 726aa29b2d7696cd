package io.shadowjdbc.fence;

import io.shadowjdbc.config.DatabaseKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The fence in a PostgreSQL database: one trigger a statement on each table. Its function runs with its owner's rights, so
 * that it holds for writers who may not look into schema {@code shadow}.
 */
final class PostgresqlFence {
    /** One row while there is a fence: its reason, and its end in milliseconds since 1970, or NULL. */
    static final String TABLE = "shadow.fence";

    /** The SQLState of a refusal. */
    static final String STATE = "SHF01";

    private static final String TRIGGER = "\"_shadow_fence\"";
    private static final String IN_FORCE = "SELECT reason FROM " + TABLE
            + " WHERE until_ms IS NULL OR until_ms > extract(epoch FROM clock_timestamp()) * 1000";

    private static final String FUNCTION = """
            CREATE OR REPLACE FUNCTION shadow.refuse_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = pg_catalog, pg_temp AS $fence$
            DECLARE
              why text;
            BEGIN
              SELECT reason INTO why FROM shadow.fence
                WHERE until_ms IS NULL OR until_ms > extract(epoch FROM clock_timestamp()) * 1000;
              IF FOUND AND NOT EXISTS (SELECT FROM shadow.pass) THEN
                RAISE EXCEPTION USING ERRCODE = '%s', MESSAGE = '%s' || tg_table_name || ': ' || why;
              END IF;
              RETURN NULL;
            END
            $fence$""".formatted(STATE, DataFence.REFUSED.replace("'", "''"));

    /** The table itself and, as a statement may name them instead, all its partitions and heirs. */
    private static final String WITH_HEIRS = """
            WITH RECURSIVE heirs (id) AS (
              SELECT to_regclass(?)::oid UNION SELECT inhrelid FROM pg_inherits JOIN heirs ON inhparent = id)
            SELECT id::regclass::text FROM heirs JOIN pg_class ON pg_class.oid = id WHERE relkind IN ('r', 'p')""";

    private PostgresqlFence() {}

    static void install(Connection connection, Collection<String> tables, String reason, Optional<Instant> until)
            throws SQLException {
        // behind one that waits for a lock, all others would wait
        FenceSql.execute(connection, "SET LOCAL lock_timeout = '10s'");
        if (!FenceSql.any(connection, "SELECT 1 WHERE to_regnamespace('shadow') IS NOT NULL")) {
            FenceSql.execute(connection, "CREATE SCHEMA shadow");
        }
        FencePass.install(connection, DatabaseKind.POSTGRESQL);
        FenceSql.execute(
                connection, "CREATE TABLE IF NOT EXISTS " + TABLE + " (reason text NOT NULL, until_ms bigint)");
        FenceSql.execute(connection, FUNCTION);
        FenceSql.execute(connection, "DELETE FROM " + TABLE);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + TABLE + " VALUES (?, ?)")) {
            insert.setString(1, reason);
            insert.setObject(2, until.map(Instant::toEpochMilli).orElse(null), Types.BIGINT);
            insert.execute();
        }
        dropTriggers(connection);
        try (Statement statement = connection.createStatement()) {
            for (String table : tables) {
                for (String each : FenceSql.strings(connection, WITH_HEIRS, qualified(table))) {
                    // waits for those that write to it
                    statement.execute("CREATE TRIGGER " + TRIGGER + " BEFORE INSERT OR UPDATE OR DELETE OR"
                            + " TRUNCATE ON " + each + " FOR EACH STATEMENT EXECUTE FUNCTION shadow.refuse_write()");
                    statement.execute("ALTER TABLE " + each + " ENABLE ALWAYS TRIGGER " + TRIGGER);
                }
            }
        }
    }

    static List<String> tables(Connection connection) throws SQLException {
        return FenceSql.strings(
                connection,
                "SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid ="
                        + " relnamespace WHERE relkind IN ('r', 'p') AND nspname = ANY (current_schemas(false))"
                        + " AND nspname <> 'shadow' ORDER BY 1");
    }

    /** A name with quotes or a point is taken as it is; another one as it is written in the catalogue. */
    private static String qualified(String table) {
        return table.indexOf('"') >= 0 ? table : String.join(".", quoted(table.split("\\.", 2)));
    }

    private static String[] quoted(String... parts) {
        String[] quoted = new String[parts.length];
        for (int i = 0; i < parts.length; i++) {
            quoted[i] = FenceSql.identifier(parts[i]);
        }
        return quoted;
    }

    private static void dropTriggers(Connection connection) throws SQLException {
        for (String table : FenceSql.strings(
                connection,
                "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = '_shadow_fence' AND tgparentid = 0")) {
            FenceSql.execute(connection, "DROP TRIGGER " + TRIGGER + " ON " + table);
        }
    }

    static void remove(Connection connection) throws SQLException {
        dropTriggers(connection);
        if (exists(connection)) {
            FenceSql.execute(connection, "DROP TABLE " + TABLE);
            FenceSql.execute(connection, "DROP FUNCTION IF EXISTS shadow.refuse_write()");
        }
    }

    static boolean exists(Connection connection) throws SQLException {
        return FenceSql.any(connection, "SELECT 1 WHERE to_regclass('" + TABLE + "') IS NOT NULL");
    }

    static boolean isInForce(Connection connection) throws SQLException {
        return exists(connection) && FenceSql.any(connection, IN_FORCE);
    }
}
