package io.shadowjdbc.bridge;

import io.shadowjdbc.dialect.StatementKind;
import io.shadowjdbc.dialect.Translation.Parameter;
import io.shadowjdbc.dialect.Translation.Translated;
import io.shadowjdbc.plan.StatementPlan;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.ColumnMap;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/**
 * A translation as PostgreSQL's driver has prepared it, kept for the next run of the same plan. It is there twice, with a
 * savepoint in front of it and without: the first read of a transaction sets one, the others do not.
 */
final class PreparedTranslation {
    private final BridgedConnection connection;
    private Translated translated;
    private ColumnMap rowid;
    private boolean mayUpdate;
    private PreparedStatement statement;
    private String prefix = "";
    private PreparedStatement otherStatement;
    private String otherPrefix = "";

    PreparedTranslation(BridgedConnection connection) {
        this.connection = connection;
    }

    /**
     * The statement to bind and to run.
     *
     * @param before statements to run in the same round trip before it
     */
    PreparedStatement prepare(StatementPlan plan, Translated next, String before) throws SQLException {
        if (translated != next) {
            close();
            rowid = rowidOf(plan).orElse(null);
            mayUpdate = rowid != null && plan.analysis().insertion().mayUpdate();
            translated = next;
        } else if (!prefix.equals(before)) {
            useOther();
        }
        if (statement == null || !prefix.equals(before) || statement.isClosed()) {
            closeStatement();
            statement = made(plan, before + next.sql());
            prefix = before;
        }
        return statement;
    }

    private void useOther() {
        PreparedStatement used = statement;
        String usedPrefix = prefix;
        statement = otherStatement;
        prefix = otherPrefix;
        otherStatement = used;
        otherPrefix = usedPrefix;
    }

    private PreparedStatement made(StatementPlan plan, String sql) throws SQLException {
        Connection physical = connection.physical();
        if (rowid != null) {
            return physical.prepareStatement(sql, keyColumns(rowid));
        }
        return plan.kind().changesRows()
                ? physical.prepareStatement(sql, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
                : physical.prepareStatement(sql);
    }

    private String[] keyColumns(ColumnMap key) {
        return mayUpdate ? new String[] {key.postgresqlName(), "xmax"} : new String[] {key.postgresqlName()};
    }

    private Optional<ColumnMap> rowidOf(StatementPlan plan) {
        if (plan.kind() != StatementKind.INSERT || plan.analysis().returnsRows()) {
            return Optional.empty();
        }
        return Optional.ofNullable(connection.schema().keyTable(plan))
                .flatMap(table -> table.column(table.integerKey()));
    }

    /** Binds stored values as the codecs of the columns that they meet say. */
    void bind(Object[] stored) throws SQLException {
        int index = 0;
        for (Parameter parameter : translated.parameters()) {
            index++;
            Object value = value(parameter.source(), stored);
            if (parameter.codec() == null) {
                bindByStorageClass(index, value);
                continue;
            }
            try {
                parameter.codec().bind(statement, index, value);
            } catch (CodecException e) {
                // bound by its storage class it might find other rows than on SQLite
                throw Refusals.exception("parameter " + parameter.source() + ", " + e.getMessage());
            }
        }
    }

    private Object value(int source, Object[] stored) throws SQLException {
        return switch (source) {
            case Parameter.LAST_INSERT_ROWID -> {
                if (connection.lastInsertRowid() == null) {
                    throw Refusals.exception("last_insert_rowid() of a table without an INTEGER PRIMARY KEY;"
                            + " read the row by its own key");
                }
                yield connection.lastInsertRowid();
            }
            case Parameter.CHANGES -> connection.changes();
            case Parameter.TOTAL_CHANGES -> connection.totalChanges();
            // sqlite-jdbc runs an unbound parameter as NULL
            default -> source <= stored.length ? stored[source - 1] : null;
        };
    }

    private void bindByStorageClass(int index, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.OTHER);
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Double number) {
            statement.setDouble(index, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setString(index, (String) value);
        }
    }

    /** Whether {@link #noteRowid} learns of keys. */
    boolean givesRowids() {
        return rowid != null;
    }

    /** Notes the keys of the rows that it has added, for {@code last_insert_rowid()}. */
    void noteRowid() throws SQLException {
        if (rowid == null) {
            return;
        }
        try (ResultSet keys = statement.getGeneratedKeys()) {
            while (keys.next()) {
                // a row that an upsert has changed has a version before
                if (!mayUpdate || keys.getLong(2) == 0) {
                    connection.noteInsertedRowid((Long) rowid.codec().decode(keys, 1));
                }
            }
        }
    }

    void cancel() throws SQLException {
        PreparedStatement running = statement;
        if (running != null) {
            running.cancel();
        }
    }

    void close() throws SQLException {
        translated = null;
        closeStatement();
        useOther();
        closeStatement();
    }

    private void closeStatement() throws SQLException {
        PreparedStatement closing = statement;
        statement = null;
        if (closing != null) {
            closing.close();
        }
    }
}
