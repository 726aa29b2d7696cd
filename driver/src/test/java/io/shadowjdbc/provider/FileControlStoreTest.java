package io.shadowjdbc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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
class FileControlStoreTest {
    @TempDir
    Path directory;

    private final ProviderSwitch providers = new ProviderSwitch(
            List.of(
                    new Provider("sqlite", "jdbc:sqlite:a.db", new Properties()),
                    new Provider("postgresql", "jdbc:postgresql://localhost/a", new Properties())),
            "sqlite",
            Duration.ofMillis(300));
    private final AtomicBoolean mirroring = new AtomicBoolean(true);
    private Path file;
    private FileControlStore store;

    @BeforeEach
    void openStore() {
        file = directory.resolve("control.properties");
        store = new FileControlStore(file, providers, mirroring::set);
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

        try (FileControlStore again = new FileControlStore(file, providers, mirroring::set)) {
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
    void aFlipThroughTheStoreIsNotUndoneByTheFileThatIsBehind() throws Exception {
        List<String> flips = new CopyOnWriteArrayList<>();
        providers.addListener((before, after, pause) -> {
            flips.add(after.active().name());
            // longer than the watcher waits, between the change and the writing of the file
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
        });

        store.flip("postgresql");
        Thread.sleep(300);

        assertThat(flips).containsExactly("postgresql");
        assertThat(read()).contains("provider=postgresql");
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
    void aFlipThatCanNotDrainLeavesFileAndProviderAsTheyWere() {
        Participant busy = () -> true;
        providers.register(busy);

        assertThatThrownBy(() -> store.flip("postgresql"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the provider stays sqlite")
                .hasMessageContaining("1 connection(s)");

        assertThat(providers.state()).isEqualTo(new SwitchState(providers.named("sqlite"), Phase.OPEN, 1));
        assertThat(read()).contains("provider=sqlite", "phase=OPEN");
        assertThat(busy.isBusy()).isTrue();
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

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 5 s").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
