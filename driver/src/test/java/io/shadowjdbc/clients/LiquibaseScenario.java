package io.shadowjdbc.clients;

import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.ChangeSetStatus;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.snapshot.DatabaseSnapshot;
import liquibase.snapshot.SnapshotControl;
import liquibase.snapshot.SnapshotGeneratorFactory;
import liquibase.structure.core.Column;
import liquibase.structure.core.ForeignKey;
import liquibase.structure.core.Index;
import liquibase.structure.core.Table;
import liquibase.ui.LoggerUIService;

/** Liquibase: update, status, tag, rollback, a failing change set, and what it reads of the schema. */
final class LiquibaseScenario implements Scenario {
    private static final String CHANGELOG = "io/shadowjdbc/clients/liquibase/changelog.xml";

    private final DataSource dataSource;

    LiquibaseScenario(io.shadowjdbc.clients.Database database) {
        dataSource = database.dataSource();
    }

    @Override
    public List<Step> steps() {
        return List.of(
                step("which database", LiquibaseScenario::whichDatabase),
                step("status before", LiquibaseScenario::sawStatus),
                step("update as a script", LiquibaseScenario::updateAsScript),
                step("update to the tag", (transcript, liquibase) -> {
                    liquibase.update("opened", contexts("test"), new LabelExpression());
                    sawData(transcript);
                }),
                step("update", (transcript, liquibase) -> {
                    liquibase.update(contexts("test"), new LabelExpression());
                    sawData(transcript);
                    sawStatus(transcript, liquibase);
                }),
                step("update again", (transcript, liquibase) -> {
                    liquibase.update(contexts("test"), new LabelExpression());
                    sawData(transcript);
                }),
                step(
                        "history",
                        (transcript, liquibase) -> transcript.saw(
                                "rows",
                                rows("SELECT id, author, filename, orderexecuted, exectype, md5sum, description, tag"
                                        + " FROM databasechangelog ORDER BY orderexecuted"))),
                step("snapshot", LiquibaseScenario::snapshot),
                step("failing change set", (transcript, liquibase) -> {
                    transcript.tried("failing", () -> {
                        liquibase.update(contexts("failing"), new LabelExpression());
                        return "done";
                    });
                    transcript.tried("its table", () -> rows("SELECT count(*) FROM half"));
                }),
                step("locks", (transcript, liquibase) -> {
                    transcript.saw("locks", liquibase.listLocks().length);
                    liquibase.forceReleaseLocks();
                }),
                step("changed change set", (transcript, liquibase) -> {
                    execute("UPDATE databasechangelog SET md5sum = '9:00000000000000000000000000000000'"
                            + " WHERE id = 'authors'");
                    transcript.tried("validate", () -> {
                        liquibase.validate();
                        return "valid";
                    });
                    liquibase.clearCheckSums();
                    liquibase.update(contexts("test"), new LabelExpression());
                    sawStatus(transcript, liquibase);
                }),
                step("roll back to the tag", (transcript, liquibase) -> {
                    execute("DELETE FROM databasechangelog WHERE id = 'never'");
                    transcript.tried("rollback", () -> {
                        liquibase.rollback("opened", contexts("test"), new LabelExpression());
                        return "done";
                    });
                    transcript.tried("no such column", () -> rows("SELECT sold FROM book"));
                    transcript.saw("books", rows("SELECT title FROM book ORDER BY id"));
                }),
                step("roll back the rest", (transcript, liquibase) -> {
                    transcript.tried("rollback", () -> {
                        liquibase.rollback(5, contexts("test"), new LabelExpression());
                        return "done";
                    });
                    transcript.tried("gone", () -> rows("SELECT * FROM book"));
                    transcript.saw("history", rows("SELECT id FROM databasechangelog"));
                }),
                step("drop all", (transcript, liquibase) -> {
                    transcript.tried("drop", () -> {
                        liquibase.dropAll();
                        return "done";
                    });
                    transcript.tried("gone", () -> rows("SELECT * FROM book"));
                }),
                step("update from nothing", (transcript, liquibase) -> {
                    liquibase.update(contexts("test"), new LabelExpression());
                    sawData(transcript);
                }));
    }

    /** What a step does. */
    private interface Action {
        void run(Transcript transcript, Liquibase liquibase) throws Exception;
    }

    private Step step(String name, Action action) {
        return new Step(
                name,
                transcript -> Scope.child(
                        Scope.Attr.ui, new LoggerUIService(), () -> withLiquibase(use -> action.run(transcript, use))));
    }

    /** Something done with Liquibase. */
    private interface Use {
        void of(Liquibase liquibase) throws Exception;
    }

    private void withLiquibase(Use use) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            try (Liquibase liquibase = new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(), database)) {
                use.of(liquibase);
            }
        }
    }

    private static Contexts contexts(String name) {
        return new Contexts(name);
    }

    private static void whichDatabase(Transcript transcript, Liquibase liquibase) throws Exception {
        Database database = liquibase.getDatabase();
        transcript.saw("class", database.getClass());
        transcript.saw("product", database.getDatabaseProductName() + " " + database.getDatabaseMajorVersion());
        transcript.saw("schema", String.valueOf(database.getDefaultSchemaName()));
        transcript.saw("catalog", String.valueOf(database.getDefaultCatalogName()));
        transcript.saw("url", database.getConnection().getURL().replaceFirst("\\?.*", ""));
        transcript.saw("commits ddl", database.supportsDDLInTransaction());
    }

    private static void sawStatus(Transcript transcript, Liquibase liquibase) throws Exception {
        for (ChangeSetStatus status : liquibase.getChangeSetStatuses(contexts("test"), new LabelExpression())) {
            transcript.saw(
                    status.getChangeSet().getId(),
                    List.of(
                            status.getWillRun(),
                            status.getPreviouslyRan(),
                            status.getChangeSet().getDescription()));
        }
    }

    private static void updateAsScript(Transcript transcript, Liquibase liquibase) throws Exception {
        StringWriter script = new StringWriter();
        liquibase.update("opened", contexts("test"), new LabelExpression(), script);
        // comments and the change log's rows have the time and the host
        script.toString()
                .lines()
                .filter(line -> line.contains(" book ") || line.contains(" author ") || line.contains(".book "))
                .filter(line ->
                        !line.startsWith("--") && !line.toLowerCase(Locale.ROOT).contains("databasechangelog"))
                .forEach(line -> transcript.saw("line", line));
    }

    private static void snapshot(Transcript transcript, Liquibase liquibase) throws Exception {
        Database database = liquibase.getDatabase();
        DatabaseSnapshot snapshot = SnapshotGeneratorFactory.getInstance()
                .createSnapshot(database.getDefaultSchema(), database, new SnapshotControl(database));
        Map<String, List<String>> tables = new TreeMap<>();
        for (Table table : snapshot.get(Table.class)) {
            List<String> columns = new ArrayList<>();
            for (Column column : table.getColumns()) {
                columns.add(column.getName() + " " + column.getType() + (column.isNullable() ? "" : " not null"));
            }
            tables.put(table.getName(), columns);
        }
        tables.forEach(transcript::saw);
        transcript.saw(
                "foreign keys",
                snapshot.get(ForeignKey.class).stream()
                        .map(key -> key.getForeignKeyTable().getName() + " to "
                                + key.getPrimaryKeyTable().getName())
                        .sorted()
                        .toList());
        transcript.saw(
                "indexes",
                snapshot.get(Index.class).stream()
                        .map(index -> index.getName() + " " + index.getColumnNames())
                        .filter(index -> index.startsWith("book_title"))
                        .toList());
    }

    private void sawData(Transcript transcript) throws SQLException {
        transcript.saw("authors", rows("SELECT * FROM author ORDER BY id"));
        transcript.saw("books", rows("SELECT * FROM book ORDER BY id"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<Map<String, Object>> rows(String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                Map<String, Object> row = new TreeMap<>();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    row.put(columns.getColumnLabel(column), result.getObject(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
