package io.shadowjdbc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of the driver, as the build wrote it. */
final class Version {
    private static final String TEXT = read();

    private Version() {}

    static String text() {
        return TEXT;
    }

    static int major() {
        return part(0);
    }

    static int minor() {
        return part(1);
    }

    private static int part(int n) {
        return Integer.parseInt(TEXT.split("[.-]")[n]);
    }

    private static String read() {
        try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("the jar has no readable io/shadowjdbc/version.properties", e);
        }
    }
}
