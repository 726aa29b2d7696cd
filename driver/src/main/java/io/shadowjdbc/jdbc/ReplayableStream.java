package io.shadowjdbc.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayReader;
import java.io.CharArrayWriter;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Reads a stream that was given as a parameter, so that it can be given to more than one statement. A stream that breaks
 * breaks again where the inner driver reads it: what that means is the inner driver's to say.
 */
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

    static Bytes bytes(InputStream stream) {
        if (stream == null) {
            return () -> null;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            stream.transferTo(content);
        } catch (IOException e) {
            return () -> new BrokenBytes(content.toByteArray(), e);
        }
        byte[] whole = content.toByteArray();
        return () -> new ByteArrayInputStream(whole);
    }

    static Chars chars(Reader reader) {
        if (reader == null) {
            return () -> null;
        }
        CharArrayWriter content = new CharArrayWriter();
        try {
            reader.transferTo(content);
        } catch (IOException e) {
            return () -> new BrokenChars(content.toCharArray(), e);
        }
        char[] whole = content.toCharArray();
        return () -> new CharArrayReader(whole);
    }

    private static final class BrokenBytes extends FilterInputStream {
        private final IOException failure;

        BrokenBytes(byte[] content, IOException failure) {
            super(new ByteArrayInputStream(content));
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            return unlessEnded(super.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return unlessEnded(super.read(target, offset, length));
        }

        private int unlessEnded(int read) throws IOException {
            if (read < 0) {
                throw failure;
            }
            return read;
        }
    }

    private static final class BrokenChars extends FilterReader {
        private final IOException failure;

        BrokenChars(char[] content, IOException failure) {
            super(new CharArrayReader(content));
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            return unlessEnded(super.read());
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            return unlessEnded(super.read(target, offset, length));
        }

        private int unlessEnded(int read) throws IOException {
            if (read < 0) {
                throw failure;
            }
            return read;
        }
    }
}
