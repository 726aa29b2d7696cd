package io.shadowjdbc.migrator.quarantine;

import io.shadowjdbc.migrator.plan.TableFit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Rows with a value that its column can't hold. */
final class BadValueFinder implements BadRowFinder {
    @Override
    public void find(Connection source, TableFit fit, Taker taker) throws SQLException {
        if (!fit.hasBadValues()) {
            return;
        }
        List<TableFit.ColumnFit> columns = fit.columns();
        new TableRows(fit.source().table()).where(source, "", row -> {
            for (int i = 0; i < columns.size(); i++) {
                Optional<String> obstacle = columns.get(i).obstacle(row.values()[i]);
                if (obstacle.isPresent()) {
                    taker.take(new BadRow(columns.get(i).column().sqliteName(), obstacle.get(), row));
                    return;
                }
            }
        });
    }
}
