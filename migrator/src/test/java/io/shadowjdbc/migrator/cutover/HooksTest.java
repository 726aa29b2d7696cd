package io.shadowjdbc.migrator.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.run.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands around steps: what they are told, and what their failing does. */
class HooksTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();

    @Test
    void theCommandIsToldWhereItStands() throws Exception {
        Path seen = dir.resolve("seen");
        Hooks hooks = hooks(
                Map.of(Step.FLIP, List.of("echo $SHADOW_WHEN $SHADOW_STEP $SHADOW_TO > " + seen + "; echo said")),
                Map.of());
        hooks.before(Step.OPEN, null);
        assertThat(seen).doesNotExist();
        hooks.before(Step.FLIP, null);
        assertThat(Files.readString(seen)).isEqualTo("before flip postgresql\n");
        assertThat(out.toString()).contains("flip| said");
    }

    @Test
    void aCommandBeforeAStepStopsIt() {
        Hooks hooks = hooks(Map.of(Step.FENCE, List.of("exit 3")), Map.of());
        assertThatThrownBy(() -> hooks.before(Step.FENCE, null))
                .isInstanceOf(GateClosedException.class)
                .hasMessageContaining("before step fence ended with code 3: exit 3");
    }

    @Test
    void aCommandThatTakesTooLongIsEnded() {
        Hooks hooks = hooks(Map.of(Step.DRAIN, List.of("sleep 60 & wait")), Map.of());
        long begin = System.nanoTime();
        assertThatThrownBy(() -> hooks.before(Step.DRAIN, Duration.ofMillis(50)))
                .hasMessageContaining("did not end within 50 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aCommandAfterAStepOnlyComplains() throws Exception {
        hooks(Map.of(), Map.of(Step.OPEN, List.of("false"))).after(Step.OPEN, null);
        assertThat(out.toString()).contains("warning: the hook after step open ended with code 1: false");
    }

    private Hooks hooks(Map<Step, List<String>> before, Map<Step, List<String>> after) {
        return new Hooks(
                before,
                after,
                Duration.ofSeconds(30),
                Map.of("SHADOW_TO", "postgresql"),
                new Console(new PrintWriter(out, true), false));
    }
}
