package io.shadowjdbc.dialect.postgresql;

import io.shadowjdbc.schema.Codec;
import io.shadowjdbc.schema.CodecException;
import io.shadowjdbc.schema.CopyFields;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A codec of a parameter: it binds, and is never used for a column's cells. */
abstract class BindOnly implements Codec {
    @Override
    public boolean fits(Object stored) {
        return true;
    }

    @Override
    public void encode(Object stored, CopyFields out) throws CodecException {
        throw new CodecException(name() + " is for parameters only");
    }

    @Override
    public Object decode(ResultSet row, int column) throws SQLException {
        throw new SQLException(name() + " is for parameters only");
    }

    @Override
    public String toString() {
        return name();
    }
}
