package io.shadowjdbc.provider;

/**
 * Who is active, whether new transactions may begin, and how many times that has changed. A new object stands for every
 * change, so that a connection tells by identity whether anything has changed since it was bound.
 */
public record SwitchState(Provider active, Phase phase, long epoch) {}
