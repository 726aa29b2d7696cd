package io.shadowjdbc.jdbc.differential;

/**
 * A subject in a state that all sides can make alike.
 *
 * @param type the interface whose methods are called
 * @param name in reports
 * @param maker makes the subject
 * @param width how many lists of arguments are tried
 */
record State<T>(Class<T> type, String name, Bench.Maker<T> maker, Width width) {
    /** How many lists of arguments are tried. */
    enum Width {
        /** Few of each kind: for the many states of a class with many methods. */
        NARROW,
        /** Each argument for itself. */
        NORMAL,
        /** For what reads, all combinations. */
        WIDE
    }

    static <T> State<T> of(Class<T> type, String name, Bench.Maker<T> maker) {
        return new State<>(type, name, maker, Width.NORMAL);
    }

    static <T> State<T> wide(Class<T> type, String name, Bench.Maker<T> maker) {
        return new State<>(type, name, maker, Width.WIDE);
    }

    State<T> narrow() {
        return new State<>(type, name, maker, Width.NARROW);
    }

    @Override
    public String toString() {
        return type.getSimpleName() + " " + name;
    }
}
