package io.shadowjdbc.sample.support;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Ids of rows: 25 characters that begin with a "c" and the time, so that they sort roughly by age. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TIME_DIGITS = 9;
    private static final int RANDOM_DIGITS = 15;

    private Ids() {}

    /** A new id for a row that is made now. */
    public static String next() {
        return of(System.currentTimeMillis(), RANDOM);
    }

    /**
     * An id for a row that was made at the given time.
     *
     * @param epochMillis milliseconds since the epoch
     * @param random where the rest of the id comes from
     */
    public static String of(long epochMillis, RandomGenerator random) {
        StringBuilder id = new StringBuilder(1 + TIME_DIGITS + RANDOM_DIGITS).append('c');
        String time = Long.toString(epochMillis, Character.MAX_RADIX);
        id.append("0".repeat(Math.max(0, TIME_DIGITS - time.length()))).append(time);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            id.append(Character.forDigit(random.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
        }
        return id.toString();
    }
}
