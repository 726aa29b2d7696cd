package io.shadowjdbc.sample.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * Rows of the generated data, for the load to ask for.
 *
 * @param payers users with credit to give away
 */
record Known(
        List<String> users, List<String> payers, List<String> hosts, List<String> breaches, List<String> endpoints) {
    private static final int PAYERS = 10;
    private static final int ENOUGH_CENTS = 10_000;

    /** Learns what there is from the application itself. */
    static Known learn(Client client) throws InterruptedException {
        List<String> users = ids(page(client, "/api/users?size=100").get("items"));
        List<String> payers = new ArrayList<>();
        List<String> endpoints = new ArrayList<>();
        for (String user : users) {
            JsonNode subscription = page(client, "/api/users/" + user).get("subscription");
            if (payers.size() < PAYERS && subscription.get("creditCents").asLong() > ENOUGH_CENTS) {
                payers.add(user);
            }
            endpoints.addAll(ids(page(client, "/api/users/" + user + "/endpoints")));
        }
        List<String> hosts = ids(page(client, "/api/hosts?size=200").get("items"));
        List<String> breaches =
                ids(page(client, "/api/breaches/backlog?size=200").get("items"));
        return new Known(users, payers, hosts, breaches, endpoints);
    }

    private static JsonNode page(Client client, String path) throws InterruptedException {
        return client.get(path)
                .orElseThrow(() -> new IllegalStateException(
                        String.join("; ", client.stats().failures())));
    }

    private static List<String> ids(JsonNode rows) {
        List<String> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.get("id").asString()));
        return ids;
    }

    static String any(List<String> ids, Random random) {
        return ids.get(random.nextInt(ids.size()));
    }
}
