package io.shadowjdbc.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The flag and all instances that follow it, at one moment.
 *
 * @param provider the active provider
 * @param phase whether new transactions may begin
 * @param epoch counts the fences
 * @param changedBy who changed the flag last
 * @param changedAt when, by the store's clock
 * @param deadline when a fence ends by itself; empty if there is none, or it does not
 * @param instances all that are registered, by name
 * @param readAt the store's clock when this was read
 */
public record FleetState(
        String provider,
        Phase phase,
        long epoch,
        String changedBy,
        Instant changedAt,
        Optional<Instant> deadline,
        List<InstanceStatus> instances,
        Instant readAt) {

    public FleetState {
        instances = List.copyOf(instances);
    }

    static FleetState of(ControlFlag flag, List<InstanceStatus> instances, Instant readAt) {
        return new FleetState(
                flag.provider(),
                flag.phase(),
                flag.epoch(),
                flag.changedBy(),
                flag.changedAt(),
                flag.deadline(),
                instances,
                readAt);
    }

    /** The instances that the current fence still has to wait for. */
    public List<InstanceStatus> missing() {
        return instances.stream().filter(each -> !each.isDrained(epoch)).toList();
    }

    /** The same in words, one line an instance. */
    public List<String> whyMissing() {
        return missing().stream().map(each -> each.whyMissing(epoch, readAt)).toList();
    }
}
