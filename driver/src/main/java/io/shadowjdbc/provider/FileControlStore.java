package io.shadowjdbc.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the flag in a {@link ControlFile}, which it looks at ten times a second. A file that can't be read or makes no
 * sense changes nothing: the last good state stays, and the log says why, once for each reason.
 */
public final class FileControlStore implements ControlStore {
    private static final Logger log = LoggerFactory.getLogger(FileControlStore.class);
    private static final long POLL_MILLIS = 100;

    private final ControlFile file;
    private final ProviderSwitch providers;
    private final Consumer<Boolean> mirroring;
    private final Thread watcher;
    private volatile boolean closed;
    private String lastProblem;

    /**
     * Takes over what the file says, or writes the file if there is none, and goes on watching it.
     *
     * @param mirroring is told whether reads are to be mirrored
     */
    public FileControlStore(Path path, ProviderSwitch providers, Consumer<Boolean> mirroring) {
        this.file = new ControlFile(path);
        this.providers = providers;
        this.mirroring = mirroring;
        look();
        this.watcher = new Thread(this::watch, "shadow-control-file");
        watcher.setDaemon(true);
        watcher.start();
    }

    // changing the switch and writing the file are one step: between them the watcher would take the file, which is
    // behind, for an operator's wish to go back

    @Override
    public synchronized Duration flip(String provider) {
        String before = providers.state().active().name();
        Duration pause = providers.flip(provider);
        try {
            publish();
        } catch (IllegalStateException e) {
            providers.flip(before);
            throw e;
        }
        return pause;
    }

    @Override
    public synchronized void fence() {
        providers.fence();
        publish();
    }

    @Override
    public synchronized void open() {
        providers.open();
        publish();
    }

    private synchronized void publish() {
        SwitchState state = providers.state();
        try {
            ControlFile.Content written = file.update(content -> content == null
                    ? new ControlFile.Content(state.active().name(), state.phase(), state.epoch(), true)
                    : content.changed(
                            state.active().name(), state.phase(), Math.max(content.epoch() + 1, state.epoch())));
            providers.follow(written.provider(), written.phase(), written.epoch());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the control file " + file.path() + " could not be written: " + e.getMessage(), e);
        }
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
        try {
            Optional<ControlFile.Content> content = file.read();
            if (content.isEmpty()) {
                publish();
            } else {
                follow(content.get());
            }
            lastProblem = null;
        } catch (IOException | RuntimeException e) {
            if (!Objects.equals(lastProblem, e.getMessage())) {
                lastProblem = e.getMessage();
                log.warn("control file {}: {}; the provider stays {}", file.path(), e.getMessage(), providers.state());
            }
        }
    }

    private void follow(ControlFile.Content content) throws IOException {
        mirroring.accept(content.mirror());
        SwitchState state = providers.state();
        boolean sameProvider = content.provider().equals(state.active().name());
        if (sameProvider && content.phase() == state.phase() && content.epoch() <= state.epoch()) {
            return;
        }
        ControlFile.Content next = content;
        if (!sameProvider && content.epoch() <= state.epoch()) {
            // changed with an editor, which does not count epochs; whoever sees it first counts for all
            providers.named(content.provider());
            next = file.update(now -> now != null && now.equals(content)
                    ? now.changed(now.provider(), now.phase(), state.epoch() + 1)
                    : now == null ? content : now);
        }
        providers.follow(next.provider(), next.phase(), next.epoch());
    }

    @Override
    public void close() {
        closed = true;
        watcher.interrupt();
    }
}
