package io.shadowjdbc.dialect.ast;

import java.util.List;

/**
 * A window: {@code OVER name}, {@code OVER (base PARTITION BY .. ORDER BY .. frame)} or one of the WINDOW clause.
 *
 * @param name the window that is referred to, alone ({@code reference}) or as the base of a definition; may be null
 * @param reference whether it is only {@code OVER name}
 * @param frame null where none is written
 */
public record Window(
        Span span, String name, boolean reference, List<Expr> partitionBy, List<OrderTerm> orderBy, Frame frame) {

    /**
     * The frame of a window.
     *
     * @param unit ROWS, RANGE or GROUPS
     * @param exclude the words after EXCLUDE, or null
     */
    public record Frame(Span span, String unit, Bound start, Bound end, String exclude) {}

    /**
     * A bound of a frame.
     *
     * @param words e.g. {@code UNBOUNDED PRECEDING}; {@code PRECEDING} and {@code FOLLOWING} alone have an offset
     */
    public record Bound(String words, Expr offset) {}

    /** A window of the WINDOW clause. */
    public record Named(String name, Window window) {}
}
