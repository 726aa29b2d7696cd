package io.shadowjdbc.provider;

/** Whether new transactions may begin. */
public enum Phase {
    OPEN,
    /** Running transactions go on to their end, new ones wait. */
    FENCED
}
