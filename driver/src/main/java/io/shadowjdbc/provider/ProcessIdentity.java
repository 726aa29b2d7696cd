package io.shadowjdbc.provider;

import io.shadowjdbc.config.InstanceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A process, told from all others on its machine at any time.
 *
 * @param machine the machine or container whose process ids these are
 * @param pid its id there
 * @param started when it began, in milliseconds; ids come again
 */
record ProcessIdentity(String machine, long pid, long started) {
    private static final ProcessIdentity CURRENT = of(ProcessHandle.current());

    static ProcessIdentity current() {
        return CURRENT;
    }

    /** Who an operator is, in words. */
    static String operator() {
        return System.getProperty("user.name", "?").replaceAll("[^A-Za-z0-9._-]", "_") + "@" + InstanceName.host();
    }

    private static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(thisMachine(), process.pid(), startOf(process));
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Containers of one host may carry its name, but have process ids of their own. */
    private static String thisMachine() {
        try {
            return InstanceName.host() + " "
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).getFileName();
        } catch (IOException | UnsupportedOperationException e) {
            return InstanceName.host();
        }
    }

    /** Whether it is known to have ended; false if it runs on another machine, where that can't be known. */
    boolean hasEnded() {
        return machine.equals(CURRENT.machine)
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> started == 0 || startOf(process) == 0 || startOf(process) == started)
                        .isEmpty();
    }

    Map<String, Object> toJson() {
        return Map.of("machine", machine, "pid", pid, "started", started);
    }

    static ProcessIdentity ofJson(Map<?, ?> json) {
        return new ProcessIdentity(
                (String) json.get("machine"),
                ((Number) json.get("pid")).longValue(),
                ((Number) json.get("started")).longValue());
    }
}
