package io.shadowjdbc.migrator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Processor time of processes as Linux counts it, user and system, in seconds. */
final class CpuTime {
    private static final double TICKS_PER_SECOND = 100;

    private CpuTime() {}

    /** Of a process, the children that it has and the children that have ended. */
    static double ofTree(long pid) {
        double seconds = 0;
        Deque<Long> left = new ArrayDeque<>(List.of(pid));
        while (!left.isEmpty()) {
            long next = left.pop();
            seconds += of(next);
            children(next).forEach(left::push);
        }
        return seconds;
    }

    /** Of a process and its ended children; 0 if it is gone. */
    private static double of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // the name, in brackets, may hold spaces
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int i = 11; i <= 14; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<Long> children(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.flatMap(task -> {
                        try {
                            return Stream.of(Files.readString(task.resolve("children"))
                                            .strip()
                                            .split(" "))
                                    .filter(child -> !child.isEmpty())
                                    .map(Long::valueOf);
                        } catch (IOException e) {
                            return Stream.of();
                        }
                    })
                    .toList();
        } catch (IOException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }
}
