package io.shadowjdbc.migrator.command;

import io.shadowjdbc.migrator.target.PostgresqlTarget;
import io.shadowjdbc.provider.FleetControl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the flag lives. */
final class ControlOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--control",
            paramLabel = "STORE",
            defaultValue = "postgresql",
            description = "The control store, as the driver's shadow.control names it: postgresql (the target's) or"
                    + " file:PATH (default: ${DEFAULT-VALUE}).")
    private String store;

    /** The store as it was given. */
    String store() {
        return store;
    }

    /** The operator's hold on the instances; to be closed. */
    FleetControl open(PostgresqlTarget target) {
        try {
            return FleetControl.of(store, target::connect);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--control: " + e.getMessage(), e);
        }
    }
}
