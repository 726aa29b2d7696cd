package io.shadowjdbc.migrator.cutover;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs the tool, for artifacts. */
public final class Operator {
    private Operator() {}

    /** {@code user@host}; of a user behind sudo, that one. */
    public static String name() {
        String behind = System.getenv("SUDO_USER");
        String user = behind == null || behind.isBlank() ? System.getProperty("user.name") : behind;
        return user + "@" + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
