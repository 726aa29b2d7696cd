package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.dialect.ast.Span;

/** Ends a translation: the statement has no equal on PostgreSQL. Carries what, where and what to write instead. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String construct;
    private final int position;
    private final String advice;

    Refusal(String construct, Span span, String advice) {
        super(construct, null, false, false);
        this.construct = construct;
        this.position = span.start();
        this.advice = advice;
    }

    public String construct() {
        return construct;
    }

    /** Offset into the original text, from 0. */
    public int position() {
        return position;
    }

    public String advice() {
        return advice;
    }
}
