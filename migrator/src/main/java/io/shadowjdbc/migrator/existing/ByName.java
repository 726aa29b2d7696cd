package io.shadowjdbc.migrator.existing;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Matches the names of SQLite, which knows no case, with those of PostgreSQL, which does. */
final class ByName {
    private ByName() {}

    /** What is spelt alike, else the only one that differs in case alone. */
    static <T> Optional<T> match(List<T> candidates, Function<T, String> name, String wanted) {
        Optional<T> same = candidates.stream()
                .filter(candidate -> name.apply(candidate).equals(wanted))
                .findFirst();
        if (same.isPresent()) {
            return same;
        }
        List<T> similar = candidates.stream()
                .filter(candidate -> name.apply(candidate).equalsIgnoreCase(wanted))
                .toList();
        return similar.size() == 1 ? Optional.of(similar.get(0)) : Optional.empty();
    }
}
