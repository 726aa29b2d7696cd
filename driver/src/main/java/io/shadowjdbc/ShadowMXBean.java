package io.shadowjdbc;

import java.util.Map;

/** What an operator sees and does by JMX, at {@code io.shadowjdbc:type=Shadow,name=<instance>}. */
public interface ShadowMXBean {
    /** The active provider. */
    String getProvider();

    /** {@code OPEN}, or {@code FENCED} while new transactions wait. */
    String getPhase();

    /** Counts the changes of provider. */
    long getEpoch();

    /** Whether reads are mirrored. */
    boolean isMirroring();

    /** Switches mirroring off or on, at once. */
    void setMirroring(boolean enabled);

    /** What was changed of the rules of mirroring since the start, by file or here: settings and their values. */
    Map<String, String> getMirrorRules();

    /**
     * Changes a setting of the rules of mirroring, at once: {@code shadow.mirror.enabled}, {@code .rate}, {@code
     * .aa-rate}, {@code .budget}, {@code .include}, {@code .exclude} and their {@code .tables}.
     *
     * @param value blank: as configured
     */
    void changeMirrorRule(String setting, String value);

    /** Seconds since a read was last compared; since the start where none was. */
    double getMirrorSilence();

    /**
     * What the sync inside this process does ({@code shadow.sync=embedded}): {@code off}, {@code runs}, {@code stands by} while
     * another process runs it, or {@code waits}, with the direction or the reason.
     */
    String getSync();

    /** Seconds by which the other database is behind; NaN where this process does not run the sync. */
    double getSyncLagSeconds();

    /** Changed rows that wait to be brought to the other database; -1 where this process does not run the sync. */
    long getSyncLagRows();

    /**
     * Makes the named provider the active one.
     *
     * @return how long new transactions waited, in milliseconds
     */
    double flip(String provider);

    /** Lets new transactions wait. */
    void fence();

    /** Lets transactions begin again. */
    void open();
}
