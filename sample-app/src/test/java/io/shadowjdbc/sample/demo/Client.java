package io.shadowjdbc.sample.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One client of the application: sends requests one after the other and keeps count. Used by one thread. */
final class Client {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int FAILURES_KEPT = 5;

    private final HttpClient http;
    private final URI base;
    private final List<String> failures = new ArrayList<>();
    private long reads;
    private long writes;
    private long failed;
    private long[] latencies = new long[1024];
    private String actor;

    Client(HttpClient http, URI base) {
        this.http = http;
        this.base = base;
    }

    /** Names the user in whose name the client writes from now on. */
    void actAs(String userId) {
        actor = userId;
    }

    /** Reads a page; empty if that failed. */
    Optional<JsonNode> get(String path) throws InterruptedException {
        reads++;
        return send("GET", path, null);
    }

    /** Sends a write; empty if it failed, in which case nobody knows whether it was done. */
    Optional<JsonNode> write(String method, String path, Object body) throws InterruptedException {
        writes++;
        return send(method, path, body);
    }

    private Optional<JsonNode> send(String method, String path, Object body) throws InterruptedException {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, publisher)
                .header("Content-Type", "application/json")
                .timeout(LONGEST);
        if (actor != null) {
            request.header("X-Actor", actor);
        }
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            note(System.nanoTime() - begin);
            if (response.statusCode() / 100 == 2) {
                return Optional.of(JSON.readTree(response.body()));
            }
            fail(method + " " + path + " was answered " + response.statusCode() + ": " + response.body());
        } catch (IOException e) {
            note(System.nanoTime() - begin);
            fail(method + " " + path + " was not answered: " + e);
        }
        return Optional.empty();
    }

    private void note(long nanos) {
        int count = (int) (reads + writes);
        if (count > latencies.length) {
            latencies = Arrays.copyOf(latencies, latencies.length * 2);
        }
        latencies[count - 1] = nanos;
    }

    private void fail(String failure) {
        failed++;
        if (failures.size() < FAILURES_KEPT) {
            failures.add(failure);
        }
    }

    Stats stats() {
        long[] sorted = Arrays.copyOf(latencies, (int) (reads + writes));
        Arrays.sort(sorted);
        return new Stats(reads, writes, failed, List.copyOf(failures), sorted);
    }
}
