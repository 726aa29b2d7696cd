package io.shadowjdbc.config;

import java.sql.SQLNonTransientConnectionException;
import java.util.List;

/** The configuration can't be used. The message names each wrong setting, its source and what is allowed. */
public final class ConfigException extends SQLNonTransientConnectionException {
    private static final long serialVersionUID = 1;

    /** SQLState for "the client could not establish the connection". */
    private static final String STATE = "08001";

    ConfigException(List<String> problems) {
        super(
                problems.size() == 1
                        ? "Shadow JDBC can't use its configuration: " + problems.get(0)
                        : "Shadow JDBC can't use its configuration:\n- " + String.join("\n- ", problems),
                STATE);
    }
}
