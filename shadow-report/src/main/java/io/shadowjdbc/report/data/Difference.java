package io.shadowjdbc.report.data;

import io.shadowjdbc.compare.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * One example of a read that did not agree. Members that the file left out are null.
 *
 * @param kind of a mismatch: {@code row_count}, {@code value}, {@code null}, {@code type}, {@code order}, {@code column_names}
 * @param cause of a mismatch: why, as the driver's {@code Cause} names it
 * @param detail one sentence
 * @param active name of the provider that answered the application
 * @param other name of the one compared with it
 * @param row from 1
 * @param calls how the application read the first row
 */
public record Difference(
        Instant at,
        String instance,
        String run,
        String fingerprint,
        Verdict verdict,
        String kind,
        String cause,
        String detail,
        String active,
        String other,
        Long row,
        String column,
        String getter,
        Cell activeValue,
        Cell otherValue,
        Long activeRows,
        Long otherRows,
        List<Cell> parameters,
        List<Call> calls) {

    public Difference {
        parameters = List.copyOf(parameters);
        calls = List.copyOf(calls);
    }
}
