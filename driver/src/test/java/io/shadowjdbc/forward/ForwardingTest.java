package io.shadowjdbc.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every method of java.sql that a wrapper does not write by hand must have been generated, on every JDK. */
class ForwardingTest {

    @Test
    void noMethodOfAnInterfaceIsLeftToItsDefaultOrAbstract() throws Exception {
        List<String> leftOut = new ArrayList<>();
        List<Class<?>> wrappers = wrappers();
        for (Class<?> wrapper : wrappers) {
            for (Class<?> sqlInterface : sqlInterfaces(wrapper)) {
                for (Method method : sqlInterface.getMethods()) {
                    if (Modifier.isStatic(method.getModifiers())) {
                        continue;
                    }
                    Method found = wrapper.getMethod(method.getName(), method.getParameterTypes());
                    if (found.getDeclaringClass().isInterface()) {
                        leftOut.add(wrapper.getSimpleName() + " leaves out " + method);
                    }
                }
            }
        }
        assertThat(wrappers).hasSizeGreaterThan(8);
        assertThat(leftOut).isEmpty();
    }

    @Test
    void theBuildHasCompletedTheClasses() throws Exception {
        for (Class<?> wrapper : wrappers()) {
            assertThat(Modifier.isAbstract(wrapper.getModifiers()))
                    .as(wrapper.getName())
                    .isFalse();
            assertThat(Modifier.isFinal(wrapper.getModifiers()))
                    .as(wrapper.getName())
                    .isTrue();
        }
    }

    /** The classes of the driver that have a factory which the build replaces. */
    private static List<Class<?>> wrappers() throws IOException, URISyntaxException {
        Path classes = Path.of(ForwardingPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes.resolve("io/shadowjdbc"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file)
                            .toString()
                            .replace('/', '.')
                            .replaceAll("\\.class$", ""))
                    .filter(name -> name.matches("io\\.shadowjdbc\\.(jdbc|bridge)\\.\\w+"))
                    .<Class<?>>map(ForwardingTest::load)
                    .filter(type -> Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(method -> method.getName().startsWith("create$original")))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Class<?>> sqlInterfaces(Class<?> type) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> each : at.getInterfaces()) {
                if (each.getPackageName().equals("java.sql")) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    @Test
    void theInterfacesAreAsLargeAsWeThink() {
        // a JDK that adds methods makes the first test look at more, not at less
        assertThat(Connection.class.getMethods().length).isGreaterThanOrEqualTo(60);
        assertThat(ResultSet.class.getMethods().length).isGreaterThanOrEqualTo(195);
        assertThat(DatabaseMetaData.class.getMethods().length).isGreaterThanOrEqualTo(179);
    }
}
