package io.shadowjdbc.report.data;

/**
 * What reads differ in although nothing is wrong.
 *
 * @param reads made twice on the active side
 * @param differing those of them that gave two answers
 */
public record Noise(long reads, long differing) {
    /** Nothing was read twice. */
    public static final Noise NONE = new Noise(0, 0);

    Noise plus(Noise other) {
        return new Noise(reads + other.reads, differing + other.differing);
    }
}
