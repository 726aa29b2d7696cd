package io.shadowjdbc.sample.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that send requests at the same time until they are told to stop. */
final class Load {
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<Stats>> running = new ArrayList<>();
    private final HttpClient http;
    private final URI base;
    private volatile boolean stopped;

    private Load(URI base) {
        this.base = base;
        // its own connections: those of an application that was restarted since are dead
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** One kind of client; made for each thread, asked for one request at a time. */
    interface Behaviour {
        void request(Client client) throws InterruptedException;
    }

    /** Makes the behaviour of the client with that number. */
    interface Behaviours {
        Behaviour of(int number);
    }

    static Load on(URI base) {
        return new Load(base);
    }

    /**
     * Adds clients.
     *
     * @param perSecond how many requests all of them together send at most each second
     */
    Load with(int clients, double perSecond, Behaviours behaviours) {
        long pause = (long) (1e9 * clients / perSecond);
        for (int number = 0; number < clients; number++) {
            Behaviour behaviour = behaviours.of(number);
            running.add(threads.submit(() -> run(behaviour, pause)));
        }
        return this;
    }

    private Stats run(Behaviour behaviour, long pause) throws InterruptedException {
        Client client = new Client(http, base);
        long next = System.nanoTime();
        while (!stopped) {
            behaviour.request(client);
            next = Math.max(next + pause, System.nanoTime() - pause);
            long wait = next - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait).toMillis());
            }
        }
        return client.stats();
    }

    /** Goes on for so long. */
    Load during(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
        return this;
    }

    /** Lets every client finish its request and says what all of them did. */
    Stats stop() throws InterruptedException {
        stopped = true;
        Stats all = Stats.NONE;
        try {
            for (Future<Stats> one : running) {
                all = all.plus(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client of the load ended by itself", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return all;
    }
}
