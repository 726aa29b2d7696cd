package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.fixture.Postgres;
import io.shadowjdbc.fixture.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that kept its data in JSON files takes them to PostgreSQL as from a SQLite database. */
class JsonSourceTest {
    @TempDir
    private Path dir;

    private Path data;

    private void file(String name, String json) throws Exception {
        data = Files.createDirectories(dir.resolve("data"));
        Files.writeString(data.resolve(name), json);
    }

    private Cli.Outcome run(String command, TestDatabase target, String... more) {
        String[] all = {
            command,
            "--source",
            "json:" + data,
            "--target",
            target.url(),
            "--work",
            dir.resolve("runs").toString(),
            "--json"
        };
        String[] joined = java.util.Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, joined, all.length, more.length);
        return Cli.run(joined);
    }

    @Test
    void everyValueArrivesInATypeThatFitsItsColumn() throws Exception {
        file("posts.json", """
                [{"id": 7, "title": "a", "draft": false, "score": 1, "at": "2024-05-01T10:00:00.250Z", "tags": ["x", {"y": 1.10}]},
                 {"id": 9007199254740993, "title": "2024", "draft": true, "score": 2.5, "at": "2024-05-02T10:00:00.000Z", "odd": 5},
                 {"id": 8, "title": null, "score": -3, "odd": "5"}]""");
        file("users.json", """
                {"u1": {"name": "Zoe"}, "u2": {"name": "Ünal", "since": "2024-01-01T00:00:00Z"}}""");
        file("settings.json", """
                {"theme": "dark", "limits": {"posts": 10}}""");
        file("drafts.json", "[]");
        try (TestDatabase target = Postgres.database();
                Connection postgresql = target.connect()) {
            run("preflight", target).exits(0);
            assertThat(run("migrate", target).exits(0).json()).containsEntry("differences", 0);

            assertThat(Sql.rows(
                            postgresql, "SELECT id, title, draft, score, tags->1->>'y', odd FROM posts ORDER BY id"))
                    .containsExactly(
                            "7|a|f|1|1.10|null", "8|null|null|-3|null|\"5\"", "9007199254740993|2024|t|2.5|null|5");
            assertThat(Sql.rows(postgresql, "SELECT key, name FROM users ORDER BY key"))
                    .containsExactly("u1|Zoe", "u2|Ünal");
            assertThat(Sql.rows(postgresql, "SELECT theme, limits->>'posts' FROM settings"))
                    .containsExactly("dark|10");
            assertThat(Sql.rows(
                            postgresql,
                            "SELECT table_name || '.' || column_name || ' ' || data_type FROM"
                                    + " information_schema.columns WHERE table_schema = 'public' ORDER BY 1"))
                    .contains(
                            "posts.at timestamp without time zone",
                            "posts.draft boolean",
                            "posts.id bigint",
                            "posts.odd text",
                            "posts.score double precision");
            assertThat(Sql.rows(
                            postgresql,
                            "SELECT conrelid::regclass FROM pg_constraint WHERE contype = 'p'"
                                    + " AND connamespace = 'public'::regnamespace ORDER BY 1"))
                    .as("id, and the names of an object of objects, are keys")
                    .containsExactlyInAnyOrder("posts", "users");

            // somebody edits a file after the copy
            Files.writeString(
                    data.resolve("users.json"),
                    Files.readString(data.resolve("users.json")).replace("Zoe", "Zoë"));
            assertThat(run("verify", target).exits(1).json()).containsEntry("differences", 1);
        }
    }

    @Test
    void whatIsNotAsExpectedIsNamed() throws Exception {
        try (TestDatabase target = Postgres.database()) {
            for (List<String> bad : List.of(
                    List.of("[{\"a\": 1}, 2]", "element 1 of the array is no object"),
                    List.of("[{\"a\": 1},\n {\"a\": }]", "is not JSON", "line 2"),
                    List.of("[{\"a\": 1, \"a\": 2}]", "Duplicate field 'a'"),
                    List.of("[{\"id\": 1, \"ID\": 2}]", "keys id and ID differ in case only"),
                    List.of("[{\"a\": 12345678901234567890}]", "a is an integer of more than 64 bits"),
                    List.of("5", "holds neither an array of objects nor an object"),
                    List.of("[]", "its files hold no row"))) {
                file("bad.json", bad.get(0));
                assertThat(run("migrate", target).exits(3).out())
                        .contains(bad.subList(1, bad.size()).toArray(String[]::new));
            }
            data = dir.resolve("none");
            assertThat(run("migrate", target).exits(3).out()).contains("is no directory");
            assertThat(run("sync", target, "--once").exits(2).err())
                    .contains("sync needs an application that writes to a SQLite database");
        }
    }
}
