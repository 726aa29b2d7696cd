package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.plan.Ddl;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.source.SourceSchema;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys, indexes, constraints, views and triggers that a copy has built, noted in the target's table {@code shadow.built_object}
 * as PostgreSQL itself defines them, so that a verification finds what is missing or was changed since.
 */
public final class BuiltObjects {
    private BuiltObjects() {}

    /**
     * One of them.
     *
     * @param kind what it is
     * @param sqliteName SQLite's name of its table, or of the view
     * @param table PostgreSQL's name of its table, or of the view
     * @param name its own; of a trigger its function's
     * @param definition as PostgreSQL prints it
     * @param valid whether PostgreSQL says that all rows obey it, or uses the index
     */
    public record BuiltObject(
            Ddl.Kind kind, String sqliteName, String table, String name, String definition, boolean valid) {

        /** The same object as it is now, or empty where it is no longer there. */
        public Optional<BuiltObject> now(Connection connection, String schema) throws SQLException {
            return read(connection, schema, this);
        }

        /** For messages: {@code index "by_user"}. */
        public String display() {
            return (switch (kind) {
                        case KEY -> "key ";
                        case INDEX -> "index ";
                        case CHECK -> "check ";
                        case FOREIGN_KEY -> "foreign key ";
                        case TRIGGER -> "trigger function ";
                        default -> "view ";
                    })
                    + quote(name);
        }
    }

    /** Notes what is there of the plan's objects, in place of what was noted before. */
    static void save(Connection connection, MigrationPlan plan) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // so that definitions name every schema
            statement.execute("SET search_path = pg_catalog");
        }
        try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM shadow.built_object WHERE target_schema = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO shadow.built_object (target_schema,"
                        + " kind, sqlite_name, table_name, name, definition, valid) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            delete.setString(1, plan.schema());
            delete.executeUpdate();
            for (Ddl ddl : plan.ddl()) {
                Optional<BuiltObject> built = ddl.kind() == Ddl.Kind.TABLE
                        ? Optional.empty()
                        : read(
                                connection,
                                plan.schema(),
                                new BuiltObject(
                                        ddl.kind(), sqliteName(plan, ddl), table(plan, ddl), ddl.name(), "", true));
                if (built.isPresent()) {
                    insert.setString(1, plan.schema());
                    insert.setString(2, ddl.kind().name());
                    insert.setString(3, built.get().sqliteName());
                    insert.setString(4, built.get().table());
                    insert.setString(5, built.get().name());
                    insert.setString(6, built.get().definition());
                    insert.setBoolean(7, built.get().valid());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET search_path");
        }
    }

    /** The table, or the view, that the object is told with. */
    private static String sqliteName(MigrationPlan plan, Ddl ddl) {
        return plan.source().triggers().stream()
                .filter(trigger ->
                        ddl.kind() == Ddl.Kind.TRIGGER && trigger.name().equals(ddl.table()))
                .map(SourceSchema.Definition::table)
                .findFirst()
                .orElse(ddl.table());
    }

    private static String table(MigrationPlan plan, Ddl ddl) {
        return plan.map().table(ddl.table()).map(TableMap::postgresqlName).orElse(ddl.name());
    }

    /** What was noted; empty where the target was not filled by a copy. */
    public static List<BuiltObject> load(Connection connection, String schema) throws SQLException {
        List<BuiltObject> objects = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('shadow.built_object') IS NOT NULL")) {
            row.next();
            if (!row.getBoolean(1)) {
                return objects;
            }
        }
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT kind, sqlite_name, table_name, name, definition, valid FROM shadow.built_object"
                        + " WHERE target_schema = ? ORDER BY table_name, kind, name")) {
            query.setString(1, schema);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    objects.add(new BuiltObject(
                            Ddl.Kind.valueOf(row.getString(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getBoolean(6)));
                }
            }
        }
        return objects;
    }

    private static Optional<BuiltObject> read(Connection connection, String schema, BuiltObject object)
            throws SQLException {
        String query = switch (object.kind()) {
            case INDEX ->
                "SELECT pg_get_indexdef(indexrelid), indisvalid FROM pg_index WHERE indexrelid = to_regclass(?)"
                        + " AND ?::text IS NOT NULL";
            case VIEW ->
                "SELECT pg_get_viewdef(oid), true FROM pg_class WHERE oid = to_regclass(?) AND relkind = 'v'"
                        + " AND ?::text IS NOT NULL";
            // with the function's text, since that is what it does
            case TRIGGER ->
                "SELECT string_agg(pg_get_triggerdef(t.oid) || E'\\n' || p.prosrc, E'\\n' ORDER BY t.tgname),"
                        + " coalesce(bool_and(t.tgenabled <> 'D'), false) FROM pg_trigger t"
                        + " JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace"
                        + " WHERE NOT t.tgisinternal AND n.nspname = ? AND p.proname = ? HAVING count(*) > 0";
            default ->
                "SELECT pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE conrelid = to_regclass(?)"
                        + " AND conname = ?";
        };
        boolean named = object.kind() == Ddl.Kind.INDEX || object.kind() == Ddl.Kind.VIEW;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(
                    1,
                    object.kind() == Ddl.Kind.TRIGGER
                            ? schema
                            : quote(schema) + "." + quote(named ? object.name() : object.table()));
            statement.setString(2, object.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new BuiltObject(
                                object.kind(),
                                object.sqliteName(),
                                object.table(),
                                object.name(),
                                row.getString(1),
                                row.getBoolean(2)))
                        : Optional.empty();
            }
        }
    }
}
