package io.shadowjdbc.sample.audit;

import io.shadowjdbc.sample.support.Paging;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Who changed what, and when. Entries are numbered by the database and never change. */
@Repository
public class AuditLog {
    private static final String ENTRY = """
            SELECT a."id", a."at", a."action", a."entity", a."entityId", a."detail", u."email" AS "actor"
            FROM "AuditLog" a LEFT JOIN "User" u ON u."id" = a."actorId"
            """;
    private static final RowMapper<Entry> READ_ENTRY = (row, number) -> new Entry(
            row.getLong("id"),
            row.getTimestamp("at").toInstant(),
            row.getString("action"),
            row.getString("entity"),
            row.getString("entityId"),
            row.getString("actor"),
            row.getString("detail"));

    private final JdbcClient jdbc;
    private final SimpleJdbcInsert insert;
    private final JsonMapper json;

    AuditLog(JdbcClient jdbc, DataSource dataSource, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.insert = new SimpleJdbcInsert(dataSource)
                .withTableName("AuditLog")
                .usingQuotedIdentifiers()
                .usingColumns("actorId", "action", "entity", "entityId", "detail", "at")
                .usingGeneratedKeyColumns("id");
    }

    /**
     * One entry.
     *
     * @param actor e-mail address of the user who did it; null where the system did it or the user is gone
     * @param detail JSON
     */
    public record Entry(
            long id, Instant at, String action, String entity, String entityId, String actor, String detail) {}

    /**
     * Adds an entry to the running transaction.
     *
     * @param actorId id of the user who does it; null for the system
     * @param detail what else is worth knowing
     * @return the entry's number
     */
    public long record(String actorId, String action, String entity, String entityId, Map<String, ?> detail) {
        Map<String, Object> row = new HashMap<>();
        row.put("actorId", actorId);
        row.put("action", action);
        row.put("entity", entity);
        row.put("entityId", entityId);
        row.put("detail", detail.isEmpty() ? null : json.writeValueAsString(detail));
        // a Timestamp would become text: to SimpleJdbcInsert a DATETIME column of SQLite is a VARCHAR
        row.put("at", System.currentTimeMillis());
        return insert.executeAndReturnKey(row).longValue();
    }

    Entry find(long id) {
        return jdbc.sql(ENTRY + " WHERE a.\"id\" = ?")
                .param(id)
                .query(READ_ENTRY)
                .optional()
                .orElseThrow(() -> new NoSuchElementException("no audit entry " + id));
    }

    /** The entries of a time range, the newest first; the next page begins before the last id of this one. */
    List<Entry> between(Instant from, Instant to, Long beforeId, int size) {
        return jdbc.sql(ENTRY + """
                         WHERE a."at" >= :from AND a."at" < :to AND (:before IS NULL OR a."id" < :before)
                         ORDER BY a."id" DESC LIMIT :size
                        """)
                .param("from", from.toEpochMilli())
                .param("to", to.toEpochMilli())
                .param("before", beforeId)
                .param("size", Paging.size(size))
                .query(READ_ENTRY)
                .list();
    }

    /** What happened to one row, the oldest first. */
    List<Entry> historyOf(String entity, String entityId) {
        return jdbc.sql(ENTRY + " WHERE a.\"entity\" = ? AND a.\"entityId\" = ? ORDER BY a.\"id\"")
                .params(entity, entityId)
                .query(READ_ENTRY)
                .list();
    }
}
