package io.shadowjdbc.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shadowjdbc.provider.ControlFile;
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

        assertThat(new ControlFile(file).read().orElseThrow())
                .returns("sqlite", ControlFile.Content::provider)
                .returns(2L, ControlFile.Content::epoch)
                .returns(Phase.OPEN, ControlFile.Content::phase);
    }

    @Test
    void whatElseTheFileSaysStays() throws Exception {
        Path file = dir.resolve("control.properties");
        Files.writeString(file, "provider=sqlite\nphase=FENCED\nepoch=41\nmirror=off\n");
        to(file, "postgresql").exits(0);
        assertThat(new ControlFile(file).read().orElseThrow())
                .isEqualTo(new ControlFile.Content("postgresql", Phase.FENCED, 42, false));
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
        assertThat(new ControlFile(file).read().orElseThrow().epoch()).isBetween(1L, 16L);
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
                .contains("--control: expected file:PATH");
        assertThat(Cli.run("switch", "--control", "file:" + dir.resolve("c"), "--to", "oracle")
                        .exits(2)
                        .err())
                .contains("--to: expected sqlite");
    }

    private static Cli.Outcome to(Path file, String provider) {
        return Cli.run("switch", "--control", "file:" + file, "--to", provider, "--json");
    }
}
