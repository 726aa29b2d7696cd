package io.shadowjdbc.migrator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * An instance of the application of {@link PairLoad} in a process of its own, which may be killed and started again. What it
 * has begun and what was acknowledged it says on its standard output at once, so that it is known after a kill as well.
 */
final class PairInstance implements PairLedger, AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final String url;
    private final int number;
    private final int perSecond;
    private final Path log;
    private final BitSet[] begun;
    private final BitSet[] acknowledged;
    private Process process;
    private Thread reader;
    private volatile CountDownLatch up;
    private volatile CountDownLatch paused;

    /**
     * @param number of its first writer
     * @param perSecond transactions a second of all its writers
     * @param log where its standard error goes
     */
    PairInstance(String url, int number, int writers, int perSecond, Path log) {
        this.url = url;
        this.number = number;
        this.perSecond = perSecond;
        this.log = log;
        this.begun = sets(writers);
        this.acknowledged = sets(writers);
    }

    private static BitSet[] sets(int count) {
        return IntStream.range(0, count).mapToObj(i -> new BitSet()).toArray(BitSet[]::new);
    }

    /** Starts it; returns at once. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                url,
                Integer.toString(perSecond),
                Integer.toString(number)));
        for (BitSet each : begun) {
            command.add(Integer.toString(each.length()));
        }
        up = new CountDownLatch(begun.length);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        reader = new Thread(() -> listen(lines), "output of " + url);
        reader.start();
    }

    private void listen(BufferedReader lines) {
        boolean[] seen = new boolean[begun.length];
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("paused")) {
                    paused.countDown();
                    continue;
                }
                String[] words = line.split(" ");
                int writer = Integer.parseInt(words[1]) - number;
                BitSet noted = words[0].equals("begins") ? begun[writer] : acknowledged[writer];
                synchronized (this) {
                    noted.set(Integer.parseInt(words[2]));
                }
                if (!seen[writer]) {
                    seen[writer] = true;
                    up.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it serves: it is registered, and its first transactions have begun, though they may have to wait. */
    void awaitUp() throws InterruptedException {
        await(up, "start");
    }

    /** Returns when none of its transactions runs; none begins until {@link #go}. */
    void pause() throws InterruptedException, IOException {
        paused = new CountDownLatch(1);
        tell("pause");
        await(paused, "pause");
    }

    void go() throws IOException {
        tell("go");
    }

    private void tell(String word) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append(word).append('\n').flush();
    }

    private void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("instance " + number + " did not " + what + ", see " + log);
        }
    }

    /** Waits until each writer has had that many transactions more. */
    void proceed(int transactions) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (BitSet writer : acknowledged) {
            int wanted = count(writer) + transactions;
            while (count(writer) < wanted) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("instance " + number + " does not proceed, see " + log);
                }
                Thread.sleep(2);
            }
        }
    }

    private synchronized int count(BitSet set) {
        return set.cardinality();
    }

    /** {@code kill -9}; returns when it is dead and all that it has said is known. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    @Override
    public List<Integer> writers() {
        return IntStream.range(number, number + begun.length).boxed().toList();
    }

    @Override
    public synchronized BitSet acknowledged(int writer) {
        return (BitSet) acknowledged[writer - number].clone();
    }

    @Override
    public synchronized BitSet inDoubt(int writer) {
        BitSet open = (BitSet) begun[writer - number].clone();
        open.andNot(acknowledged[writer - number]);
        return open;
    }

    long transactions() {
        return Arrays.stream(acknowledged).mapToLong(this::count).sum();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }

    /** The process: URL, transactions a second, number of the first writer, first transaction of each writer. */
    static final class Child {
        public static void main(String[] arguments) throws Exception {
            int[] from =
                    Arrays.stream(arguments).skip(3).mapToInt(Integer::parseInt).toArray();
            PairLoad load = new PairLoad(
                    arguments[0],
                    new Properties(),
                    Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    from,
                    new PairLoad.Witness() {
                        @Override
                        public void begins(int writer, int seq) {
                            say("begins " + writer + " " + seq);
                        }

                        @Override
                        public void acknowledged(int writer, int seq) {
                            say("acknowledged " + writer + " " + seq);
                        }
                    });
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String word = commands.readLine(); word != null; word = commands.readLine()) {
                if (word.equals("pause")) {
                    load.pause();
                    say("paused");
                } else {
                    load.go();
                }
            }
            // whoever started it has ended
            Runtime.getRuntime().halt(0);
        }

        /** In one piece, and not lost in a kill. */
        private static synchronized void say(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
