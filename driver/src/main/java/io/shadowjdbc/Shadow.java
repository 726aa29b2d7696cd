package io.shadowjdbc;

import io.shadowjdbc.compare.Verdict;
import io.shadowjdbc.jdbc.ShadowConnection;
import io.shadowjdbc.provider.ControlException;
import io.shadowjdbc.provider.FleetState;
import io.shadowjdbc.provider.SwitchListener;
import io.shadowjdbc.provider.SwitchState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The Java API: what a data source's connections are doing, and the flag that changes it. {@code Shadow.of(dataSource)}
 * works through pools and wrappers that support {@code unwrap}. May be used by threads.
 */
public final class Shadow implements ShadowMXBean {
    private final DataSourceRuntime runtime;

    Shadow(DataSourceRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * The shadow behind a data source; borrows a connection for a moment to find it.
     *
     * @throws SQLException if no connection can be had, or it is not the shadow driver's
     */
    public static Shadow of(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return of(connection);
        }
    }

    /**
     * The shadow behind a connection.
     *
     * @throws SQLException if it is not the shadow driver's
     */
    public static Shadow of(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(ShadowConnection.class)) {
            throw new SQLException("expected a connection of a jdbc:shadow: URL, got a "
                    + connection.getClass().getName());
        }
        return new Shadow(
                (DataSourceRuntime) connection.unwrap(ShadowConnection.class).context());
    }

    @Override
    public String getProvider() {
        return state().active().name();
    }

    @Override
    public String getPhase() {
        return state().phase().name();
    }

    @Override
    public long getEpoch() {
        return state().epoch();
    }

    private SwitchState state() {
        return runtime.providers().state();
    }

    @Override
    public boolean isMirroring() {
        return runtime.mirror() != null && runtime.mirror().isEnabled();
    }

    @Override
    public void setMirroring(boolean enabled) {
        runtime.setMirroring(enabled);
    }

    @Override
    public Map<String, String> getMirrorRules() {
        return runtime.rules() == null ? Map.of() : runtime.rules().changes();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if that setting can't be changed or the value is not allowed
     * @throws IllegalStateException if there is no other database
     */
    @Override
    public void changeMirrorRule(String setting, String value) {
        if (runtime.rules() == null) {
            throw new IllegalStateException("nothing is mirrored: shadow.secondary.url is not set");
        }
        runtime.rules().change(setting, value);
    }

    @Override
    public double getMirrorSilence() {
        return runtime.mirror() == null ? 0 : runtime.mirror().silentSeconds();
    }

    @Override
    public String getSync() {
        return runtime.sync() == null ? "off" : runtime.sync().state().toString();
    }

    @Override
    public double getSyncLagSeconds() {
        return runtime.sync() == null ? Double.NaN : runtime.sync().lagSeconds();
    }

    @Override
    public long getSyncLagRows() {
        double rows = runtime.sync() == null ? Double.NaN : runtime.sync().lagRows();
        return Double.isNaN(rows) ? -1 : (long) rows;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there is no provider of that name
     * @throws IllegalStateException if running transactions did not end within {@code shadow.fence.timeout}; then
     *     nothing has changed
     */
    @Override
    public double flip(String provider) {
        return runtime.control().flip(provider).toNanos() / 1e6;
    }

    @Override
    public void fence() {
        runtime.control().fence();
    }

    @Override
    public void open() {
        runtime.control().open();
    }

    /**
     * The flag, and all instances that share the control store: what each has acknowledged, and what holds it up while it
     * is fenced. With {@code shadow.control=local} there is one.
     *
     * @throws ControlException if the control store can't be read
     */
    public FleetState fleet() throws ControlException {
        return runtime.control().fleet();
    }

    /** Tells the listener of every fence, flip and open of this instance from now on. */
    public void addListener(SwitchListener listener) {
        runtime.providers().addListener(listener);
    }

    public void removeListener(SwitchListener listener) {
        runtime.providers().removeListener(listener);
    }

    /** Selected reads of this run by what became of them. */
    public Map<Verdict, Long> verdicts() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, runtime.parity() == null ? 0 : runtime.parity().count(verdict));
        }
        return counts;
    }

    /** Why selected reads of this run were skipped or dropped. */
    public Map<String, Long> reasons() {
        return runtime.parity() == null ? Map.of() : runtime.parity().reasons();
    }

    /** Reads that this run has selected. */
    public long selected() {
        return runtime.parity() == null ? 0 : runtime.parity().selected();
    }

    /**
     * Waits until every selected read that the application has finished has its verdict, and brings the parity file up
     * to date.
     *
     * @return whether that was so in time
     */
    public boolean awaitVerdicts(Duration timeout) throws InterruptedException {
        if (runtime.mirror() == null) {
            return true;
        }
        boolean idle = runtime.mirror().awaitIdle(timeout);
        runtime.parity().flush();
        return idle;
    }
}
