/**
 * What the parity files say: reading them, and adding up what several runs and instances found.
 * The format is specified in {@code docs/reference/parity-events.md}.
 */
package io.shadowjdbc.report.data;
