package io.shadowjdbc.migrator.cutover;

/**
 * A step with what it does here.
 *
 * @param undo takes it back; does nothing where there is nothing to take back, and may run where the work was not finished
 */
record Action(Step step, Work work, Work undo) {
    /** What is done; any exception means that it was not. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** A step that changes nothing which has to be taken back. */
    static Action of(Step step, Work work) {
        return new Action(step, work, () -> {});
    }
}
