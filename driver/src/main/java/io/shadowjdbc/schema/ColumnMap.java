package io.shadowjdbc.schema;

/**
 * One column on both sides.
 *
 * @param sqliteName the name as SQLite's catalogue spells it
 * @param postgresqlName the name as PostgreSQL's catalogue spells it
 * @param declaredType SQLite's declared type, empty where there is none
 * @param affinity SQLite's affinity of the column
 * @param collation SQLite's collation of the column: BINARY, NOCASE, RTRIM or an application's own
 * @param notNull whether SQLite declares it NOT NULL
 * @param generated whether it is a generated column, which is never written
 * @param codec how its values are stored on both sides
 * @param reason why this codec was chosen, in one sentence for the operator
 */
public record ColumnMap(
        String sqliteName,
        String postgresqlName,
        String declaredType,
        Affinity affinity,
        String collation,
        boolean notNull,
        boolean generated,
        Codec codec,
        String reason) {

    /** The same column, stored by another codec. */
    public ColumnMap withCodec(Codec other) {
        return new ColumnMap(
                sqliteName, postgresqlName, declaredType, affinity, collation, notNull, generated, other, reason);
    }
}
