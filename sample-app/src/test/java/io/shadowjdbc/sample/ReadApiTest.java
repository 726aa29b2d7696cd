package io.shadowjdbc.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** Every read answers what the file holds. */
class ReadApiTest extends SampleAppTest {
    @Test
    void aNewDatabaseIsFilledBeforeTheFirstRequest() {
        assertThat(countInFile("SELECT COUNT(*) FROM \"User\"")).isPositive();
        assertThat(get("/actuator/health").get("status").asString()).isEqualTo("UP");
    }

    @Test
    void hostsAreListedInPagesThatDoNotOverlap() {
        JsonNode first = get("/api/hosts?page=0&size=7");
        JsonNode second = get("/api/hosts?page=1&size=7");
        Set<String> ids = new HashSet<>(texts(first.get("items"), "id"));
        ids.addAll(texts(second.get("items"), "id"));
        assertThat(ids).hasSize(14);
        assertThat(first.get("total").asLong()).isEqualTo(countInFile("SELECT COUNT(*) FROM \"Host\""));
    }

    @Test
    void hostsAreFilteredBySystemFlagAndText() {
        JsonNode found = get("/api/hosts?os=debian&enabled=true&q=DB&size=200");
        assertThat(found.get("total").asLong())
                .isPositive()
                .isEqualTo(
                        countInFile(
                                "SELECT COUNT(*) FROM \"Host\" WHERE \"os\" = 'debian' AND \"enabled\" = 1 AND \"name\" LIKE '%db%'"));
        assertThat(found.get("items"))
                .hasSize(found.get("total").asInt())
                .allSatisfy(host -> assertThat(host.get("name").asString()).startsWith("db"));
    }

    @Test
    void anUnderscoreInASearchIsNoWildcard() {
        JsonNode found = get("/api/hosts?q=_&size=200");
        assertThat(found.get("items"))
                .isNotEmpty()
                .allSatisfy(host -> assertThat(host.get("name").asString()).contains("_"));
        assertThat(found.get("total").asLong()).isLessThan(countInFile("SELECT COUNT(*) FROM \"Host\""));
    }

    @Test
    void aNullIsNotReadAsZero() {
        String id = (String) inFile("SELECT \"id\" FROM \"Host\" WHERE \"riskScore\" IS NULL LIMIT 1");
        String name = (String) inFile("SELECT \"name\" FROM \"Host\" WHERE \"id\" = ?", id);
        assertThat(get("/api/hosts?q={name}", name)
                        .get("items")
                        .get(0)
                        .get("riskScore")
                        .isNull())
                .isTrue();
        assertThat(get("/api/hosts/{id}", id).get("riskScore").isNull()).isTrue();
    }

    @Test
    void usersAreFilteredByRoleAndFlag() {
        JsonNode found = get("/api/users?role=admin&active=true&size=200");
        assertThat(found.get("items")).isNotEmpty().allSatisfy(user -> {
            assertThat(user.get("role").asString()).isEqualTo("admin");
            assertThat(user.get("active").asBoolean()).isTrue();
        });
        assertThat(found.get("total").asLong())
                .isEqualTo(countInFile("SELECT COUNT(*) FROM \"User\" WHERE \"role\" = 'admin' AND \"active\" = 1"));
    }

    @Test
    void aUserIsShownWithTheSubscription() {
        String id = (String) inFile("SELECT \"userId\" FROM \"Subscription\" WHERE \"plan\" = 'team' LIMIT 1");
        JsonNode details = get("/api/users/{id}", id);
        assertThat(details.get("subscription").get("monthlyPrice").asDouble()).isEqualTo(19.9);
        assertThat(Instant.parse(details.get("user").get("createdAt").asString())
                        .toEpochMilli())
                .isEqualTo(countInFile("SELECT \"createdAt\" FROM \"User\" WHERE \"id\" = ?", id));
        String email = details.get("user").get("email").asString();
        assertThat(get("/api/users?email={email}", email).get("id").asString()).isEqualTo(id);
    }

    @Test
    void aTimelineHasTheSnapshotsOfItsRangeInOrder() {
        String host = (String)
                inFile("SELECT \"hostId\" FROM \"HostSnapshot\" GROUP BY \"hostId\" ORDER BY COUNT(*) DESC LIMIT 1");
        long from = countInFile("SELECT MIN(\"ts\") + 1 FROM \"HostSnapshot\" WHERE \"hostId\" = ?", host);
        long to = countInFile("SELECT MAX(\"ts\") - 1 FROM \"HostSnapshot\" WHERE \"hostId\" = ?", host);
        JsonNode timeline = get(
                "/api/hosts/{id}/snapshots?from={from}&to={to}&limit=200",
                host,
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to));
        long all = countInFile("SELECT COUNT(*) FROM \"HostSnapshot\" WHERE \"hostId\" = ?", host);
        assertThat(timeline).hasSize((int) all - 2);
        assertThat(texts(timeline, "ts").stream().map(Instant::parse).toList()).isSorted();
    }

    @Test
    void theLatestSnapshotOfEachHostIsItsNewest() {
        String user = (String) inFile("""
                SELECT h."userId" FROM "Host" h JOIN "HostSnapshot" s ON s."hostId" = h."id"
                GROUP BY h."userId" ORDER BY COUNT(DISTINCT h."id") DESC LIMIT 1
                """);
        JsonNode latest = get("/api/users/{id}/latest-snapshots", user);
        assertThat(latest)
                .hasSizeGreaterThan(1)
                .allSatisfy(snapshot -> assertThat(
                                Instant.parse(snapshot.get("ts").asString()).toEpochMilli())
                        .isEqualTo(countInFile(
                                "SELECT MAX(\"ts\") FROM \"HostSnapshot\" WHERE \"hostId\" = ?",
                                snapshot.get("hostId").asString())));
    }

    @Test
    void breachesAreListedByStateAndSeverityTheNewestFirst() {
        JsonNode found = get("/api/breaches?state=open&state=triaged&severity=high&size=200");
        assertThat(found.get("total").asLong())
                .isPositive()
                .isEqualTo(countInFile(
                        "SELECT COUNT(*) FROM \"Breach\" WHERE \"severity\" = 'high' AND \"resolvedAt\" IS NULL"));
        List<Instant> opened = texts(found.get("items"), "openedAt").stream()
                .map(Instant::parse)
                .toList();
        assertThat(opened).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void theBacklogHasWhatIsUnresolvedOnEnabledHosts() {
        assertThat(get("/api/breaches/backlog?size=1").get("total").asLong()).isEqualTo(countInFile("""
                        SELECT COUNT(*) FROM "Breach" b JOIN "Host" h ON h."id" = b."hostId"
                        WHERE b."resolvedAt" IS NULL AND h."enabled" = 1
                        """));
    }

    @Test
    void theAuditLogIsPagedByItsNumbers() {
        JsonNode newest = get("/api/audit?size=5");
        long last = newest.get(4).get("id").asLong();
        JsonNode older = get("/api/audit?size=5&before={id}", last);
        assertThat(older.get(0).get("id").asLong()).isEqualTo(last - 1);
        assertThat(get("/api/audit/{id}", last)).isEqualTo(newest.get(4));
    }

    @Test
    void theDashboardCountsWhatIsThere() {
        JsonNode dashboard = get("/api/dashboard");
        assertThat(dashboard.get("totals").get("snapshots").asLong())
                .isEqualTo(countInFile("SELECT COUNT(*) FROM \"HostSnapshot\""));
        long breaches = 0;
        for (JsonNode system : dashboard.get("systems")) {
            breaches += system.get("breaches").asLong();
        }
        assertThat(breaches).isPositive().isEqualTo(countInFile("SELECT COUNT(*) FROM \"Breach\""));
    }

    @Test
    void theTopHostsAreInOrder() {
        JsonNode top = get("/api/reports/top-hosts?limit=5");
        assertThat(top).hasSize(5);
        assertThat(top.get(0).get("breaches").asLong())
                .isEqualTo(countInFile("SELECT MAX(n) FROM (SELECT COUNT(*) n FROM \"Breach\" GROUP BY \"hostId\")"));
        assertThat(top.get(4).get("breaches").asLong())
                .isLessThanOrEqualTo(top.get(0).get("breaches").asLong());
    }

    @Test
    void daysAreGroupedInUtc() {
        JsonNode days = get("/api/reports/days?from=2026-10-20T00:00:00Z&to=2026-10-22T00:00:00Z");
        assertThat(texts(days, "day")).containsExactly("2026-10-20", "2026-10-21");
        long start = Instant.parse("2026-10-20T00:00:00Z").toEpochMilli();
        assertThat(days.get(0).get("snapshots").asLong())
                .isEqualTo(countInFile(
                        "SELECT COUNT(*) FROM \"HostSnapshot\" WHERE \"ts\" >= ? AND \"ts\" < ?",
                        start,
                        start + 86_400_000));
    }

    @Test
    void plansShowTheirRevenue() {
        JsonNode plans = get("/api/reports/plans");
        assertThat(texts(plans, "plan")).containsExactly("business", "free", "team");
        double revenue = ((Number)
                        inFile(
                                "SELECT SUM(\"monthlyPrice\") FROM \"Subscription\" WHERE \"plan\" = 'team' AND \"cancelAtPeriodEnd\" = 0"))
                .doubleValue();
        assertThat(plans.get(2).get("revenue").asDouble()).isCloseTo(revenue, within(0.005));
    }

    @Test
    void regionsAreReadFromJson() {
        assertThat(texts(get("/api/reports/regions"), "region")).contains("eu-north", "us-east", "ap-south");
    }

    @Test
    void deliveriesAddUpToTheEvents() {
        JsonNode newest = get("/api/reports/deliveries").get(0);
        assertThat(newest.get("sent").asLong())
                .isEqualTo(countInFile(
                        """
                        SELECT COUNT(*) FROM "NotificationEvent" v JOIN "NotificationEndpoint" e ON e."id" = v."endpointId"
                        WHERE substr(v."sentAt", 1, 10) = ? AND e."kind" = ?
                        """, newest.get("day").asString(), newest.get("kind").asString()));
    }

    @Test
    void idleHostsReportedNothingSince() {
        String since = "2026-10-25T00:00:00Z";
        JsonNode idle = get("/api/reports/idle-hosts?since={since}&severity=low", since);
        assertThat(idle)
                .isNotEmpty()
                .allSatisfy(host -> assertThat(countInFile(
                                "SELECT COUNT(*) FROM \"HostSnapshot\" WHERE \"hostId\" = ? AND \"ts\" >= ?",
                                host.get("id").asString(),
                                Instant.parse(since).toEpochMilli()))
                        .isZero());
    }

    @Test
    void runsAreCountedByResult() {
        long runs = 0;
        for (JsonNode row : get("/api/reports/runs")) {
            runs += row.get("runs").asLong();
        }
        assertThat(runs).isPositive().isEqualTo(countInFile("SELECT COUNT(*) FROM \"RemediationRun\""));
    }

    @Test
    void aSearchFindsAPercentSign() {
        JsonNode hits = get("/api/search?q={q}&limit=50", "(100%)");
        assertThat(hits)
                .isNotEmpty()
                .allSatisfy(hit -> assertThat(hit.get("label").asString()).endsWith("(100%)"));
        assertThat(get("/api/search?q={q}&limit=50", "web"))
                .extracting(hit -> hit.get("kind").asString())
                .contains("breach");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/hosts/none", "/api/users/none", "/api/breaches/none", "/api/audit/99999999", "/api/none"})
    void whatIsNotThereIsNotFound(String uri) {
        send(HttpMethod.GET, null, HttpStatus.NOT_FOUND, uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/hosts?page=-1", "/api/hosts?size=0", "/api/audit/x", "/api/reports/days"})
    void whatMakesNoSenseIsABadRequest(String uri) {
        send(HttpMethod.GET, null, HttpStatus.BAD_REQUEST, uri);
    }

    private static List<String> texts(JsonNode rows, String member) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.get(member).asString()));
        return texts;
    }
}
