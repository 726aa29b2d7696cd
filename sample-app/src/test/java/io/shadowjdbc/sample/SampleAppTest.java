package io.shadowjdbc.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application, over HTTP, on a SQLite file that the tests may also look into themselves. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"sample.test.prefix=jdbc:sqlite:", "sample.test.file=plain.db"})
abstract class SampleAppTest {
    static final int ROWS = 3000;
    private static final Path DIRECTORY = newDirectory();
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Value("${sample.test.file}")
    private String file;

    private RestTestClient client;

    private static Path newDirectory() {
        try {
            Path directory = Files.createTempDirectory("sample-app");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add(
                "spring.datasource.url",
                () -> "${sample.test.prefix}" + DIRECTORY
                        + "/${sample.test.file}?journal_mode=WAL&busy_timeout=10000&foreign_keys=on&transaction_mode=IMMEDIATE");
        registry.add("sample.data.rows", () -> ROWS);
    }

    @BeforeEach
    void connect() {
        client = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build();
    }

    JsonNode get(String uri, Object... variables) {
        return send(HttpMethod.GET, null, HttpStatus.OK, uri, variables);
    }

    JsonNode post(Object body, String uri, Object... variables) {
        return send(HttpMethod.POST, body, HttpStatus.CREATED, uri, variables);
    }

    /** Sends a request, checks the status of the answer and returns its body. */
    JsonNode send(HttpMethod method, Object body, HttpStatus expected, String uri, Object... variables) {
        RestTestClient.RequestBodySpec request = client.method(method).uri(uri, variables);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsString(body));
        }
        String answer = request.exchange()
                .expectStatus()
                .isEqualTo(expected)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return answer == null ? null : JSON.readTree(answer);
    }

    /** The one value that a query on the file itself answers. */
    final Object inFile(String sql, Object... parameters) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + DIRECTORY.resolve(file));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).as(sql).isTrue();
                return row.getObject(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    final long countInFile(String sql, Object... parameters) {
        return ((Number) inFile(sql, parameters)).longValue();
    }

    String anyUser() {
        return (String) inFile("SELECT \"id\" FROM \"User\" ORDER BY random() LIMIT 1");
    }

    /** A new host of a new name. */
    String newHost() {
        Map<String, Object> host = Map.of("userId", anyUser(), "name", "host-" + System.nanoTime(), "os", "debian");
        return post(host, "/api/hosts").get("id").asString();
    }
}
