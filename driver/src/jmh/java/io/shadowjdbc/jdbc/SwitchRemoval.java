package io.shadowjdbc.jdbc;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Takes the switch out of this JVM's driver, for the sake of comparison: pieces of work neither look at the state nor say
 * that they run. To be done before the first connection.
 */
public final class SwitchRemoval {
    private SwitchRemoval() {}

    /** Loads the connection's class without its check. */
    public static void apply() throws IOException {
        ClassLoader loader = SwitchRemoval.class.getClassLoader();
        try (ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(loader)) {
            new ByteBuddy()
                    .redefine(
                            TypePool.Default.of(locator)
                                    .describe("io.shadowjdbc.jdbc.ShadowConnection")
                                    .resolve(),
                            locator)
                    .method(ElementMatchers.named("enter").and(ElementMatchers.takesArguments(int.class)))
                    .intercept(FixedValue.value(TransactionState.READS))
                    .method(ElementMatchers.named("exit").and(ElementMatchers.takesArguments(int.class)))
                    .intercept(StubMethod.INSTANCE)
                    .make()
                    .load(loader, ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()));
        }
    }
}
