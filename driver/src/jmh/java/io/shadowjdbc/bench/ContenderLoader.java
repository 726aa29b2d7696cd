package io.shadowjdbc.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Loads the classes of the workloads anew, so that each contender has compiled code of its own: an application has one driver, and
 * code that has met five calls all of them more slowly.
 */
final class ContenderLoader extends ClassLoader {
    private final String owned;

    /** @param owned the class that is loaded anew, with its nested ones */
    ContenderLoader(Class<?> owned) {
        super(owned.getClassLoader());
        this.owned = owned.getName();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(owned) && !name.startsWith(owned + "$")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream code = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = code.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
