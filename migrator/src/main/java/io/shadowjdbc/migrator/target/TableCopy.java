package io.shadowjdbc.migrator.target;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import io.shadowjdbc.migrator.MigrationException;
import io.shadowjdbc.migrator.source.RowReader;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import io.shadowjdbc.schema.CopyBuffer;
import io.shadowjdbc.schema.SqliteColumn;
import io.shadowjdbc.schema.SqliteTable;
import io.shadowjdbc.schema.TableMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Copies a table, or a range of it, by PostgreSQL's binary COPY in one transaction, which notes in the ledger that it was.
 * A whole table is emptied in that transaction, so that its rows can be written frozen: they need no second writing by
 * vacuum.
 */
final class TableCopy {
    private final SqliteTable table;
    private final TableMap map;
    private final CopyPart part;
    private final CopyLedger ledger;
    private final CopyProgress progress;

    TableCopy(SqliteTable table, TableMap map, CopyPart part, CopyLedger ledger, CopyProgress progress) {
        this.table = table;
        this.map = map;
        this.part = part;
        this.ledger = ledger;
        this.progress = progress;
    }

    /** Returns the rows copied. */
    long run(Connection source, Connection target) throws SQLException, MigrationException {
        target.setAutoCommit(false);
        String name = quote(map.postgresqlSchema()) + "." + quote(map.postgresqlName());
        try (Statement statement = target.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = off");
            if (part.whole()) {
                statement.execute("TRUNCATE " + name);
            }
            Set<String> computed = computed(target, name);
            List<SqliteColumn> read = new ArrayList<>();
            List<ColumnMap> written = new ArrayList<>();
            for (int i = 0; i < map.columns().size(); i++) {
                if (!computed.contains(map.columns().get(i).postgresqlName())) {
                    read.add(table.columns().get(i));
                    written.add(map.columns().get(i));
                }
            }
            long rows = written.isEmpty() ? 0 : copy(source, target, name, read, written);
            ledger.done(target, part, rows);
            target.commit();
            return rows;
        } catch (SQLException | MigrationException | RuntimeException e) {
            rollback(target, e);
            throw e;
        }
    }

    private static void rollback(Connection target, Exception cause) {
        try {
            target.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Columns that PostgreSQL computes itself. */
    private static Set<String> computed(Connection target, String name) throws SQLException {
        Set<String> computed = new HashSet<>();
        try (PreparedStatement statement = target.prepareStatement(
                "SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass AND attgenerated <> ''")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    computed.add(row.getString(1));
                }
            }
        }
        return computed;
    }

    private long copy(
            Connection source, Connection target, String name, List<SqliteColumn> read, List<ColumnMap> written)
            throws SQLException, MigrationException {
        String columns = String.join(
                ", ",
                written.stream().map(column -> quote(column.postgresqlName())).toList());
        CopyIn copy = target.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + name + " (" + columns + ") FROM STDIN (FORMAT binary"
                        + (part.whole() ? ", FREEZE)" : ")"));
        CopyBuffer buffer = new CopyBuffer(copy);
        long rows = 0;
        long reported = 0;
        long sent = 0;
        try (RowReader reader = RowReader.open(source, table, read, part.range())) {
            while (reader.next()) {
                encode(reader, written, buffer);
                rows++;
                if (buffer.isFull()) {
                    buffer.flush();
                    progress.copied(map.sqliteName(), rows - reported, buffer.sent() - sent);
                    reported = rows;
                    sent = buffer.sent();
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new MigrationException("stopped, since another table failed");
                }
            }
            buffer.end();
            buffer.flush();
            progress.copied(map.sqliteName(), rows - reported, buffer.sent() - sent);
            copy.endCopy();
            return rows;
        } catch (SQLException | MigrationException | RuntimeException e) {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
            throw e;
        }
    }

    private void encode(RowReader reader, List<ColumnMap> written, CopyBuffer buffer)
            throws MigrationException, SQLException {
        buffer.row(written.size());
        for (int i = 0; i < written.size(); i++) {
            try {
                written.get(i).codec().encode(reader.cell(i), buffer);
            } catch (CodecException e) {
                throw new MigrationException(
                        "table " + quote(map.sqliteName()) + ", row " + reader.key() + ", column "
                                + quote(written.get(i).sqliteName()) + ": " + e.getMessage()
                                + "; the data has changed since the schema was made: run schema --replace again",
                        e);
            }
        }
    }
}
