package io.shadowjdbc.jdbc;

import java.io.ByteArrayInputStream;
import java.io.CharArrayReader;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.SQLException;

/** Reads a stream that was given as a parameter, so that it can be given to more than one statement. */
final class ReplayableStream {
    /** Opens the bytes again; null if there was no stream. */
    interface Bytes {
        InputStream open();
    }

    /** Opens the characters again; null if there was no stream. */
    interface Chars {
        Reader open();
    }

    private ReplayableStream() {}

    static Bytes bytes(InputStream stream) throws SQLException {
        if (stream == null) {
            return () -> null;
        }
        try {
            byte[] content = stream.readAllBytes();
            return () -> new ByteArrayInputStream(content);
        } catch (IOException e) {
            throw new SQLException("Error reading stream", e);
        }
    }

    static Chars chars(Reader reader) throws SQLException {
        if (reader == null) {
            return () -> null;
        }
        try {
            CharArrayWriter writer = new CharArrayWriter();
            reader.transferTo(writer);
            char[] content = writer.toCharArray();
            return () -> new CharArrayReader(content);
        } catch (IOException e) {
            throw new SQLException("Cannot read from character stream, exception message: " + e.getMessage(), e);
        }
    }
}
