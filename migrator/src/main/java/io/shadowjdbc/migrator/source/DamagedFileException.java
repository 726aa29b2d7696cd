package io.shadowjdbc.migrator.source;

import static io.shadowjdbc.schema.SqliteCatalogue.quote;

import java.nio.file.Path;
import java.sql.SQLException;

/** A page of a SQLite file is not as SQLite's file format wants it. The message names file, table and page. */
public final class DamagedFileException extends SQLException {
    private static final long serialVersionUID = 1L;

    DamagedFileException(Path file, String table, int page, String what) {
        super(
                file + ": table " + quote(table) + ", page " + page + ": " + what
                        + "; the file is damaged: restore it from a backup, or rebuild it with sqlite3's .recover",
                "58030");
    }
}
