package io.shadowjdbc;

import io.shadowjdbc.bridge.CurrentSchema;
import io.shadowjdbc.bridge.SqliteBridge;
import io.shadowjdbc.config.DatabaseKind;
import io.shadowjdbc.config.ShadowConfig;
import io.shadowjdbc.dialect.Dialect;
import io.shadowjdbc.embedded.EmbeddedSync;
import io.shadowjdbc.fence.DataFence;
import io.shadowjdbc.jdbc.ShadowConnection;
import io.shadowjdbc.jdbc.ShadowContext;
import io.shadowjdbc.mirror.Budget;
import io.shadowjdbc.mirror.LiveRules;
import io.shadowjdbc.mirror.Mirror;
import io.shadowjdbc.parity.FileParitySink;
import io.shadowjdbc.parity.ParityLog;
import io.shadowjdbc.parity.ParityMeters;
import io.shadowjdbc.plan.Planners;
import io.shadowjdbc.plan.StatementPlans;
import io.shadowjdbc.provider.ControlStore;
import io.shadowjdbc.provider.LocalControlStore;
import io.shadowjdbc.provider.Provider;
import io.shadowjdbc.provider.ProviderSwitch;
import io.shadowjdbc.provider.SharedControlStore;
import io.shadowjdbc.provider.SwitchListener;
import io.shadowjdbc.provider.SwitchState;
import io.shadowjdbc.schema.SchemaMap;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data source: the two providers, the switch between them, the plans, the mirror and what it finds. Made at the
 * first connection, closed when there has been none for a while or the process ends.
 */
final class DataSourceRuntime implements ShadowContext, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DataSourceRuntime.class);

    private static final int RETIRED = Integer.MIN_VALUE;
    private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ShadowConfig config;
    private final ProviderSwitch providers;
    private final ControlStore control;
    private final SchemaMapWatch schemaMap;
    private final SqliteBridge bridge;
    private final ParityLog parity;
    private final ProcessWideName name;
    private final ParityMeters meters;
    private final Mirror mirror;
    private final LiveRules rules;
    private final EmbeddedSync sync;
    private final ShadowManagement management;
    private final Thread shutdown = new Thread(this::finish, "shadow-shutdown");
    /** Connections that are open or expected; {@link #RETIRED} once there will be none. */
    private final AtomicInteger connections = new AtomicInteger();

    private volatile long lastUse = System.nanoTime();
    private volatile StatementPlans plans;
    private volatile boolean closed;

    /**
     * @param name closed with this
     */
    DataSourceRuntime(ShadowConfig config, ProcessWideName name, Budget.Ledger ledger) throws SQLException {
        refuseWhatIsNotSupported(config);
        this.config = config;
        List<Provider> both = providersOf(config);
        Provider primary = both.get(0);
        this.providers = new ProviderSwitch(both, config.initialProvider(), config.fenceTimeout());
        Dialect application = primary.dialect();
        Dialect other = both.get(both.size() - 1).dialect();
        StatementPlans none = new StatementPlans(SchemaMap.empty(), Planners.of(application, other));
        this.plans = none;
        this.name = name;
        this.meters = ParityMeters.create(name.text());
        this.bridge = application == Dialect.SQLITE && other != application
                ? new SqliteBridge(primary.url(), config.primaryProperties(), new SharedSchema())
                : null;
        this.schemaMap = new SchemaMapWatch(
                config.schemaMap(),
                both,
                (map, helpers) -> plans = (helpers ? none : none.withoutHelpers()).under(map),
                this::closeIfUnused);
        if (both.size() > 1) {
            this.parity = openParity(application, both);
            this.mirror = new Mirror(config, providers, this::plans, this::openShadow, parity, ledger);
            this.rules = new LiveRules(config, mirror::setRules);
            providers.addListener(new Follower());
            schemaMap.start();
        } else {
            this.parity = null;
            this.mirror = null;
            this.rules = null;
        }
        this.control = openControl();
        // after the control store, which knows what is active
        this.sync = config.sync() == ShadowConfig.Sync.EMBEDDED ? new EmbeddedSync(providers, config.instance()) : null;
        registerMeters(both);
        this.management = new ShadowManagement(name.text(), this);
        management.register();
        Runtime.getRuntime().addShutdownHook(shutdown);
        if (sync != null) {
            sync.start();
        }
    }

    /** What else has to know of a change of provider. */
    private final class Follower implements SwitchListener {
        @Override
        public void fenced(SwitchState state) {
            if (bridge != null && !isForeign(state.active())) {
                schemaMap.expectChange();
            }
        }

        @Override
        public void opened(SwitchState state, Duration pause) {
            schemaMap.changeIsOver();
        }

        @Override
        public void flipped(SwitchState before, SwitchState after, Duration pause) {
            parity.providerChanged(before.active().name(), after.active().name(), after.epoch(), pause);
        }
    }

    /** What the bridge's connections share. */
    private final class SharedSchema implements CurrentSchema {
        @Override
        public StatementPlans plans() {
            return plans;
        }

        @Override
        public void changed(SchemaMap map) {
            schemaMap.changed(map);
        }

        @Override
        public boolean refresh() {
            return schemaMap.refresh();
        }
    }

    /** Refused at the first connection, before anything is started. */
    private static void refuseWhatIsNotSupported(ShadowConfig config) throws SQLException {
        if (!(config.parity().target() instanceof ShadowConfig.Parity.Directory)) {
            throw new SQLException(
                    "shadow.parity.dir=postgresql is not supported by this version; name a directory", "08001");
        }
    }

    private static List<Provider> providersOf(ShadowConfig config) {
        List<Provider> both = new ArrayList<>();
        both.add(new Provider(config.providerNames().get(0), config.primaryUrl(), config.primaryProperties()));
        config.secondary()
                .ifPresent(secondary ->
                        both.add(new Provider(config.providerNames().get(1), secondary.url(), secondary.properties())));
        return both;
    }

    private ParityLog openParity(Dialect application, List<Provider> both) throws SQLException {
        Path path = ((ShadowConfig.Parity.Directory) config.parity().target()).path();
        try {
            FileParitySink sink = new FileParitySink(path, config.instance(), Instant.now());
            ParityLog opened = new ParityLog(config.instance(), config.parity().values(), sink, meters);
            opened.runBegins(
                    Version.text(),
                    application.databaseName(),
                    both.stream().map(Provider::name).toList(),
                    providers.state().active().name(),
                    config.mirror().rules().rate());
            return opened;
        } catch (IOException e) {
            throw new SQLException(
                    "the directory for parity files, shadow.parity.dir=" + path
                            + ", can't be written; make it or name another: " + e,
                    "08001",
                    e);
        }
    }

    private ControlStore openControl() {
        if (config.control() instanceof ShadowConfig.Control.File file) {
            return SharedControlStore.ofFile(
                    file.path(), providers, config.instance(), config.fenceTimeout(), followed());
        }
        if (config.control() instanceof ShadowConfig.Control.Postgresql) {
            return SharedControlStore.ofPostgresql(
                    postgresql(), providers, config.instance(), config.fenceTimeout(), followed());
        }
        return new LocalControlStore(providers, config.instance());
    }

    /** The one of the two that is PostgreSQL, the secondary if both are; the configuration has made sure of one. */
    private Provider postgresql() {
        List<Provider> both = providers.providers();
        Provider last = both.get(both.size() - 1);
        return last.dialect() == Dialect.POSTGRESQL ? last : both.get(0);
    }

    private SharedControlStore.Listener followed() {
        return new SharedControlStore.Listener() {
            @Override
            public void mirroring(boolean enabled) {
                setMirroring(enabled);
            }

            @Override
            public void expired(Provider active) {
                liftDataFence(active);
            }
        };
    }

    /** An operator who died has left it behind; it would refuse the writes of the provider that is active again. */
    private static void liftDataFence(Provider active) {
        try (Connection connection = active.connect()) {
            DataFence.lift(connection, DatabaseKind.ofUrl(active.url()));
        } catch (SQLException e) {
            log.error(
                    "the fence in the data of {} could not be lifted, so writes there may be refused; run `switch --to"
                            + " {}` with --source and --target: {}",
                    active,
                    active,
                    e.getMessage());
        }
    }

    private void registerMeters(List<Provider> both) {
        for (Provider provider : both) {
            meters.provider(provider.name(), () -> providers.state().active() == provider ? 1 : 0);
        }
        if (mirror != null) {
            meters.queueSize(mirror::queueSize);
            meters.silenceSeconds(mirror::silentSeconds);
        }
        if (sync != null) {
            meters.sync(sync::lagSeconds, sync::lagRows, sync::failures);
        }
    }

    ShadowConfig config() {
        return config;
    }

    ControlStore control() {
        return control;
    }

    /** The sync inside this process, or null where it is not to run here. */
    EmbeddedSync sync() {
        return sync;
    }

    ParityLog parity() {
        return parity;
    }

    @Override
    public ProviderSwitch providers() {
        return providers;
    }

    @Override
    public StatementPlans plans() {
        return plans;
    }

    @Override
    public Mirror mirror() {
        return mirror;
    }

    /** The rules of mirroring, which may be changed; null where nothing is mirrored. */
    LiveRules rules() {
        return rules;
    }

    void setMirroring(boolean enabled) {
        if (mirror != null) {
            mirror.setEnabled(enabled);
        }
    }

    /** Says that a connection is about to be opened, so that this is not closed meanwhile; false if it is too late. */
    boolean expectConnection() {
        return connections.getAndUpdate(count -> count == RETIRED ? RETIRED : count + 1) != RETIRED;
    }

    /** Opens a connection that {@link #expectConnection} has announced. */
    Connection connect() throws SQLException {
        try {
            return ShadowConnection.create(this);
        } catch (SQLException | RuntimeException e) {
            released();
            throw e;
        }
    }

    @Override
    public void closed(ShadowConnection connection) {
        released();
    }

    private void released() {
        lastUse = System.nanoTime();
        connections.decrementAndGet();
        if (closed) {
            closeControlIfUnused();
        }
    }

    /**
     * Connections that are still open while the process ends may still write, so the instance stays registered until the last
     * is closed; one that never is makes the next switch ask for this instance.
     */
    private void closeControlIfUnused() {
        if (connections.get() <= 0) {
            control.close();
        }
    }

    private boolean closeIfUnused() {
        if (System.nanoTime() - lastUse < UNUSED_NANOS || !connections.compareAndSet(0, RETIRED)) {
            return false;
        }
        Runtimes.forget(this);
        close();
        return true;
    }

    @Override
    public void prepareFor(SwitchState state) throws SQLException {
        if (isForeign(state.active())) {
            schemaMap.require(state.epoch());
        }
    }

    @Override
    public Connection open(Provider provider) throws SQLException {
        return isForeign(provider) ? bridge.connect(provider::connect) : provider.connect();
    }

    /** A connection of the shadow's own: it can't change anything, and gives up on what takes too long. */
    private Connection openShadow(Provider provider) throws SQLException {
        return isForeign(provider)
                ? bridge.connectReadOnly(properties -> ShadowSession.open(provider, config.mirror()))
                : ShadowSession.open(provider, config.mirror());
    }

    private boolean isForeign(Provider provider) {
        return provider.dialect() != providers.providers().get(0).dialect() && bridge != null;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdown);
        } catch (IllegalStateException e) {
            // the process ends already
        }
        finish();
    }

    private synchronized void finish() {
        if (closed) {
            return;
        }
        closed = true;
        management.unregister();
        if (sync != null) {
            sync.close();
        }
        closeControlIfUnused();
        schemaMap.close();
        if (mirror != null) {
            rules.close();
            mirror.close();
            parity.close();
        }
        meters.close();
        name.close();
        if (bridge != null) {
            bridge.close();
        }
    }
}
