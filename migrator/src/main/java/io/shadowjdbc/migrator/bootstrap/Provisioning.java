package io.shadowjdbc.migrator.bootstrap;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.shadowjdbc.migrator.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Creates role and database on a server, as its administrator. What is there already stays as it is. */
public final class Provisioning {
    private static final int SECRET_BYTES = 24;

    private final String adminUrl;

    /** @param adminUrl JDBC URL of a login that may create roles and databases; may hold a password */
    public Provisioning(String adminUrl) {
        this.adminUrl = adminUrl;
    }

    /**
     * Creates what is missing.
     *
     * @param passwordFile holds the new role's password; written, for its owner only, if it is not there
     * @return what was done, a sentence each
     */
    public List<String> provide(String role, String database, Path passwordFile) throws MigrationException {
        List<String> done = new ArrayList<>();
        try (Connection admin = DriverManager.getConnection(adminUrl);
                Statement statement = admin.createStatement()) {
            if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
                String secret = password(passwordFile, done);
                statement.execute("CREATE ROLE " + quote(role) + " LOGIN PASSWORD '" + secret.replace("'", "''") + "'");
                done.add("role " + role + " created");
            }
            if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                // a superuser may always, others have to be members of a role to give it a database
                statement.execute("GRANT " + quote(role) + " TO current_user");
                statement.execute("CREATE DATABASE " + quote(database) + " OWNER " + quote(role)
                        + " TEMPLATE template0 ENCODING 'UTF8'");
                done.add("database " + database + " created, encoding UTF8, owner " + role);
            }
            return done;
        } catch (SQLException e) {
            // the driver repeats a URL that it does not understand, password and all
            throw new MigrationException(
                    "creating role " + role + " and database " + database + " failed: "
                            + String.valueOf(e.getMessage()).replace(adminUrl, "--admin-url"),
                    e);
        }
    }

    private static String password(Path file, List<String> done) throws MigrationException {
        if (file == null) {
            throw new MigrationException("the new role needs a password: name a file with --password-file; where it is"
                    + " not there, a password is made up and written to it");
        }
        try {
            if (Files.exists(file)) {
                return Files.readString(file).lines().findFirst().orElse("");
            }
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, (text + "\n").getBytes(UTF_8), StandardOpenOption.WRITE);
            done.add("password written to " + file + ", readable by its owner only");
            return text;
        } catch (IOException e) {
            throw new MigrationException(
                    "the password file " + file + " can't be read or written: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
