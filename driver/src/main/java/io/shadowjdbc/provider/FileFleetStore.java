package io.shadowjdbc.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps the flag in a {@link ControlFile} and the instances in a directory beside it. All that share it share a clock. */
final class FileFleetStore implements FleetStore {
    private final ControlFile file;
    private final InstanceFiles instances;

    FileFleetStore(Path path) {
        this.file = new ControlFile(path);
        this.instances =
                new InstanceFiles(file.path().resolveSibling(file.path().getFileName() + ".instances"));
    }

    @Override
    public Reading read() throws ControlException {
        return new Reading(file.read(), Instant.now());
    }

    @Override
    public ControlFlag update(Change change) throws ControlException {
        return file.update(content -> change.apply(new Reading(content, Instant.now())));
    }

    @Override
    public List<InstanceStatus> instances() throws ControlException {
        try {
            return instances.read();
        } catch (IOException e) {
            throw problem("can't be read", e);
        }
    }

    @Override
    public void report(InstanceStatus status, boolean news) throws ControlException {
        try {
            instances.write(status);
        } catch (IOException e) {
            throw problem("can't be written", e);
        }
    }

    @Override
    public void remove(InstanceStatus status) throws ControlException {
        try {
            instances.remove(status);
        } catch (IOException e) {
            throw problem("can't be written", e);
        }
    }

    private ControlException problem(String what, IOException e) {
        return new ControlException("the instances beside the control file " + file.path() + " " + what + ": " + e, e);
    }

    @Override
    public void await(Duration longest) throws InterruptedException {
        Thread.sleep(Math.max(1, longest.toMillis()));
    }

    @Override
    public Duration idlePoll() {
        return Duration.ofMillis(50);
    }

    @Override
    public Duration busyPoll() {
        // to look costs some ten microseconds
        return Duration.ofMillis(2);
    }

    @Override
    public String toString() {
        return "control file " + file.path();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
