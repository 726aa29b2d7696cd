package io.shadowjdbc.report.render;

import io.shadowjdbc.report.data.ParityData;
import io.shadowjdbc.report.gate.Decision;

/** One form of the report. */
@FunctionalInterface
public interface Renderer {
    /** The whole report; it ends with a line feed. */
    String render(ParityData data, Decision decision);
}
