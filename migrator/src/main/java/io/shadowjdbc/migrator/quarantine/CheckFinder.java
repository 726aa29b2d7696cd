package io.shadowjdbc.migrator.quarantine;

import io.shadowjdbc.dialect.ast.Statement.Check;
import io.shadowjdbc.migrator.plan.TableFit;
import java.sql.Connection;
import java.sql.SQLException;

/** Rows that break the source's own CHECK, which SQLite allows where checks were switched off or added later. */
final class CheckFinder implements BadRowFinder {
    @Override
    public void find(Connection source, TableFit fit, Taker taker) throws SQLException {
        TableRows rows = new TableRows(fit.source().table());
        for (Check check : fit.source().checks()) {
            String text = check.expr().span().of(fit.source().definition());
            try {
                // a CHECK holds unless it is false
                rows.where(
                        source, "NOT (" + text + ")", row -> taker.take(new BadRow(null, "CHECK (" + text + ")", row)));
            } catch (SQLException e) {
                if (!String.valueOf(e.getMessage()).contains("no such")) {
                    throw e;
                }
                // it calls the application's own function, as PostgreSQL's table can't: there is no such CHECK there
            }
        }
    }
}
