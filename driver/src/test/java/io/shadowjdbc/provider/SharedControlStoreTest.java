package io.shadowjdbc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flag in a file: what an operator may do to it, and what it survives. */
class SharedControlStoreTest {
    @TempDir
    Path directory;

    private final ProviderSwitch providers = new ProviderSwitch(
            List.of(
                    new Provider("sqlite", "jdbc:sqlite:a.db", new Properties()),
                    new Provider("postgresql", "jdbc:postgresql://localhost/a", new Properties())),
            "sqlite",
            Duration.ofMillis(300));
    private final AtomicBoolean mirroring = new AtomicBoolean(true);
    private final List<String> expired = new CopyOnWriteArrayList<>();
    private Path file;
    private SharedControlStore store;

    @BeforeEach
    void openStore() {
        file = directory.resolve("control.properties");
        store = follow();
    }

    private SharedControlStore follow() {
        return SharedControlStore.ofFile(
                file, providers, "this", Duration.ofMillis(300), new SharedControlStore.Listener() {
                    @Override
                    public void mirroring(boolean enabled) {
                        mirroring.set(enabled);
                    }

                    @Override
                    public void expired(Provider active) {
                        expired.add(active.name());
                    }
                });
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void writesTheFileWithTheInitialProviderWhereThereIsNone() throws Exception {
        assertThat(Files.readString(file)).contains("provider=sqlite", "phase=OPEN", "epoch=1");
    }

    @Test
    void takesOverWhatTheFileSaysAtStart() throws Exception {
        store.close();
        Files.writeString(file, "provider=postgresql\nphase=OPEN\nepoch=7\n");

        try (SharedControlStore again = follow()) {
            assertThat(providers.state().active().name()).isEqualTo("postgresql");
            assertThat(providers.state().epoch()).isEqualTo(7);
        }
    }

    @Test
    void followsAnOperatorsEditorAndCountsTheEpochForHim() throws Exception {
        Files.writeString(file, "provider=postgresql\n");

        await(() -> providers.state().active().name().equals("postgresql"));
        await(() -> read().contains("epoch=2"));
        assertThat(providers.state().epoch()).isEqualTo(2);
    }

    @Test
    void aFlipThroughTheStoreIsInTheFileWhenItReturns() {
        store.flip("postgresql");

        assertThat(read()).contains("provider=postgresql", "phase=OPEN", "epoch=2");
    }

    @Test
    void keepsTheLastGoodStateWhereTheFileMakesNoSense() throws Exception {
        for (String nonsense : List.of("", "provi", "provider=oracle\n", "provider=postgresql\nphase=AJAR\n")) {
            Files.writeString(file, nonsense);
            Thread.sleep(250);
            assertThat(providers.state().active().name())
                    .as("after '%s'", nonsense)
                    .isEqualTo("sqlite");
            assertThat(providers.state().phase()).isEqualTo(Phase.OPEN);
        }
        Files.writeString(file, "provider=postgresql\n");
        await(() -> providers.state().active().name().equals("postgresql"));
    }

    @Test
    void fencesAndOpensByTheFile() throws Exception {
        Files.writeString(file, "provider=sqlite\nphase=FENCED\nepoch=1\n");
        await(() -> providers.state().phase() == Phase.FENCED);

        Files.writeString(file, "provider=sqlite\nphase=OPEN\nepoch=1\n");
        await(() -> providers.state().phase() == Phase.OPEN);
    }

    @Test
    void switchesMirroringOffByTheFile() throws Exception {
        Files.writeString(file, "provider=sqlite\nmirror=off\n");

        await(() -> !mirroring.get());
    }

    @Test
    void aFlipThatCanNotDrainLeavesTheProviderAsItWasAndSaysWhoHoldsItUp() {
        Participant busy = busy();
        providers.register(busy);

        assertThatThrownBy(() -> store.flip("postgresql"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the provider stays sqlite")
                .hasMessageContaining(
                        "this is held up by 1 connection(s): thread teller, for 7 ms, last statement cafe");

        assertThat(read()).contains("provider=sqlite", "phase=OPEN");
        await(() -> providers.state().phase() == Phase.OPEN);
        assertThat(providers.state().active().name()).isEqualTo("sqlite");
        assertThat(busy.isBusy()).isTrue();
    }

    @Test
    void aWishThatCanNotBeDoneIsTakenBack() throws Exception {
        Participant busy = busy();
        providers.register(busy);

        Files.writeString(file, "provider=postgresql\n");

        await(() -> read().contains("provider=sqlite") && read().contains("epoch=2"));
        await(() -> read().contains("phase=OPEN"));
        assertThat(providers.state().active().name()).isEqualTo("sqlite");
        assertThat(busy.isBusy()).isTrue();
    }

    @Test
    void startsFencedWhereTheFileMakesNoSense() throws Exception {
        store.close();
        Files.writeString(file, "provi");

        try (SharedControlStore again = follow()) {
            assertThat(providers.state().phase()).isEqualTo(Phase.FENCED);
            assertThatThrownBy(providers::awaitOpen)
                    .isInstanceOf(SQLTransientConnectionException.class)
                    .hasMessageContaining("the property 'provider' is missing")
                    .hasMessageContaining(file.toString());

            Files.writeString(file, "provider=postgresql\n");
            await(() -> providers.state().phase() == Phase.OPEN);
            assertThat(providers.state().active().name()).isEqualTo("postgresql");
            assertThat(again.fleet().instances()).hasSize(1);
        }
    }

    private static Participant busy() {
        return new Participant() {
            @Override
            public boolean isBusy() {
                return true;
            }

            @Override
            public HoldUp holdUp(long waitedNanos) {
                return new HoldUp("teller", Duration.ofMillis(7), "cafe");
            }
        };
    }

    @Test
    void anUnknownProviderIsRefusedByName() {
        assertThatThrownBy(() -> store.flip("mysql"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown provider 'mysql', expected one of [sqlite, postgresql]");
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 5 s").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
