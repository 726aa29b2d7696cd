package io.shadowjdbc.migrator.target;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.plan.MigrationPlan;
import io.shadowjdbc.migrator.source.RowidRange;
import io.shadowjdbc.migrator.source.RowidSplit;
import io.shadowjdbc.migrator.source.SourceTable;
import io.shadowjdbc.migrator.source.SqliteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which tables are copied whole and which in ranges. A whole table is the faster way, since its rows arrive
 * frozen; ranges let several connections work on one table, and let a killed copy continue within it.
 */
final class CopyPlan {
    /** What a range may hold of large rows, however few they are. */
    private static final long RANGE_BYTES = 512L << 20;

    private CopyPlan() {}

    /** @param rangeRows how many rows a range holds; a table of less than two ranges stays whole */
    static List<CopyPart> of(MigrationPlan plan, SqliteSource snapshot, long rangeRows) throws MigrationException {
        List<CopyPart> parts = new ArrayList<>();
        try (Connection connection = snapshot.open()) {
            // only a large file can have a table of large rows; asking means reading pages
            boolean large = Files.size(snapshot.file()) >= 2 * RANGE_BYTES;
            for (SourceTable table : plan.source().tables()) {
                long rows = plan.census().get(table.name()).rows();
                long bytes = large ? RowidSplit.bytes(connection, table.table()) : 0;
                long ranges = Math.max(rows / rangeRows, Math.min(rows, bytes / RANGE_BYTES));
                List<RowidRange> cut = ranges < 2
                        ? List.of(RowidRange.ALL)
                        : RowidSplit.split(connection, table.table(), (rows + ranges - 1) / ranges);
                for (int i = 0; i < cut.size(); i++) {
                    parts.add(CopyPart.planned(table.name(), i, cut.get(i)));
                }
            }
            return parts;
        } catch (SQLException | IOException e) {
            throw new MigrationException(snapshot.file() + ": can't be read: " + e.getMessage(), e);
        }
    }
}
