package io.shadowjdbc.migrator.quarantine;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.plan.TableFit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Rows whose foreign key finds no parent; PostgreSQL compares keys by their bytes. */
public final class OrphanFinder implements BadRowFinder {
    private final Function<TableFit, List<Reference>> references;

    /**
     * A foreign key in SQLite's names.
     *
     * @param columns of the child
     * @param parent the table referred to
     * @param parentColumns in the same order
     */
    public record Reference(List<String> columns, String parent, List<String> parentColumns) {}

    /** @param references the foreign keys of a table that the target will have */
    public OrphanFinder(Function<TableFit, List<Reference>> references) {
        this.references = references;
    }

    @Override
    public void find(Connection source, TableFit fit, Taker taker) throws SQLException {
        for (Reference reference : references.apply(fit)) {
            List<String> given = new ArrayList<>();
            List<String> equal = new ArrayList<>();
            for (int i = 0; i < reference.columns().size(); i++) {
                String column = "bad." + quote(reference.columns().get(i));
                given.add(column + " IS NOT NULL");
                equal.add("parent." + quote(reference.parentColumns().get(i)) + " = " + column + " COLLATE BINARY");
            }
            String condition = String.join(" AND ", given) + " AND NOT EXISTS (SELECT 1 FROM main."
                    + quote(reference.parent()) + " AS parent WHERE " + String.join(" AND ", equal) + ")";
            String column =
                    reference.columns().size() == 1 ? reference.columns().get(0) : null;
            String reason = "FOREIGN KEY (" + String.join(", ", reference.columns()) + "): table "
                    + quote(reference.parent()) + " has no such row";
            new TableRows(fit.source().table())
                    .where(source, condition, row -> taker.take(new BadRow(column, reason, row)));
        }
    }

    @Override
    public boolean isContagious() {
        return true;
    }
}
