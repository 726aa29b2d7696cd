package io.shadowjdbc.report;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A real headless Chromium with one page, driven over its DevTools protocol with the JDK's own WebSocket: typing,
 * clicking and looking need no browser library. Where no Chromium is installed tests are skipped, but not where the
 * environment says {@code CI=true}.
 */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium");

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> answers = new ConcurrentHashMap<>();
    private final List<Map<String, Object>> events = new CopyOnWriteArrayList<>();

    /** @param profile a new empty directory */
    static Chromium start(Path profile) throws Exception {
        Path executable = executable();
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        try {
            return new Chromium(process, profile);
        } catch (Exception | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static Path executable() {
        for (String place : PLACES) {
            if (Files.isExecutable(Path.of(place))) {
                return Path.of(place);
            }
        }
        String missing = "no Chromium in " + PLACES + ": install the package chromium to test the page";
        if ("true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        Assumptions.abort(missing);
        throw new AssertionError("unreachable");
    }

    private Chromium(Process process, Path profile) throws Exception {
        this.process = process;
        Path portFile = profile.resolve("DevToolsActivePort");
        await("Chromium to open its DevTools port", () -> Files.exists(portFile) && Files.size(portFile) > 0);
        String port = Files.readAllLines(portFile).get(0);
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        List<Object> pages = JSON.std.listFrom(
                client.send(list, HttpResponse.BodyHandlers.ofString()).body());
        String page = pages.stream()
                .map(target -> (Map<?, ?>) target)
                .filter(target -> "page".equals(target.get("type")))
                .map(target -> target.get("webSocketDebuggerUrl").toString())
                .findFirst()
                .orElseThrow();
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Listener())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
    }

    /** Loads the file and waits until it is complete. */
    void open(Path file) throws Exception {
        events.clear();
        send("Page.navigate", Map.of("url", file.toUri().toString()));
        await("the page to load", () -> has("Page.loadEventFired"));
    }

    /** {@code light} or {@code dark}. */
    void colorScheme(String scheme) throws Exception {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void size(int width, int height) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void withoutScript() throws Exception {
        send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** The value of a JavaScript expression. */
    Object evaluate(String expression) throws Exception {
        Map<String, Object> answer = send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return ((Map<?, ?>) answer.get("result")).get("value");
    }

    /** Types as a person would, into what has the focus. */
    void type(String text) throws Exception {
        for (int character : text.codePoints().toArray()) {
            send("Input.dispatchKeyEvent", Map.of("type", "char", "text", Character.toString(character)));
        }
    }

    /** Clicks with the mouse in the middle of an element. */
    void click(String selector) throws Exception {
        String found = "document.querySelector(" + JSON.std.asString(selector) + ")";
        evaluate(found + ".scrollIntoView({block: 'center'})");
        List<?> place = (List<?>) evaluate("(() => { const r = " + found
                + ".getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()");
        for (String event : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of("type", event, "x", place.get(0), "y", place.get(1), "button", "left", "clickCount", 1));
        }
    }

    /** A picture of the window. */
    byte[] screenshot() throws Exception {
        Object data = send("Page.captureScreenshot", Map.of()).get("data");
        return Base64.getDecoder().decode(data.toString());
    }

    /** Addresses that the page asked for since it was opened. */
    List<String> requests() {
        return parameters("Network.requestWillBeSent").stream()
                .map(parameters ->
                        ((Map<?, ?>) parameters.get("request")).get("url").toString())
                .toList();
    }

    /** Errors, warnings and messages on the console since the page was opened, those of the content policy among them. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (String event : List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")) {
            parameters(event).forEach(parameters -> complaints.add(event + " " + parameters));
        }
        return complaints;
    }

    @Override
    public void close() throws Exception {
        send("Browser.close", Map.of());
        if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private boolean has(String event) {
        return !parameters(event).isEmpty();
    }

    private List<Map<?, ?>> parameters(String method) {
        List<Map<?, ?>> found = new ArrayList<>();
        for (Map<String, Object> event : events) {
            if (method.equals(event.get("method"))) {
                found.add((Map<?, ?>) event.get("params"));
            }
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> send(String method, Map<String, ?> parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        answers.put(id, answer);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        socket.sendText(JSON.std.asString(message), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Map<String, Object> answered = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answered.containsKey("error")) {
            throw new IOException(method + ": " + answered.get("error"));
        }
        return (Map<String, Object>) answered.get("result");
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(String what, Condition condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            if (!process.isAlive()) {
                throw new IOException(
                        "Chromium ended with exit code " + process.exitValue() + " while waiting for " + what);
            }
            if (Instant.now().isAfter(end)) {
                throw new IOException("waited " + PATIENCE.toSeconds() + " s for " + what);
            }
            Thread.sleep(20);
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                try {
                    receive(JSON.std.mapFrom(message.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException("Chromium sent what is no JSON object", e);
                } finally {
                    message.setLength(0);
                }
            }
            webSocket.request(1);
            return null;
        }

        private void receive(Map<String, Object> received) {
            if (received.get("id") instanceof Integer id) {
                answers.remove(id).complete(received);
            } else {
                events.add(received);
            }
        }
    }
}
