package io.shadowjdbc.sample.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * A client that changes things and enters in a ledger what the application acknowledged. Rows whose last state is
 * entered belong to one writer, by its number, so that the order of its own requests decides.
 */
final class Writer implements Load.Behaviour {
    private final Known known;
    private final Ledger ledger;
    private final String name;
    private final List<String> ownUsers;
    private final Random random;
    private final Deque<String> createdHosts = new ArrayDeque<>();
    private final Deque<String> openedBreaches = new ArrayDeque<>();
    private int count;

    /**
     * A writer.
     *
     * @param phase part of the names of what it creates, which are different in each phase
     */
    Writer(Known known, Ledger ledger, String phase, int number, int writers) {
        this.known = known;
        this.ledger = ledger;
        this.name = phase + "-" + number;
        this.random = new Random(name.hashCode());
        this.ownUsers = java.util.stream.IntStream.range(0, known.users().size())
                .filter(i -> i % writers == number)
                .mapToObj(known.users()::get)
                .toList();
    }

    @Override
    public void request(Client client) throws InterruptedException {
        count++;
        client.actAs(ownUsers.get(0));
        int dice = random.nextInt(100);
        if (dice < 20) {
            createHost(client);
        } else if (dice < 45) {
            ingest(client);
        } else if (dice < 57) {
            openBreach(client);
        } else if (dice < 65 && !openedBreaches.isEmpty()) {
            resolveBreach(client);
        } else if (dice < 75) {
            setEndpoint(client);
        } else if (dice < 82) {
            setRole(client);
        } else if (dice < 88) {
            transfer(client);
        } else if (dice < 94 || createdHosts.isEmpty()) {
            notifyEndpoint(client);
        } else {
            deleteHost(client);
        }
    }

    private void createHost(Client client) throws InterruptedException {
        Map<String, Object> host = Map.of(
                "userId",
                Known.any(known.users(), random),
                "name",
                "demo-" + name + "-" + count,
                "address",
                "192.0.2." + random.nextInt(256),
                "os",
                "debian",
                "meta",
                Map.of("region", "eu-north", "tags", List.of("demo")));
        JsonNode written = client.write("POST", "/api/hosts", host).orElse(null);
        if (written != null) {
            createdHosts.add(ledger.acknowledged("Host", written, Ledger.THERE));
        }
    }

    private void deleteHost(Client client) throws InterruptedException {
        JsonNode written = client.write("DELETE", "/api/hosts/" + createdHosts.poll(), null)
                .orElse(null);
        if (written != null) {
            ledger.acknowledged("Host", written, Ledger.GONE);
        }
    }

    private void ingest(Client client) throws InterruptedException {
        Map<String, Object> report = Map.of(
                "ok",
                random.nextBoolean(),
                "cpu",
                random.nextInt(400) / 100.0,
                "memoryBytes",
                4_000_000_000L + random.nextInt(),
                "alerts",
                random.nextInt(4),
                "payload",
                Map.of("uptime", count));
        JsonNode written = client.write("POST", "/api/hosts/" + Known.any(known.hosts(), random) + "/snapshots", report)
                .orElse(null);
        if (written != null) {
            ledger.acknowledged("HostSnapshot", written, Ledger.THERE);
        }
    }

    private void openBreach(Client client) throws InterruptedException {
        Map<String, Object> breach = Map.of(
                "hostId",
                Known.any(known.hosts(), random),
                "assigneeId",
                Known.any(known.users(), random),
                "severity",
                "high",
                "title",
                "Opened by " + name,
                "score",
                random.nextInt(1000) / 10.0);
        JsonNode written = client.write("POST", "/api/breaches", breach).orElse(null);
        if (written != null) {
            openedBreaches.add(ledger.acknowledged("Breach", written, "open"));
        }
    }

    private void resolveBreach(Client client) throws InterruptedException {
        Map<String, Object> resolution = Map.of("detail", "by " + name, "cost", random.nextInt(10_000) / 100.0);
        JsonNode written = client.write("POST", "/api/breaches/" + openedBreaches.poll() + "/resolve", resolution)
                .orElse(null);
        if (written != null) {
            ledger.acknowledged("Breach", written, "resolved");
        }
    }

    private void setEndpoint(Client client) throws InterruptedException {
        Map<String, Object> endpoint = Map.of(
                "kind",
                "webhook",
                "target",
                "https://hooks.example.org/" + name + "/" + random.nextInt(5),
                "enabled",
                random.nextBoolean(),
                "state",
                Map.of("count", count));
        JsonNode written = client.write("PUT", "/api/users/" + ownUsers.get(0) + "/endpoints", endpoint)
                .orElse(null);
        if (written != null) {
            ledger.acknowledged("NotificationEndpoint", written, "{\"count\":" + count + "}");
        }
    }

    private void setRole(Client client) throws InterruptedException {
        String role = Known.any(List.of("viewer", "operator", "admin"), random);
        Map<String, Object> flags = Map.of("role", role, "mfaEnabled", random.nextBoolean());
        JsonNode written = client.write("PATCH", "/api/users/" + Known.any(ownUsers, random), flags)
                .orElse(null);
        if (written != null) {
            ledger.acknowledged("User", written, role);
        }
    }

    private void transfer(Client client) throws InterruptedException {
        int from = random.nextInt(known.payers().size());
        int to = (from + 1) % known.payers().size();
        Map<String, Object> transfer = Map.of(
                "fromUserId",
                known.payers().get(from),
                "toUserId",
                known.payers().get(to),
                "cents",
                1);
        JsonNode written = client.write("POST", "/api/transfers", transfer).orElse(null);
        if (written != null) {
            ledger.acknowledged(written);
        }
    }

    private void notifyEndpoint(Client client) throws InterruptedException {
        Map<String, Object> delivery = Map.of("delivered", true, "latencyMs", random.nextInt(500));
        JsonNode written = client.write(
                        "POST", "/api/endpoints/" + Known.any(known.endpoints(), random) + "/events", delivery)
                .orElse(null);
        if (written != null) {
            ledger.acknowledged("NotificationEvent", written, Ledger.THERE);
        }
    }
}
