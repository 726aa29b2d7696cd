package io.shadowjdbc.mirror;

import io.shadowjdbc.config.AmbientSources;
import io.shadowjdbc.config.ConfigException;
import io.shadowjdbc.config.MirrorRules;
import io.shadowjdbc.config.Setting;
import io.shadowjdbc.config.ShadowConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of mirroring while the application runs: as configured, as the watched file changes them, as an operator
 * does. Whoever changed something last counts. A file that makes no sense changes nothing, and the log says why, once.
 * May be used by threads.
 */
public final class LiveRules implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveRules.class);
    private static final long POLL_MILLIS = 200;

    private final ShadowConfig config;
    private final Consumer<MirrorRules> consumer;
    private final Optional<Path> file;
    private final Thread watcher = new Thread(this::watch, "shadow-mirror-rules");
    private volatile boolean closed;
    private Map<String, String> changes = Map.of();
    private Map<String, String> inFile = Map.of();
    private Map<String, String> seenLast = Map.of();
    private String lastProblem = "";

    /** Takes over what the file says, if there is one, and goes on watching it. */
    public LiveRules(ShadowConfig config, Consumer<MirrorRules> consumer) {
        this.config = config;
        this.consumer = consumer;
        this.file = config.mirror().rulesFile();
        if (file.isPresent()) {
            look();
            look();
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    /** The changes that hold now, by key of the setting. */
    public synchronized Map<String, String> changes() {
        return new TreeMap<>(changes);
    }

    /**
     * Changes one setting.
     *
     * @param value a blank one or null: as configured
     * @throws IllegalArgumentException if that setting can't be changed or the value is not allowed; the message says
     *     what is
     */
    public synchronized void change(String key, String value) {
        Map<String, String> changed = new TreeMap<>(changes);
        if (value == null || value.isBlank()) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        try {
            if (Setting.ofKey(key).filter(MirrorRules.SETTINGS::contains).isEmpty()) {
                // also where it is taken back
                config.mirrorRules(Map.of(key, ""), "operator");
            }
            apply(changed, "operator");
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void apply(Map<String, String> changed, String source) throws ConfigException {
        consumer.accept(config.mirrorRules(changed, source));
        changes = changed;
        log.info("rules of mirroring changed by {}: {}", source, changed);
    }

    private void watch() {
        while (!closed) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            look();
        }
    }

    private synchronized void look() {
        Path path = file.orElseThrow();
        try {
            // while an editor replaces it there may be none
            if (Files.exists(path)) {
                Map<String, String> found = AmbientSources.readFile(path);
                // what is seen once may be half written
                boolean settled = found.equals(seenLast);
                seenLast = found;
                if (settled && !found.equals(inFile)) {
                    apply(found, "file " + path);
                    inFile = found;
                }
            }
            lastProblem = "";
        } catch (IOException | IllegalArgumentException | ConfigException e) {
            if (!e.toString().equals(lastProblem)) {
                lastProblem = e.toString();
                log.warn("the rules of mirroring stay as they were, the file {} can't be used: {}", path, lastProblem);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
    }
}
