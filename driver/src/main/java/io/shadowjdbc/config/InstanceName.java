package io.shadowjdbc.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** How this machine and its instances are called; an instance without a name gets its host, process id and a random part. */
public final class InstanceName {
    /** Tells apart the lives of one application on one machine, where a process id comes again. */
    private static final UUID PROCESS = UUID.randomUUID();

    /** Asked for once: where name service is broken, asking takes seconds. */
    private static final String HOST = findHost();

    private static final int LONGEST_HOST = 60;

    private InstanceName() {}

    /** The same name for equal configurations in one process, another one for any other. */
    static String of(ShadowConfig config) {
        return String.format(
                Locale.ROOT, "%s-%d-%08x", HOST, ProcessHandle.current().pid(), Objects.hash(PROCESS, config));
    }

    /** The machine's name, as far as it is fit for a file name. */
    public static String host() {
        return HOST;
    }

    private static String findHost() {
        String host = System.getenv("HOSTNAME");
        if (host == null || host.isBlank()) {
            try {
                host = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                host = "localhost";
            }
        }
        return host.substring(0, Math.min(LONGEST_HOST, host.length())).replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
