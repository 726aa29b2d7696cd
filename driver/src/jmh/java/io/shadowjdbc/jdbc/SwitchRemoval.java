package io.shadowjdbc.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.pool.TypePool;

/**
 * Takes the switch out of this JVM's driver, for the sake of comparison: pieces of work neither look at the state nor say
 * that they run. To be done before the first connection.
 */
public final class SwitchRemoval {
    private SwitchRemoval() {}

    /** Loads the binding's class without its check, and the note of what runs without what it does. */
    public static void apply() throws IOException {
        ClassLoader loader = SwitchRemoval.class.getClassLoader();
        try (ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(loader)) {
            TypePool types = TypePool.Default.of(locator);
            load(
                    new ByteBuddy()
                            .redefine(
                                    types.describe("io.shadowjdbc.jdbc.ProviderBinding")
                                            .resolve(),
                                    locator)
                            .method(named("enter").and(takesArguments(int.class)))
                            .intercept(FixedValue.value(TransactionState.READS)),
                    loader);
            load(
                    new ByteBuddy()
                            .redefine(
                                    types.describe("io.shadowjdbc.jdbc.TransactionState")
                                            .resolve(),
                                    locator)
                            .method(named("exit").and(takesArguments(int.class)))
                            .intercept(StubMethod.INSTANCE),
                    loader);
        }
        TransactionState state = new TransactionState();
        state.enterShared();
        state.exit(TransactionState.SHARED);
        if (!state.isBusy()) {
            throw new IllegalStateException("the driver still has its switch: its classes were loaded before");
        }
    }

    private static void load(DynamicType.Builder<?> changed, ClassLoader loader) {
        changed.make().load(loader, ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()));
    }
}
