package io.shadowjdbc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator may do to a fleet and what each instance does then, over both stores that instances can share. */
abstract class FleetControlContract {
    static final Duration SOON = Duration.ofSeconds(10);

    private final List<Instance> instances = new ArrayList<>();
    private final List<String> expired = new CopyOnWriteArrayList<>();
    FleetControl control;

    abstract SharedControlStore follow(ProviderSwitch providers, String name, SharedControlStore.Listener listener);

    abstract FleetControl operator();

    /** Makes it as if the instance's process had been killed: its report stays, and gets old. */
    abstract void kill(Instance instance) throws Exception;

    /** One data source, as far as the switch goes. */
    final class Instance {
        final String name;
        final ProviderSwitch providers;
        final SharedControlStore store;
        volatile boolean busy;

        private final Participant participant = new Participant() {
            @Override
            public boolean isBusy() {
                return busy;
            }

            @Override
            public HoldUp holdUp(long waitedNanos) {
                return new HoldUp("teller", Duration.ofMillis(7), "cafe");
            }
        };

        Instance(String name, boolean busy) {
            this.name = name;
            this.busy = busy;
            this.providers = new ProviderSwitch(
                    List.of(
                            new Provider("sqlite", "jdbc:sqlite:a.db", new Properties()),
                            new Provider("postgresql", "jdbc:postgresql://localhost/a", new Properties())),
                    "sqlite",
                    Duration.ofMillis(300));
            providers.register(participant);
            this.store = follow(providers, name, new SharedControlStore.Listener() {
                @Override
                public void mirroring(boolean enabled) {}

                @Override
                public void expired(Provider active) {
                    expired.add(active.name());
                }
            });
        }

        Phase phase() {
            return providers.state().phase();
        }

        String active() {
            return providers.state().active().name();
        }
    }

    Instance open(String name) {
        return open(name, false);
    }

    private Instance open(String name, boolean busy) {
        Instance instance = new Instance(name, busy);
        instances.add(instance);
        await(() -> instance.phase() == Phase.OPEN || instance.providers.state().epoch() > 1);
        return instance;
    }

    void fence(Duration deadline) throws ControlException {
        control = operator();
        control.fence(deadline);
    }

    FleetState operatorState() throws ControlException {
        try (FleetControl reader = operator()) {
            return reader.state();
        }
    }

    @AfterEach
    void close() {
        instances.forEach(each -> each.store.close());
        if (control != null) {
            control.close();
        }
    }

    @Test
    void allStepsOfASwitch() throws Exception {
        Instance one = open("one");
        Instance two = open("two");

        fence(SOON);
        FleetState drained = control.awaitDrained(SOON);
        assertThat(drained.instances()).extracting(InstanceStatus::name).containsExactly("one", "two");
        assertThat(List.of(one.phase(), two.phase())).containsOnly(Phase.FENCED);

        control.flip("postgresql");
        control.open();
        await(() -> one.phase() == Phase.OPEN && two.phase() == Phase.OPEN);
        assertThat(List.of(one.active(), two.active())).containsOnly("postgresql");
        assertThat(operatorState().epoch()).isEqualTo(2);
        assertThat(operatorState().deadline()).isEmpty();
    }

    @Test
    void aFlipThatOpensInOneStepIsRefusedWhileWorkRunsAndOpensWithTheNewProvider() throws Exception {
        Instance one = open("one");
        Instance two = open("two");
        one.busy = true;
        fence(SOON);
        assertThatThrownBy(() -> control.flipAndOpen("postgresql"))
                .isInstanceOf(FleetNotDrainedException.class)
                .hasMessageContaining("the provider stays sqlite");
        assertThat(operatorState().phase()).isEqualTo(Phase.FENCED);

        one.busy = false;
        control.awaitDrained(SOON);
        control.flipAndOpen("postgresql");

        await(() -> one.phase() == Phase.OPEN && two.phase() == Phase.OPEN);
        assertThat(List.of(one.active(), two.active())).containsOnly("postgresql");
        assertThat(operatorState().deadline()).isEmpty();
        assertThatThrownBy(() -> control.flipAndOpen("sqlite"))
                .as("the fence has ended")
                .isInstanceOf(ControlException.class);
    }

    @Test
    void aFlipThroughOneInstanceIsOneOfAll() {
        Instance one = open("one");
        Instance two = open("two");

        assertThat(one.store.flip("postgresql")).isPositive();

        assertThat(one.active()).isEqualTo("postgresql");
        await(() -> two.active().equals("postgresql") && two.phase() == Phase.OPEN);
    }

    @Test
    void whoHoldsUpIsNamed() throws Exception {
        Instance one = open("one");
        open("two");
        one.busy = true;

        fence(SOON);
        assertThatThrownBy(() -> control.awaitDrained(Duration.ofMillis(500)))
                .isInstanceOf(FleetNotDrainedException.class)
                .hasMessage(
                        "not drained within 500 ms: one is held up by 1 connection(s): thread teller, for 7 ms, last"
                                + " statement cafe")
                .satisfies(e -> assertThat(((FleetNotDrainedException) e).missing())
                        .extracting(InstanceStatus::name)
                        .containsExactly("one"));
        assertThatThrownBy(() -> control.flip("postgresql"))
                .isInstanceOf(FleetNotDrainedException.class)
                .hasMessageContaining("the provider stays sqlite");

        one.busy = false;
        control.awaitDrained(SOON);
        control.flip("postgresql");
    }

    @Test
    void anAbortLeavesEverythingAsItWasAlsoAfterTheFlip() throws Exception {
        Instance one = open("one");
        fence(SOON);
        control.awaitDrained(SOON);
        control.flip("postgresql");
        await(() -> one.active().equals("postgresql"));

        control.abort();

        await(() -> one.phase() == Phase.OPEN);
        assertThat(one.active()).isEqualTo("sqlite");
        assertThatThrownBy(control::open).isInstanceOf(ControlException.class);
    }

    @Test
    void instancesOpenByThemselvesWhenTheOperatorHasDied() throws Exception {
        Instance one = open("one");
        Instance two = open("two");
        fence(Duration.ofMillis(700));
        control.awaitDrained(SOON);

        await(() -> one.phase() == Phase.OPEN && two.phase() == Phase.OPEN);

        assertThat(List.of(one.active(), two.active())).containsOnly("sqlite");
        assertThat(expired).containsExactly("sqlite");
        assertThatThrownBy(() -> control.flip("postgresql"))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void theDeadlineOpensWithTheNewProviderOnceItWasNamed() throws Exception {
        Instance one = open("one");
        fence(Duration.ofMillis(1500));
        control.awaitDrained(SOON);
        control.flip("postgresql");

        await(() -> one.phase() == Phase.OPEN);

        assertThat(one.active()).isEqualTo("postgresql");
    }

    @Test
    void anInstanceThatStartsWhileFencedWaitsAndIsCounted() throws Exception {
        open("one");
        fence(SOON);
        Instance late = open("late");

        assertThat(late.phase()).isEqualTo(Phase.FENCED);
        assertThat(control.awaitDrained(SOON).instances()).hasSize(2);
        control.flip("postgresql");
        control.open();
        await(() -> late.phase() == Phase.OPEN);
        assertThat(late.active()).isEqualTo("postgresql");
    }

    @Test
    void aFlipWaitsForAnInstanceThatHasStartedSinceTheOthersAcknowledged() throws Exception {
        open("one");
        fence(SOON);
        control.awaitDrained(SOON);
        Instance late = open("late", true);
        await(() -> missing().equals(List.of("late")));

        new Thread(() -> {
                    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                    late.busy = false;
                })
                .start();
        control.flip("postgresql");

        control.open();
        await(() -> late.phase() == Phase.OPEN);
        assertThat(late.active()).isEqualTo("postgresql");
    }

    private List<String> missing() {
        try {
            return operatorState().missing().stream().map(InstanceStatus::name).toList();
        } catch (ControlException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAcknowledgementOfAnOlderFenceIsNoneOfThis() throws Exception {
        Instance one = open("one");
        fence(SOON);
        control.awaitDrained(SOON);
        control.abort();
        await(() -> one.phase() == Phase.OPEN);
        one.busy = true;

        control.fence(SOON);

        assertThatThrownBy(() -> control.awaitDrained(Duration.ofMillis(300)))
                .isInstanceOf(FleetNotDrainedException.class);
        one.busy = false;
        control.awaitDrained(SOON);
    }

    @Test
    void oneThatDoesNotAnswerStopsTheSwitchUntilItIsEvictedByName() throws Exception {
        open("one");
        Instance dead = open("dead");
        kill(dead);

        fence(Duration.ofSeconds(30));
        assertThatThrownBy(() -> control.awaitDrained(Duration.ofMillis(300)))
                .isInstanceOf(FleetNotDrainedException.class)
                .hasMessageContaining("dead");
        assertThatThrownBy(() -> control.evict("one"))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("'one' answers");
        assertThatThrownBy(() -> control.evict("nobody"))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("registered are [dead, one]");

        control.evict("dead");

        assertThat(control.awaitDrained(SOON).instances())
                .extracting(InstanceStatus::name)
                .containsExactly("one");
    }

    @Test
    void twoOperatorsDoNotFenceAtOnce() throws Exception {
        open("one");
        fence(SOON);
        try (FleetControl other = operator()) {
            assertThatThrownBy(() -> other.fence(SOON))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContaining("is fenced by");
            other.abort();
        }
        control.awaitDrained(SOON);
    }

    @Test
    void theFenceOfADeadOperatorIsEndedByTheNextOneOnTheProviderThatTheFlagNames() throws Exception {
        Instance one = open("one");
        control = operator();
        long epoch = control.fence(Duration.ofSeconds(60));
        control.awaitDrained(SOON);
        control.flip("postgresql");
        try (FleetControl other = operator()) {
            other.endAbandoned(epoch - 1);
            assertThat(operatorState().phase()).as("another fence").isEqualTo(Phase.FENCED);
            other.endAbandoned(epoch);
        }

        await(() -> one.phase() == Phase.OPEN);
        assertThat(one.active()).isEqualTo("postgresql");
        assertThatThrownBy(() -> control.flip("sqlite"))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void anUnknownProviderIsRefusedByName() throws Exception {
        open("one");
        fence(SOON);
        control.awaitDrained(SOON);
        assertThatThrownBy(() -> control.flip("oracle"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown provider 'oracle', expected one of [postgresql, sqlite]");
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 10 s").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
