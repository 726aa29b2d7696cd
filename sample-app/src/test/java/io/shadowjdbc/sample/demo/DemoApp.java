package io.shadowjdbc.sample.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The application as its operator sees it: a jar, a process, a port, a log. */
final class DemoApp implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final int LONGEST_STOP_SECONDS = 20;

    private final Path jar;
    private final Path log;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private Process process;

    /** An application that is not started yet, on a port that is free now. */
    DemoApp(Path jar, Path log) throws IOException {
        this.jar = jar;
        this.log = log;
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
    }

    URI base() {
        return URI.create("http://localhost:" + port);
    }

    /**
     * Starts it and waits until it is healthy.
     *
     * @param url its JDBC URL, the one setting of its own that ever changes
     * @param settings system properties for the driver
     * @return how long that took
     */
    Duration start(String url, Map<String, String> settings) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--spring.datasource.url=" + url,
                "--spring.main.banner-mode=off"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        while (!isHealthy()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "the application ended with code " + process.exitValue() + " while it started: " + endOfLog());
            }
            if (System.nanoTime() - begin > LONGEST_START.toNanos()) {
                throw new IllegalStateException(
                        "the application was not healthy after " + LONGEST_START.toSeconds() + " s: " + endOfLog());
            }
            Thread.sleep(100);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean isHealthy() throws InterruptedException {
        try {
            return get("/actuator/health").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks for a page on the demo's own behalf; not counted as load. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /** Asks it to end and waits for that; ends it the hard way if it does not. */
    void stop() throws InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
