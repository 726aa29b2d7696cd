package io.shadowjdbc.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.junit.jupiter.api.Test;

/** What was noted is set again with the same setters, and what is noted later does not reach a snapshot. */
class ParametersTest {
    private final Parameters parameters = new Parameters();

    /** Type and text of each value as SQLite sees it. */
    private static String seen(ParameterValues values) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT ''");
        for (int i = 1; i <= values.size(); i++) {
            sql.append(" || typeof(?")
                    .append(i)
                    .append(") || ':' || coalesce(?")
                    .append(i)
                    .append(", '-') || ' '");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            values.applyTo(statement);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1).strip();
            }
        }
    }

    @Test
    void everySetterIsUsedAgain() throws SQLException {
        parameters.setInt(1, 1);
        parameters.setLong(2, 1L << 40);
        parameters.setDouble(3, 0.5);
        parameters.setString(4, "text");
        parameters.setObject(5, 7);
        parameters.setBigDecimal(6, new BigDecimal("1.50"));
        parameters.setBytes(7, new byte[] {65});
        parameters.setNull(8, Types.VARCHAR);
        parameters.setString(9, null);
        parameters.set(10, (statement, index) -> statement.setBoolean(index, true));

        assertThat(seen(parameters.snapshot()))
                .isEqualTo("integer:1 integer:1099511627776 real:0.5 text:text integer:7 text:1.50 blob:A null:-"
                        + " null:- integer:1");
    }

    @Test
    void aPositionThatWasNeverSetStaysUnset() throws SQLException {
        parameters.setInt(2, 5);

        assertThat(seen(parameters.snapshot())).isEqualTo("null:- integer:5");
    }

    @Test
    void laterChangesDoNotReachASnapshot() throws SQLException {
        byte[] bytes = {65};
        parameters.setBytes(1, bytes);
        parameters.setInt(2, 1);
        ParameterValues snapshot = parameters.snapshot();

        bytes[0] = 66;
        parameters.setInt(2, 2);
        parameters.clear();

        assertThat(seen(snapshot)).isEqualTo("blob:A integer:1");
        assertThat(parameters.snapshot().size()).isZero();
    }

    @Test
    void anIndexThatNoDriverTakesIsNotNoted() {
        parameters.setInt(0, 1);
        parameters.setInt(-1, 1);
        parameters.setInt(Integer.MAX_VALUE, 1);

        assertThat(parameters.snapshot().size()).isZero();
    }
}
