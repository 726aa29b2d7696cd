package io.shadowjdbc.dialect;

/** Draws statements over a {@link GeneratedSchema}. */
final class GeneratedStatements {
    private final Draw draw;
    private final GeneratedSchema schema;

    GeneratedStatements(Draw draw, GeneratedSchema schema) {
        this.draw = draw;
        this.schema = schema;
    }

    CorpusStatement next() {
        GeneratedParameters parameters = new GeneratedParameters(draw);
        GeneratedQueries queries = new GeneratedQueries(draw, schema, parameters);
        boolean changes = draw.chance(30);
        String sql = changes ? new GeneratedChanges(draw, schema, queries).statement() : queries.statement();
        return parameters.statement(sql);
    }
}
