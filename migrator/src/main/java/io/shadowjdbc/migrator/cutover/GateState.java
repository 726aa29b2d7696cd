package io.shadowjdbc.migrator.cutover;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a look at a gate showed.
 *
 * @param gate its name
 * @param open whether it lets the operator through
 * @param found what was seen, a sentence without a full stop
 * @param remedy how to open it; empty where it is open
 */
public record GateState(String gate, boolean open, String found, String remedy) {
    static GateState open(String gate, String found) {
        return new GateState(gate, true, found, "");
    }

    static GateState closed(String gate, String found, String remedy) {
        return new GateState(gate, false, found, remedy);
    }

    Map<String, Object> toJson(String waived) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gate", gate);
        json.put("open", open);
        json.put("found", found);
        if (!open) {
            json.put("remedy", remedy);
        }
        if (waived != null) {
            json.put("waived", waived);
        }
        return json;
    }
}
