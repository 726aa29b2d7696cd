package io.shadowjdbc.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One instance of the application, in a JVM of its own: makes transfers until its input ends, and writes down each that
 * was acknowledged, at once. Any error of the application ends it with code 1.
 */
final class FleetWorker {
    private FleetWorker() {}

    /** Arguments: URL, name, threads, file of what was acknowledged. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[1];
        int threads = Integer.parseInt(arguments[2]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(threads);
        config.setConnectionTimeout(120_000);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicBoolean failed = new AtomicBoolean();
        try (HikariDataSource pool = new HikariDataSource(config);
                OutputStream acknowledged = Files.newOutputStream(Path.of(arguments[3]))) {
            List<Thread> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String prefix = name + "-" + i + "-";
                Thread thread = new Thread(() -> {
                    try {
                        work(pool, acknowledged, prefix, stop);
                    } catch (Exception e) {
                        failed.set(true);
                        e.printStackTrace();
                    }
                });
                thread.start();
                running.add(thread);
            }
            System.out.println("runs");
            while (System.in.read() >= 0) {
                // the end of the input is the sign to stop
            }
            stop.set(true);
            for (Thread thread : running) {
                thread.join();
            }
        }
        System.exit(failed.get() ? 1 : 0);
    }

    private static void work(HikariDataSource pool, OutputStream acknowledged, String prefix, AtomicBoolean stop)
            throws Exception {
        Random random = new Random(prefix.hashCode());
        for (int n = 0; !stop.get(); n++) {
            String id = prefix + n;
            Bank.transfer(pool, random, id);
            // one call of the system, so that it is in the file whatever becomes of this process
            acknowledged.write((id + "\n").getBytes(UTF_8));
            Thread.sleep(20 + random.nextInt(60));
        }
    }
}
