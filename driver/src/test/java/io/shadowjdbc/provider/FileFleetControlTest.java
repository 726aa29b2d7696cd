package io.shadowjdbc.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a file; here the end of a process can be known. */
@Tag("long")
class FileFleetControlTest extends FleetControlContract {
    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("flag");
    }

    @Override
    SharedControlStore follow(ProviderSwitch providers, String name, SharedControlStore.Listener listener) {
        return SharedControlStore.ofFile(file(), providers, name, SOON, listener);
    }

    @Override
    FleetControl operator() {
        return FleetControl.of("file:" + file(), null);
    }

    @Override
    void kill(Instance instance) throws Exception {
        List<InstanceStatus> before = operatorState().instances();
        instance.store.close();
        for (InstanceStatus each : before) {
            if (each.name().equals(instance.name)) {
                new InstanceFiles(directory.resolve("flag.instances")).write(each);
            }
        }
    }

    @Test
    void anInstanceWhoseProcessHasEndedIsNotWaitedFor() throws Exception {
        open("one");
        Path report = directory.resolve("flag.instances").resolve("dead~0.json");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-version")
                .redirectErrorStream(true)
                .start();
        long pid = process.pid();
        process.waitFor();
        try (var files = Files.list(directory.resolve("flag.instances"))) {
            String text = Files.readString(files.findFirst().orElseThrow());
            Files.writeString(report, text.replace("\"one\"", "\"dead\"").replaceAll("\"pid\":\\d+", "\"pid\":" + pid));
        }

        assertThat(operatorState().instances()).extracting(InstanceStatus::name).containsExactly("one");
        assertThat(report).doesNotExist();
    }
}
