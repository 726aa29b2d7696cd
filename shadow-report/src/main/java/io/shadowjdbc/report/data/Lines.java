package io.shadowjdbc.report.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines as bytes, so that one with broken UTF-8 can be told from a whole one. Not for use by several threads. */
final class Lines {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The bytes up to the next line feed or the end of the file; null at its end. */
    byte[] next() throws IOException {
        if (position == end && !fill()) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        do {
            int start = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            line.write(buffer, start, position - start);
            if (position < end) {
                position++;
                break;
            }
        } while (fill());
        return line.toByteArray();
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
