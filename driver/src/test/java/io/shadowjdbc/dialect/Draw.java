package io.shadowjdbc.dialect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Draws from a seeded source, so that the same seed gives the same schema, rows and statements. */
final class Draw {
    private final Random random;

    Draw(long seed) {
        this.random = new Random(seed);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Both ends included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    final <T> T of(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Several different ones, in a random order. */
    <T> List<T> some(List<T> values, int count) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        return new ArrayList<>(shuffled.subList(0, Math.min(count, shuffled.size())));
    }

    /** A choice of what to draw next, each with a weight. */
    <T> Choice<T> choice() {
        return new Choice<>();
    }

    final class Choice<T> {
        private final List<Integer> weights = new ArrayList<>();
        private final List<Supplier<T>> suppliers = new ArrayList<>();
        private int total;

        Choice<T> or(int weight, Supplier<T> supplier) {
            total += weight;
            weights.add(weight);
            suppliers.add(supplier);
            return this;
        }

        Choice<T> orIf(boolean possible, int weight, Supplier<T> supplier) {
            return possible ? or(weight, supplier) : this;
        }

        T draw() {
            int at = random.nextInt(total);
            int i = 0;
            while (at >= weights.get(i)) {
                at -= weights.get(i++);
            }
            return suppliers.get(i).get();
        }
    }
}
