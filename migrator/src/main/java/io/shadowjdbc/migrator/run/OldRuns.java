package io.shadowjdbc.migrator.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories of runs that are no longer needed. */
public final class OldRuns {
    private OldRuns() {}

    /**
     * Deletes runs that ended longer ago than that.
     *
     * @param kept the present one
     * @return their names
     */
    public static List<String> delete(Path work, Duration age, Path kept) throws IOException {
        List<String> deleted = new ArrayList<>();
        for (RunHistory.Run run : RunHistory.of(work).runs()) {
            if (run.age().compareTo(age) > 0 && !run.path().equals(kept)) {
                delete(run.path());
                deleted.add(run.name());
            }
        }
        return deleted;
    }

    private static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
