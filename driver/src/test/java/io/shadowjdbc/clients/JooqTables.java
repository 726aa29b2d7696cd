package io.shadowjdbc.clients;

import org.jooq.Identity;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import org.jooq.impl.UpdatableRecordImpl;

/** What jOOQ's generator would write for a table that records are stored in. */
final class JooqTables {
    static final Author AUTHOR = new Author();

    private JooqTables() {}

    /** The table. */
    static final class Author extends TableImpl<AuthorRecord> {
        private static final long serialVersionUID = 1L;

        final TableField<AuthorRecord, Long> id =
                createField(DSL.name("id"), SQLDataType.BIGINT.nullable(false).identity(true));
        final TableField<AuthorRecord, String> name =
                createField(DSL.name("name"), SQLDataType.VARCHAR(100).nullable(false));
        private final transient UniqueKey<AuthorRecord> key =
                Internal.createUniqueKey(this, DSL.name("author_pkey"), id);

        private Author() {
            super(DSL.name("author"));
        }

        @Override
        public Class<AuthorRecord> getRecordType() {
            return AuthorRecord.class;
        }

        @Override
        public UniqueKey<AuthorRecord> getPrimaryKey() {
            return key;
        }

        @Override
        public Identity<AuthorRecord, Long> getIdentity() {
            return Internal.createIdentity(this, id);
        }
    }

    /** A row of it. */
    static final class AuthorRecord extends UpdatableRecordImpl<AuthorRecord> {
        private static final long serialVersionUID = 1L;

        AuthorRecord() {
            super(AUTHOR);
        }
    }
}
