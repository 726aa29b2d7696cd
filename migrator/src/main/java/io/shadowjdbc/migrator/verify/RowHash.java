package io.shadowjdbc.migrator.verify;

import io.shadowjdbc.migrator.source.RowReader;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.StoredCell;
import io.shadowjdbc.schema.StoredValue;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.List;

/**
 * SHA-256 of a row as SQLite stores it, the same whichever side it is read from. Large values enter it by their own
 * SHA-256. Not for use by several threads.
 */
final class RowHash {
    private final List<ColumnMap> columns;
    private final MessageDigest digest = CellComparison.sha256();

    RowHash(List<ColumnMap> columns) {
        this.columns = columns;
    }

    byte[] of(RowReader row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            StoredCell stored = CellComparison.kept(columns.get(i).codec(), row.cell(i));
            if (LargeDigest.isLarge(stored)) {
                LargeDigest.of(stored).update(digest);
            } else {
                stored.update(digest);
            }
        }
        return digest.digest();
    }

    byte[] of(TargetRow row) {
        for (int i = 0; i < columns.size(); i++) {
            LargeDigest large = row.large(i);
            if (large != null) {
                large.update(digest);
            } else {
                StoredValue.update(digest, row.value(i));
            }
        }
        return digest.digest();
    }
}
