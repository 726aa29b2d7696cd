package io.shadowjdbc.sample.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/** A client that only looks: lists, details, searches, and now and then a report. */
final class Reader implements Load.Behaviour {
    private static final Instant NEWEST = Instant.parse("2026-11-01T00:00:00Z");
    private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");
    private static final List<String> SYSTEMS = List.of("debian", "ubuntu", "alpine", "freebsd", "windows");
    private static final List<String> WORDS = List.of("web", "db-00", "listening", "100%25", "o.neill", "_0", "Key");

    private final Known known;
    private final Random random;

    Reader(Known known, int seed) {
        this.known = known;
        this.random = new Random(seed);
    }

    @Override
    public void request(Client client) throws InterruptedException {
        client.get("/api/" + path(random.nextInt(100)));
    }

    private String path(int dice) {
        if (dice < 30) {
            return details(dice);
        }
        if (dice < 75) {
            return list(dice);
        }
        return report(dice);
    }

    private String details(int dice) {
        return switch (dice / 6) {
            case 0 -> "hosts/" + Known.any(known.hosts(), random);
            case 1 -> "users/" + Known.any(known.users(), random);
            case 2 -> "breaches/" + Known.any(known.breaches(), random);
            case 3 -> "audit/" + (1 + random.nextInt(1000));
            default -> "users/" + Known.any(known.users(), random) + "/endpoints";
        };
    }

    private String list(int dice) {
        Instant day = NEWEST.minus(random.nextInt(50), ChronoUnit.DAYS);
        return switch ((dice - 30) / 5) {
            case 0 -> "hosts?page=" + random.nextInt(10) + "&size=20";
            case 1 -> "hosts?enabled=" + random.nextBoolean() + "&os=" + Known.any(SYSTEMS, random) + "&q=00";
            case 2 -> "users?page=" + random.nextInt(5) + "&active=true";
            case 3 -> "users?role=" + Known.any(List.of("admin", "operator"), random) + "&size=10";
            case 4 -> "breaches?severity=" + Known.any(SEVERITIES, random) + "&page=" + random.nextInt(3);
            case 5 -> "hosts/" + Known.any(known.hosts(), random) + "/snapshots?from=" + day + "&limit=50";
            case 6 -> "audit?size=30&from=" + day + "&to=" + day.plus(3, ChronoUnit.DAYS);
            case 7 -> "endpoints/" + Known.any(known.endpoints(), random) + "/events?limit=20";
            default ->
                "users/" + Known.any(known.users(), random) + Known.any(List.of("/hosts", "/latest-snapshots"), random);
        };
    }

    private String report(int dice) {
        Instant day = NEWEST.minus(10 + random.nextInt(40), ChronoUnit.DAYS);
        return switch ((dice - 75) / 2) {
            case 0 -> "dashboard";
            case 1 -> "reports/top-hosts?limit=10";
            case 2 -> "reports/days?from=" + day + "&to=" + day.plus(7, ChronoUnit.DAYS);
            case 3 -> "reports/plans";
            case 4 -> "reports/regions";
            case 5 -> "reports/deliveries";
            case 6 -> "reports/idle-hosts?since=" + day + "&severity=" + Known.any(SEVERITIES, random);
            case 7 -> "reports/runs";
            case 8 -> "breaches/backlog?size=20";
            default -> "search?q=" + Known.any(WORDS, random);
        };
    }
}
