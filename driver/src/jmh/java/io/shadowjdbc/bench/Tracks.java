package io.shadowjdbc.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.openjdk.jmh.infra.Blackhole;

/** The workloads on one connection, with its statements prepared. For one thread. */
public final class Tracks implements Workload.Place {
    static final String POINT = "SELECT TrackId, Name, UnitPrice, AlbumId, Composer FROM Track WHERE TrackId = ?";
    static final String RANGE =
            "SELECT TrackId, Name, UnitPrice, AlbumId, Composer FROM Track WHERE TrackId <= ? ORDER BY TrackId";

    private final Connection connection;
    private final PreparedStatement point;
    private final PreparedStatement range;
    private final PreparedStatement insert;
    private int id;

    /** Closes the connection when it is closed. */
    public Tracks(Connection connection) throws SQLException {
        this.connection = connection;
        point = connection.prepareStatement(POINT);
        range = connection.prepareStatement(RANGE);
        insert = connection.prepareStatement("INSERT INTO Play (TrackId, Seconds) VALUES (?, ?)");
    }

    @Override
    public void work(Workload workload, int times, Blackhole hole) throws SQLException {
        for (int i = 0; i < times; i++) {
            switch (workload) {
                case POINT_READ -> pointRead(hole);
                case PREPARE_EXECUTE_READ_CLOSE -> prepareExecuteReadClose(hole);
                case HUNDRED_ROWS -> hundredRows(hole);
                case TEN_THOUSAND_ROWS -> tenThousandRows(hole);
                case INSERT_AND_COMMIT -> insertAndCommit(hole);
            }
        }
    }

    private int nextId() {
        // a prime stride, so that pages are not read in order
        id = (id + 7919) % Databases.TRACKS;
        return id + 1;
    }

    void pointRead(Blackhole hole) throws SQLException {
        read(point, nextId(), hole);
    }

    void prepareExecuteReadClose(Blackhole hole) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(POINT)) {
            read(statement, nextId(), hole);
        }
    }

    void hundredRows(Blackhole hole) throws SQLException {
        read(range, 100, hole);
    }

    void tenThousandRows(Blackhole hole) throws SQLException {
        read(range, Databases.TRACKS, hole);
    }

    void insertAndCommit(Blackhole hole) throws SQLException {
        connection.setAutoCommit(false);
        insert.setInt(1, nextId());
        insert.setInt(2, 60);
        hole.consume(insert.executeUpdate());
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Runs a statement of five columns, {@link #POINT}'s, and takes all of each row. */
    static void read(PreparedStatement statement, int parameter, Blackhole hole) throws SQLException {
        statement.setInt(1, parameter);
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                hole.consume(row.getInt(1));
                hole.consume(row.getString(2));
                hole.consume(row.getDouble(3));
                hole.consume(row.getInt(4));
                hole.consume(row.getString(5));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
