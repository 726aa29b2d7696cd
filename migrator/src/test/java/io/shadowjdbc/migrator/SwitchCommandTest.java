package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetControl;
import io.shadowjdbc.provider.FleetState;
import io.shadowjdbc.provider.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flag that the driver follows is changed in one atomic step. */
class SwitchCommandTest {
    @TempDir
    private Path dir;

    @Test
    void theProviderIsChangedAndTheEpochCounted() throws Exception {
        Path file = dir.resolve("control.properties");

        assertThat(to(file, "postgresql").exits(0).json())
                .containsEntry("before", "none")
                .containsEntry("provider", "postgresql")
                .containsEntry("epoch", 1);
        assertThat(to(file, "sqlite").exits(0).json())
                .containsEntry("before", "postgresql")
                .containsEntry("epoch", 2);
        assertThat(to(file, "sqlite").exits(0).out()).contains("was the active provider already");

        assertThat(state(file))
                .returns("sqlite", FleetState::provider)
                .returns(2L, FleetState::epoch)
                .returns(Phase.OPEN, FleetState::phase);
    }

    @Test
    void whatElseTheFileSaysStays() throws Exception {
        Path file = dir.resolve("control.properties");
        Files.writeString(file, "provider=sqlite\nphase=FENCED\nepoch=41\nmirror=off\n");
        to(file, "postgresql").exits(0);
        assertThat(state(file))
                .returns("postgresql", FleetState::provider)
                .returns(42L, FleetState::epoch)
                .returns(Phase.FENCED, FleetState::phase);
        assertThat(Files.readString(file)).contains("mirror=off");
    }

    @Test
    void aFileThatMakesNoSenseIsLeftAlone() throws Exception {
        Path file = dir.resolve("control.properties");
        Files.writeString(file, "provider=sqlite\nepoch=many\n");
        assertThat(to(file, "postgresql").exits(3).out()).contains(file.toString());
        assertThat(Files.readString(file)).contains("epoch=many");
    }

    @Test
    void switchesAtTheSameTimeDoNotLoseOneAnother() throws Exception {
        Path file = dir.resolve("control.properties");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() ->
                    Stream.of("sqlite", "postgresql", "sqlite", "postgresql").forEach(name -> to(file, name)));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(state(file).epoch()).isBetween(1L, 16L);
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("control.properties", "control.properties.lock");
        }
    }

    @Test
    void wrongUseIsAUsageError() {
        assertThat(Cli.run("switch", "--control", "local", "--to", "sqlite")
                        .exits(2)
                        .err())
                .contains("--control: expected file:PATH or postgresql");
        assertThat(Cli.run("switch", "--control", "file:" + dir.resolve("c"), "--to", "oracle")
                        .exits(2)
                        .err())
                .contains("--to: expected sqlite");
    }

    private static FleetState state(Path file) throws ControlException {
        try (FleetControl control = FleetControl.of("file:" + file, null)) {
            return control.state();
        }
    }

    private static Cli.Outcome to(Path file, String provider) {
        return Cli.run("switch", "--control", "file:" + file, "--to", provider, "--json");
    }
}
