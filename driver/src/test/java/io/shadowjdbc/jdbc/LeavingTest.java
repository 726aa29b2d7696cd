package io.shadowjdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import com.zaxxer.hikari.HikariDataSource;
import io.shadowjdbc.ShadowDriver;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.HdrHistogram.Histogram;
import org.jctools.queues.MpscArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application server closes an application: nothing of ours holds its class loader. The drivers inside are the server's, as
 * in the {@code lib} of a Tomcat, since they leave threads of their own.
 */
class LeavingTest {
    @TempDir
    Path directory;

    @Test
    void theClassLoaderOfAnApplicationIsCollected() throws Exception {
        // when it is loaded it asks the operating system by a process, whose thread keeps the loader for a minute
        DriverManager.getConnection("jdbc:sqlite::memory:").close();
        WeakReference<ClassLoader> left = useAndLeave();

        assertThat(becomes(() -> {
                    System.gc();
                    return left.get() == null;
                }))
                .as("the class loader is collected, so there is no thread, hook, bean or thread-local of ours")
                .isTrue();
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .queryNames(new ObjectName("io.shadowjdbc:type=Shadow,name=leaving"), null))
                .isEmpty();
    }

    private static boolean becomes(BooleanSupplier state) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    /** What an application does, in a method of its own, so that no frame holds its objects. */
    private WeakReference<ClassLoader> useAndLeave() throws Exception {
        URLClassLoader application = new ApplicationLoader();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            String url = "jdbc:shadow:sqlite:" + directory.resolve("a.db") + "?shadow.secondary.url=jdbc:sqlite:"
                    + directory.resolve("b.db") + "&shadow.mirror.rate=1&shadow.instance=leaving&shadow.parity.dir="
                    + directory.resolve("parity");
            Runnable use = (Runnable) application
                    .loadClass(Application.class.getName())
                    .getDeclaredConstructor(String.class)
                    .newInstance(url);
            use.run();
        } finally {
            thread.setContextClassLoader(before);
        }
        application.close();
        return new WeakReference<>(application);
    }

    /** Loads the driver, its private dependencies and the application itself; all else comes from the server. */
    private static final class ApplicationLoader extends URLClassLoader {
        /** One class of each jar that is the application's own. */
        private static final List<Class<?>> OWN = List.of(
                ShadowDriver.class,
                LeavingTest.class,
                HikariDataSource.class,
                JSON.class,
                JsonFactory.class,
                MpscArrayQueue.class,
                Histogram.class);

        ApplicationLoader() {
            super(classPath(), LeavingTest.class.getClassLoader());
        }

        private static URL[] classPath() {
            List<URL> urls = new ArrayList<>();
            for (Class<?> type : OWN) {
                urls.add(type.getProtectionDomain().getCodeSource().getLocation());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean own = name.startsWith("io.shadowjdbc.")
                    || name.startsWith("com.zaxxer.")
                    || name.startsWith("com.fasterxml.")
                    || name.startsWith("org.jctools.")
                    || name.startsWith("org.HdrHistogram.");
            if (!own) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }

    /** Loaded by the application's class loader. */
    public static final class Application implements Runnable {
        private final String url;

        public Application(String url) {
            this.url = url;
        }

        @Override
        public void run() {
            try {
                Class.forName("io.shadowjdbc.ShadowDriver", true, Application.class.getClassLoader());
                try (var connection = DriverManager.getConnection(url);
                        var statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)");
                    for (int i = 0; i < 20; i++) {
                        try (var rows = statement.executeQuery("SELECT id, v FROM t")) {
                            assertThat(rows.next()).isFalse();
                        }
                    }
                }
                assertThat(Thread.getAllStackTraces().keySet())
                        .anyMatch(thread -> thread.getName().startsWith("shadow-mirror"));
                for (Driver driver : registered()) {
                    DriverManager.deregisterDriver(driver);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static Set<Driver> registered() {
            return Collections.list(DriverManager.getDrivers()).stream()
                    .filter(driver -> driver.getClass().getClassLoader() == Application.class.getClassLoader())
                    .collect(Collectors.toSet());
        }
    }
}
