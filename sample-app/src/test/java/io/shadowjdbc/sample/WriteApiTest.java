package io.shadowjdbc.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** Every write is in the file when it is acknowledged, together with its entry in the audit log. */
class WriteApiTest extends SampleAppTest {
    @Test
    void aNewHostIsStoredTheWayThatSqliteAppsStoreThings() {
        Map<String, Object> host =
                Map.of("userId", anyUser(), "name", "new-1", "os", "alpine", "meta", Map.of("region", "eu-west"));
        JsonNode written = post(host, "/api/hosts");
        String id = written.get("id").asString();
        assertThat(inFile(
                        "SELECT typeof(\"enabled\") || typeof(\"createdAt\") || \"meta\" FROM \"Host\" WHERE \"id\" = ?",
                        id))
                .isEqualTo("integerinteger{\"region\":\"eu-west\"}");
        assertAudited(written, "create", "Host");
        assertThat(get("/api/hosts/{id}", id).get("os").asString()).isEqualTo("alpine");
    }

    @Test
    void aRefusedHostLeavesNothingBehind() {
        String user = anyUser();
        post(Map.of("userId", user, "name", "twice", "os", "debian"), "/api/hosts");
        long audited = countInFile("SELECT COUNT(*) FROM \"AuditLog\"");
        send(
                HttpMethod.POST,
                Map.of("userId", user, "name", "twice", "os", "debian"),
                HttpStatus.CONFLICT,
                "/api/hosts");
        send(
                HttpMethod.POST,
                Map.of("userId", "nobody", "name", "x", "os", "debian"),
                HttpStatus.UNPROCESSABLE_CONTENT,
                "/api/hosts");
        send(HttpMethod.POST, Map.of("userId", user, "os", "debian"), HttpStatus.BAD_REQUEST, "/api/hosts");
        assertThat(countInFile("SELECT COUNT(*) FROM \"AuditLog\"")).isEqualTo(audited);
    }

    @Test
    void anIngestedSnapshotMovesTheHostsLastSeenForwardOnly() {
        String host = newHost();
        JsonNode written = post(snapshot("2026-11-02T00:00:00Z"), "/api/hosts/{id}/snapshots", host);
        assertAudited(written, "ingest", "HostSnapshot");
        post(snapshot("2026-11-01T00:00:00Z"), "/api/hosts/{id}/snapshots", host);
        assertThat(get("/api/hosts/{id}", host).get("lastSeenAt").asString()).isEqualTo("2026-11-02T00:00:00Z");
        assertThat(get("/api/hosts/{id}/snapshots", host)).hasSize(2);
        send(HttpMethod.POST, snapshot("2026-11-01T00:00:00Z"), HttpStatus.NOT_FOUND, "/api/hosts/none/snapshots");
    }

    @Test
    void aBreachIsResolvedOnce() {
        JsonNode opened =
                post(Map.of("hostId", newHost(), "severity", "high", "title", "t", "score", 12.5), "/api/breaches");
        String id = opened.get("id").asString();
        assertThat(inFile("SELECT typeof(\"openedAt\") FROM \"Breach\" WHERE \"id\" = ?", id))
                .isEqualTo("integer");
        JsonNode resolved = send(
                HttpMethod.POST,
                Map.of("detail", "was me", "cost", 10.25),
                HttpStatus.OK,
                "/api/breaches/{id}/resolve",
                id);
        assertAudited(resolved, "resolve", "Breach");
        assertThat(inFile("SELECT \"cost\" FROM \"Breach\" WHERE \"id\" = ?", id))
                .isEqualTo(10.25);
        assertThat(get("/api/breaches/{id}", id).get("version").asInt()).isEqualTo(1);
        send(HttpMethod.POST, Map.of("detail", "again"), HttpStatus.CONFLICT, "/api/breaches/{id}/resolve", id);
        send(HttpMethod.POST, Map.of("cost", -1), HttpStatus.BAD_REQUEST, "/api/breaches/{id}/resolve", id);
    }

    @Test
    void deletingAHostTakesItsSnapshotsAndBreachesAlong() {
        String host = newHost();
        post(snapshot("2026-11-02T00:00:00Z"), "/api/hosts/{id}/snapshots", host);
        String breach = post(Map.of("hostId", host, "severity", "low", "title", "t"), "/api/breaches")
                .get("id")
                .asString();
        assertAudited(send(HttpMethod.DELETE, null, HttpStatus.OK, "/api/hosts/{id}", host), "delete", "Host");
        assertThat(countInFile("SELECT COUNT(*) FROM \"HostSnapshot\" WHERE \"hostId\" = ?", host))
                .isZero();
        assertThat(countInFile("SELECT COUNT(*) FROM \"Breach\" WHERE \"id\" = ?", breach))
                .isZero();
        send(HttpMethod.DELETE, null, HttpStatus.NOT_FOUND, "/api/hosts/{id}", host);
    }

    @Test
    void anEndpointIsCreatedOrUpdated() {
        String user = anyUser();
        Map<String, Object> endpoint = Map.of("kind", "pager", "target", "+1", "enabled", true);
        String id = send(HttpMethod.PUT, endpoint, HttpStatus.OK, "/api/users/{id}/endpoints", user)
                .get("id")
                .asString();
        Map<String, Object> off =
                Map.of("kind", "pager", "target", "+1", "enabled", false, "state", Map.of("why", "night"));
        JsonNode again = send(HttpMethod.PUT, off, HttpStatus.OK, "/api/users/{id}/endpoints", user);
        assertThat(again.get("id").asString()).isEqualTo(id);
        assertAudited(again, "upsert", "NotificationEndpoint");
        assertThat(inFile("SELECT \"enabled\" || \"state\" FROM \"NotificationEndpoint\" WHERE \"id\" = ?", id))
                .isEqualTo("0{\"why\":\"night\"}");
        send(
                HttpMethod.PUT,
                Map.of("kind", "pigeon", "target", "x", "enabled", true),
                HttpStatus.UNPROCESSABLE_CONTENT,
                "/api/users/{id}/endpoints",
                user);
    }

    @Test
    void flagsThatAreNotNamedStay() {
        String id = post(Map.of("email", System.nanoTime() + "@example.org", "role", "viewer"), "/api/users")
                .get("id")
                .asString();
        send(HttpMethod.PATCH, Map.of("mfaEnabled", true), HttpStatus.OK, "/api/users/{id}", id);
        send(HttpMethod.PATCH, Map.of("active", false), HttpStatus.OK, "/api/users/{id}", id);
        JsonNode user = get("/api/users/{id}", id).get("user");
        assertThat(user.get("mfaEnabled").asBoolean()).isTrue();
        assertThat(user.get("active").asBoolean()).isFalse();
        assertThat(user.get("role").asString()).isEqualTo("viewer");
        send(HttpMethod.PATCH, Map.of("role", "king"), HttpStatus.UNPROCESSABLE_CONTENT, "/api/users/{id}", id);
        send(HttpMethod.PATCH, Map.of("active", true), HttpStatus.NOT_FOUND, "/api/users/none");
    }

    @Test
    void concurrentTransfersKeepTheSumOfCredit() throws Exception {
        String a = (String) inFile("SELECT \"userId\" FROM \"Subscription\" WHERE \"creditCents\" > 1000 LIMIT 1");
        String b = (String)
                inFile("SELECT \"userId\" FROM \"Subscription\" WHERE \"creditCents\" > 1000 LIMIT 1 OFFSET 1");
        long sum = countInFile("SELECT SUM(\"creditCents\") FROM \"Subscription\"");
        long ofA = countInFile("SELECT \"creditCents\" FROM \"Subscription\" WHERE \"userId\" = ?", a);
        Map<String, Object> transfer = Map.of("fromUserId", a, "toUserId", b, "cents", 7);
        atOnce(20, () -> post(transfer, "/api/transfers"));
        assertThat(countInFile("SELECT SUM(\"creditCents\") FROM \"Subscription\""))
                .isEqualTo(sum);
        assertThat(countInFile("SELECT \"creditCents\" FROM \"Subscription\" WHERE \"userId\" = ?", a))
                .isEqualTo(ofA - 20 * 7);
        Map<String, Object> tooMuch = Map.of("fromUserId", a, "toUserId", b, "cents", 100_000_000);
        send(HttpMethod.POST, tooMuch, HttpStatus.CONFLICT, "/api/transfers");
    }

    @Test
    void concurrentEventsOfAnEndpointAreNumberedWithoutGaps() throws Exception {
        Map<String, Object> endpoint = Map.of("kind", "email", "target", "t@example.org", "enabled", true);
        String id = send(HttpMethod.PUT, endpoint, HttpStatus.OK, "/api/users/{id}/endpoints", anyUser())
                .get("id")
                .asString();
        atOnce(16, () -> post(Map.of("delivered", true, "latencyMs", 12), "/api/endpoints/{id}/events", id));
        JsonNode events = get("/api/endpoints/{id}/events", id);
        assertThat(events).hasSize(16);
        assertThat(events.get(0).get("sequence").asInt()).isEqualTo(16);
    }

    @Test
    void whatHappenedToARowCanBeAsked() {
        String host = newHost();
        send(HttpMethod.DELETE, null, HttpStatus.OK, "/api/hosts/{id}", host);
        assertThat(get("/api/audit/of/Host/{id}", host))
                .extracting(entry -> entry.get("action").asString())
                .containsExactly("create", "delete");
    }

    @Test
    void theActorOfAWriteIsInItsAuditEntry() {
        Map<String, Object> user = new HashMap<>();
        user.put("email", System.nanoTime() + "@example.org");
        user.put("name", null);
        user.put("role", "admin");
        JsonNode written = post(user, "/api/users");
        assertThat(get("/api/audit/{id}", written.get("auditId").asLong())
                        .get("actor")
                        .isNull())
                .isTrue();
        assertThat(get("/api/users/{id}", written.get("id").asString())
                        .get("user")
                        .get("name")
                        .isNull())
                .isTrue();
    }

    private void assertAudited(JsonNode written, String action, String entity) {
        JsonNode entry = get("/api/audit/{id}", written.get("auditId").asLong());
        assertThat(entry.get("action").asString()).isEqualTo(action);
        assertThat(entry.get("entity").asString()).isEqualTo(entity);
        assertThat(entry.get("entityId").asString()).isEqualTo(written.get("id").asString());
    }

    private static Map<String, Object> snapshot(String ts) {
        return Map.of("ts", ts, "ok", true, "cpu", 0.5, "memoryBytes", 5_000_000_000L, "alerts", 0);
    }

    private static void atOnce(int times, Callable<?> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(work));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
