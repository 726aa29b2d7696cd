package io.shadowjdbc.migrator.cutover;

import io.shadowjdbc.migrator.GateClosedException;
import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.run.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All gates of a crossing. Each is shown with its state; closed ones stop it, unless the operator waives them by name. */
public final class Gates {
    private final List<Gate> gates;
    private final Map<String, String> waived;

    /**
     * @param waived names of gates that need not be open, each with the operator's reason
     * @throws IllegalArgumentException if there is no gate of such a name
     */
    public Gates(List<Gate> gates, Map<String, String> waived) {
        this.gates = List.copyOf(gates);
        this.waived = Map.copyOf(waived);
        List<String> names = gates.stream().map(Gate::name).toList();
        for (String name : waived.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("there is no gate '" + name + "', expected one of " + names);
            }
        }
    }

    /** Looks at every gate. */
    public List<GateState> look() {
        List<GateState> states = new ArrayList<>();
        for (Gate gate : gates) {
            try {
                states.add(gate.look());
            } catch (MigrationException e) {
                states.add(GateState.closed(gate.name(), e.getMessage(), "mend that and try again"));
            }
        }
        return states;
    }

    /**
     * Shows them.
     *
     * @throws GateClosedException if one is closed and not waived
     */
    List<Map<String, Object>> pass(Console console) throws GateClosedException {
        List<Map<String, Object>> json = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (GateState state : look()) {
            String reason = state.open() ? null : waived.get(state.gate());
            console.say("  gate " + state.gate() + ": " + (state.open() ? "open" : reason != null ? "waived" : "closed")
                    + ", " + state.found()
                    + (reason != null
                            ? " (waived: " + reason + ")"
                            : state.open() ? "" : "; to open it: " + state.remedy()));
            json.add(state.toJson(reason));
            if (!state.open() && reason == null) {
                closed.add(state.gate() + ": " + state.found() + "; to open it: " + state.remedy());
            }
        }
        if (!closed.isEmpty()) {
            throw new GateClosedException(
                    closed.size() + " of " + gates.size() + " gates are closed; one that does not apply is waived with"
                            + " --waive GATE=REASON:",
                    closed);
        }
        return json;
    }
}
