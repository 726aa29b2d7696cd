package io.shadowjdbc;

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
