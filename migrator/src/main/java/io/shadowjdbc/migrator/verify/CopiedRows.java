package io.shadowjdbc.migrator.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/**
 * The result of a query as PostgreSQL's COPY prints it (documentation of COPY, "Text Format"). Rows come one at a time,
 * so that memory holds a lot of them only if they are small, and no cursor has to be asked for more. Not for use by
 * several threads.
 */
final class CopiedRows implements AutoCloseable {
    private static final int LOT_ROWS = 256;
    private static final int LOT_BYTES = 1 << 18;

    private final CopyOut copy;
    private final Statement statement;
    private final Field[] fields;
    private final List<Tuple> lot = new ArrayList<>(LOT_ROWS);
    private ResultSet results;
    private int row = -1;

    /** @param fields what the query gives, in text format */
    CopiedRows(Connection connection, String query, Field[] fields) throws SQLException {
        this.fields = fields;
        this.statement = connection.createStatement();
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT text)");
    }

    boolean next() throws SQLException {
        if (++row == lot.size() && !readLot()) {
            return false;
        }
        return results.next();
    }

    private boolean readLot() throws SQLException {
        lot.clear();
        row = 0;
        int bytes = 0;
        while (lot.size() < LOT_ROWS && bytes < LOT_BYTES && copy.isActive()) {
            byte[] line = copy.readFromCopy();
            if (line == null) {
                break;
            }
            bytes += line.length;
            lot.add(new Tuple(split(line, fields.length)));
        }
        // a result set of the driver itself, so that codecs read these values as they read any
        results = statement.unwrap(BaseStatement.class).createDriverResultSet(fields, lot);
        return !lot.isEmpty();
    }

    /** The current row, for codecs. */
    ResultSet results() {
        return results;
    }

    /** What is printed for a field of the current row, or null for NULL; the position is from 0. */
    byte[] printed(int position) {
        return lot.get(row).get(position);
    }

    /** The fields of a line: separated by tabs, with backslash sequences, {@code \N} for NULL. */
    static byte[][] split(byte[] line, int count) {
        byte[][] fields = new byte[count][];
        int position = 0;
        for (int i = 0; i < count; i++) {
            int start = position;
            int escapes = 0;
            while (line[position] != '\t' && line[position] != '\n') {
                if (line[position] == '\\') {
                    escapes++;
                    position++;
                }
                position++;
            }
            fields[i] = escapes == 0
                    ? java.util.Arrays.copyOfRange(line, start, position)
                    : unescape(line, start, position, escapes);
            position++;
        }
        return fields;
    }

    private static byte[] unescape(byte[] line, int start, int end, int escapes) {
        if (end - start == 2 && line[start + 1] == 'N') {
            return null;
        }
        byte[] field = new byte[end - start - escapes];
        int size = 0;
        for (int i = start; i < end; i++) {
            field[size++] = line[i] == '\\' ? meant(line[++i]) : line[i];
        }
        return field;
    }

    /** COPY writes no octal or hexadecimal sequences. */
    private static byte meant(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> escaped;
        };
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
