package io.shadowjdbc.clients;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.output.MigrateResult;

/** Flyway with versioned, repeatable and Java migrations, a failing one, repair, baseline and clean. */
final class FlywayScenario implements Scenario {
    private static final String LOCATION = "classpath:io/shadowjdbc/clients/flyway/";

    private final DataSource dataSource;
    private final Product product;

    FlywayScenario(Database database) {
        dataSource = database.dataSource();
        product = database.product();
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("nothing is there", transcript -> sawInfo(transcript, first())),
                new Step("migrate", transcript -> migrate(transcript, first())),
                new Step("migrate again", transcript -> migrate(transcript, first())),
                new Step("migrate further", transcript -> migrate(transcript, later("10"))),
                new Step("what the migrations did", this::sawData),
                new Step("repeatable again", transcript -> migrate(transcript, later("12"))),
                new Step("validate", this::validate),
                new Step("failing migration", this::failingMigration),
                new Step("history", this::history),
                new Step("in one transaction", this::inOneTransaction),
                new Step("clean", this::clean),
                new Step("baseline", this::baseline));
    }

    private Flyway first() {
        return flyway("0", product.choose("sqlite", "postgresql"));
    }

    private Flyway later(String limit) {
        return flyway(limit, product.choose("sqlite", "postgresql"), "later");
    }

    private Flyway flyway(String limit, String... directories) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations(Arrays.stream(directories).map(LOCATION::concat).toArray(String[]::new))
                .javaMigrations(new V3__AddRating())
                .placeholders(Map.of("limit", limit))
                .defaultSchema(product.choose("main", "public"))
                .installedBy("clients")
                .cleanDisabled(false)
                .load();
    }

    private static void sawInfo(Transcript transcript, Flyway flyway) {
        for (MigrationInfo each : flyway.info().all()) {
            transcript.saw(
                    "migration",
                    Stream.of(
                                    each.getVersion(),
                                    each.getDescription(),
                                    each.getState(),
                                    each.getScript(),
                                    each.getChecksum(),
                                    each.getInstalledRank())
                            .map(String::valueOf)
                            .toList());
        }
        transcript.saw(
                "current",
                String.valueOf(
                        flyway.info().current() == null
                                ? null
                                : flyway.info().current().getVersion()));
    }

    private static void migrate(Transcript transcript, Flyway flyway) {
        MigrateResult result = flyway.migrate();
        transcript.saw("success", result.success);
        transcript.saw("executed", result.migrationsExecuted);
        transcript.saw("from", result.initialSchemaVersion);
        transcript.saw("to", result.targetSchemaVersion);
        transcript.saw("database", result.databaseType);
        transcript.saw("schema", result.schemaName);
        transcript.saw("warnings", result.warnings);
        result.migrations.forEach(
                each -> transcript.saw("migration", each.category + " " + each.version + " " + each.description));
        sawInfo(transcript, flyway);
    }

    private void sawData(Transcript transcript) throws SQLException {
        transcript.saw("books", rows("SELECT id, title, price, sold, rating FROM book ORDER BY id"));
        transcript.saw("expensive", rows("SELECT title FROM expensive_book"));
    }

    private void validate(Transcript transcript) throws SQLException {
        Flyway flyway = later("12");
        transcript.saw("successful", flyway.validateWithResult().validationSuccessful);
        transcript.tried("with a migration missing", () -> {
            flyway("12", "later").validate();
            return "valid";
        });
        execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");
        transcript.tried("changed", () -> {
            flyway.validate();
            return "valid";
        });
        transcript.saw("repaired", flyway.repair().migrationsAligned.size());
        transcript.saw("successful", flyway.validateWithResult().validationSuccessful);
    }

    private void failingMigration(Transcript transcript) throws SQLException {
        Flyway flyway = flyway("12", product.choose("sqlite", "postgresql"), "later", "failing");
        transcript.tried("failing", () -> flyway.migrate().migrationsExecuted);
        transcript.tried("its table", () -> rows("SELECT count(*) FROM half"));
        sawInfo(transcript, flyway);
        transcript.saw("removed", flyway.repair().migrationsRemoved.size());
        transcript.saw("authors", rows("SELECT count(*) FROM author"));
    }

    private void history(Transcript transcript) throws SQLException {
        transcript.saw(
                "rows",
                rows("SELECT installed_rank, version, description, type, script, checksum, installed_by, success"
                        + " FROM flyway_schema_history ORDER BY installed_rank"));
    }

    private void inOneTransaction(Transcript transcript) throws SQLException {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .locations(LOCATION + product.choose("sqlite", "postgresql"), LOCATION + "later", LOCATION + "failing")
                .javaMigrations(new V3__AddRating())
                .placeholders(Map.of("limit", "14"))
                .defaultSchema(product.choose("main", "public"))
                .installedBy("clients")
                .group(true)
                .outOfOrder(true)
                .load();
        transcript.tried("failing", () -> flyway.migrate().migrationsExecuted);
        transcript.tried("its table", () -> rows("SELECT count(*) FROM half"));
        flyway.repair();
    }

    private void clean(Transcript transcript) {
        Flyway flyway = later("12");
        transcript.saw("cleaned", flyway.clean().schemasCleaned.size());
        transcript.tried("gone", () -> rows("SELECT count(*) FROM book"));
        sawInfo(transcript, flyway);
    }

    private void baseline(Transcript transcript) throws SQLException {
        // Flyway's clean leaves the tables of a SQLite file where foreign keys are enforced
        for (String each : List.of(
                "VIEW expensive_book", "TABLE sale", "TABLE book", "TABLE author", "TABLE flyway_schema_history")) {
            execute("DROP " + each.replace(" ", " IF EXISTS "));
        }
        for (String each : Bookshop.ddl(product)) {
            execute(each);
        }
        execute("CREATE TABLE sale (book_id BIGINT NOT NULL, amount INTEGER NOT NULL)");
        transcript.tried("not empty", () -> later("5").migrate().migrationsExecuted);
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .locations(LOCATION + "later")
                .placeholders(Map.of("limit", "5"))
                .defaultSchema(product.choose("main", "public"))
                .installedBy("clients")
                .baselineVersion("3")
                .baselineOnMigrate(true)
                .load();
        migrate(transcript, flyway);
        transcript.saw("expensive", rows("SELECT title FROM expensive_book ORDER BY id"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<List<String>> rows(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** A migration that is code; Flyway reads its name. */
    public static final class V3__AddRating extends BaseJavaMigration {
        @Override
        public void migrate(Context context) throws SQLException {
            Connection connection = context.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("ALTER TABLE book ADD COLUMN rating DOUBLE PRECISION");
            }
            try (PreparedStatement update = connection.prepareStatement("UPDATE book SET rating = ?")) {
                update.setDouble(1, 4.5);
                update.executeUpdate();
            }
        }
    }
}
