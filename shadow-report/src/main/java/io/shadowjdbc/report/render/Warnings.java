package io.shadowjdbc.report.render;

import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.data.Statement;
import io.shadowjdbc.report.gate.Decision;
import io.shadowjdbc.report.text.Words;
import java.util.ArrayList;
import java.util.List;

/** What a reader of the report has to know to trust it no further than it goes. */
final class Warnings {
    private Warnings() {}

    static List<String> of(ParityData data, Decision decision) {
        List<String> warnings = new ArrayList<>(data.warnings());
        warnings.addAll(decision.warnings());
        long unselected = data.statements().stream()
                .filter(Statement::isRead)
                .filter(statement -> statement.counts().selected() == 0)
                .count();
        if (unselected > 0) {
            warnings.add(Words.count(unselected, "read statement")
                    + (unselected == 1 ? " was" : " were")
                    + " seen and never selected for mirroring: nothing is known of "
                    + (unselected == 1 ? "it" : "them"));
        }
        return warnings;
    }
}
