package io.shadowjdbc.migrator.source;

import io.shadowjdbc.schema.LargeValue;
import java.sql.SQLException;

/**
 * The payload of one entry that does not fit its page: its first bytes are in the page, the others in a chain of overflow
 * pages, whose numbers are found out as far as they are needed. Good until the cursor moves on.
 */
final class Overflow {
    private static final int NEXT_BYTES = 4;

    private final PageFile file;
    private final byte[] page;
    private byte[] local;
    private int start;
    private int localBytes;
    private long length;
    private int[] chain = {};
    private int known;

    Overflow(PageFile file) {
        this.file = file;
        this.page = new byte[file.pageSize() + BTreeCursor.SLACK];
    }

    /** Takes the cursor's current entry. */
    void take(BTreeCursor cursor) throws SQLException {
        local = cursor.page();
        start = cursor.payloadStart();
        localBytes = cursor.payloadLocal();
        length = cursor.payloadLength();
        long pages = (length - localBytes + bytesAPage() - 1) / bytesAPage();
        if (pages > file.pages()) {
            throw file.damaged(cursor.pageNumber(), "a row of " + length + " bytes, which is more than the file holds");
        }
        if (chain.length < pages) {
            chain = new int[(int) pages];
        }
        chain[0] = cursor.firstOverflow();
        known = 1;
    }

    private int bytesAPage() {
        return file.usable() - NEXT_BYTES;
    }

    /** Gives a part of the payload to the sink, in chunks. */
    void read(long from, long count, LargeValue.Sink sink) throws SQLException {
        long position = from;
        long left = count;
        if (position < localBytes) {
            int part = (int) Math.min(left, localBytes - position);
            sink.accept(local, start + (int) position, part);
            position += part;
            left -= part;
        }
        while (left > 0) {
            int index = (int) ((position - localBytes) / bytesAPage());
            int within = (int) ((position - localBytes) % bytesAPage());
            follow(index);
            file.read(chain[index], page, file.usable());
            noteNext(index);
            int part = (int) Math.min(left, bytesAPage() - within);
            sink.accept(page, NEXT_BYTES + within, part);
            position += part;
            left -= part;
        }
    }

    /** Copies a part of the payload. */
    void read(long from, byte[] into, int count) throws SQLException {
        int[] size = {0};
        read(from, count, (bytes, offset, part) -> {
            System.arraycopy(bytes, offset, into, size[0], part);
            size[0] += part;
        });
    }

    /** Finds out the numbers of the pages up to this one. */
    private void follow(int index) throws SQLException {
        while (known <= index) {
            file.read(chain[known - 1], page, NEXT_BYTES);
            noteNext(known - 1);
        }
    }

    /** The page in memory says which comes after it. */
    private void noteNext(int index) throws SQLException {
        if (known != index + 1) {
            return;
        }
        int next = BTreeCursor.readInt(page, 0);
        long end = localBytes + (index + 1L) * bytesAPage();
        if ((next == 0) != (end >= length)) {
            throw file.damaged(
                    chain[index], "an overflow chain is " + (next == 0 ? "shorter" : "longer") + " than its row");
        }
        if (next != 0) {
            chain[known++] = next;
        }
    }

    /** A part of the payload as a value. */
    LargeValue value(long from, long count) {
        Overflow self = this;
        return new LargeValue() {
            @Override
            public long length() {
                return count;
            }

            @Override
            public void read(Sink sink) throws SQLException {
                self.read(from, count, sink);
            }
        };
    }
}
