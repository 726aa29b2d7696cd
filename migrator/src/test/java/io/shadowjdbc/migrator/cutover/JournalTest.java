package io.shadowjdbc.migrator.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done is remembered, whatever a kill has cut short. */
class JournalTest {
    @TempDir
    private Path dir;

    private final List<Journal.Entry> copied = new ArrayList<>();

    @Test
    void linesComeBackInTheirOrder() throws Exception {
        Journal journal = new Journal(dir, "20260101T000000Z", Direction.TO_POSTGRESQL, copied::add);
        journal.begin(Step.FENCE);
        journal.end(Step.FENCE, "done", 12);
        assertThat(Journal.read(dir))
                .extracting(Journal.Entry::step, Journal.Entry::event, Journal.Entry::detail)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("fence", "begin", null),
                        org.assertj.core.groups.Tuple.tuple("fence", "done", "12 ms"));
        assertThat(Journal.last(dir).orElseThrow().command()).isEqualTo("cutover");
        assertThat(copied).as("for those who do not have the file").isEqualTo(Journal.read(dir));
    }

    @Test
    void aLineThatWasCutShortHidesNoOther() throws Exception {
        Journal journal = new Journal(dir, "1", Direction.TO_SQLITE, copied::add);
        journal.begin(Step.FLIP);
        Files.writeString(dir.resolve("crossings.jsonl"), "{\"at\":\"2026-", StandardOpenOption.APPEND);
        journal.end(Step.FLIP, "done", 1);
        assertThat(Journal.read(dir)).extracting(Journal.Entry::event).containsExactly("begin", "done");
    }
}
