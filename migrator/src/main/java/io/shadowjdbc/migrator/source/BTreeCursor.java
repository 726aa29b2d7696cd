package io.shadowjdbc.migrator.source;

import java.sql.SQLException;

/**
 * Goes through the entries of one b-tree in order (SQLite's documentation, "Database File Format", section 1.6): rows of
 * a table by rowid, or of a WITHOUT ROWID table by key. Whatever the pages hold, it comes to an end: in depth by a limit,
 * in breadth by the number of pages. Not for use by several threads.
 */
final class BTreeCursor {
    private static final int TABLE_LEAF = 0x0D;
    private static final int TABLE_INTERIOR = 0x05;
    private static final int INDEX_LEAF = 0x0A;
    private static final int INDEX_INTERIOR = 0x02;
    private static final int FILE_HEADER_BYTES = 100;
    private static final int CHILD_BYTES = 4;
    /** SQLite's own limit. */
    private static final int MOST_LEVELS = 20;

    /** Room behind a page, so that reading a number can't leave the array. */
    static final int SLACK = 16;

    /** One page on the way from the root to the current entry. */
    private static final class Level {
        private final byte[] page;
        private int number;
        private boolean leaf;
        private int cells;
        private int pointers;
        private int cell;
        private boolean entryGiven;

        Level(int pageSize) {
            page = new byte[pageSize + SLACK];
        }
    }

    private final PageFile file;
    private final int root;
    private final boolean table;
    private final Level[] levels = new Level[MOST_LEVELS];
    private int depth;
    private long pagesRead;
    private boolean ordered;
    private long rowid;
    private long payloadLength;
    private int payloadStart;
    private int payloadLocal;

    /** @param table whether entries have rowids; else they are those of an index, of which a WITHOUT ROWID table is one */
    BTreeCursor(PageFile file, int root, boolean table) throws SQLException {
        this.file = file;
        this.root = root;
        this.table = table;
        first();
    }

    /** Goes before the first entry. */
    void first() throws SQLException {
        depth = 0;
        pagesRead = 0;
        ordered = false;
        push(root);
    }

    /** Goes before the first row whose rowid is above this one. */
    void seekAfter(long low) throws SQLException {
        first();
        while (true) {
            Level level = levels[depth - 1];
            int cell = firstAbove(level, low);
            if (level.leaf) {
                level.cell = cell - 1;
                return;
            }
            level.cell = cell;
            push(child(level, cell));
        }
    }

    /** The first cell whose rowid is above; the rows of an interior cell's child have its rowid at most. */
    private int firstAbove(Level level, long low) throws SQLException {
        int from = 0;
        int to = level.cells;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int position = cellStart(level, middle) + (level.leaf ? 0 : CHILD_BYTES);
            if (level.leaf) {
                position += Varint.length(level.page, position);
            }
            if (Varint.read(level.page, position) > low) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /** Goes to the next entry; false if there is none. */
    boolean next() throws SQLException {
        while (depth > 0) {
            Level level = levels[depth - 1];
            if (level.leaf) {
                if (++level.cell < level.cells) {
                    parse(level, cellStart(level, level.cell));
                    return true;
                }
                depth--;
            } else if (!table && level.cell >= 0 && level.cell < level.cells && !level.entryGiven) {
                // the entries of an index are in interior pages too, each after the child on its left
                level.entryGiven = true;
                parse(level, cellStart(level, level.cell) + CHILD_BYTES);
                return true;
            } else if (++level.cell <= level.cells) {
                level.entryGiven = false;
                push(child(level, level.cell));
            } else {
                depth--;
            }
        }
        return false;
    }

    private void push(int number) throws SQLException {
        if (depth == MOST_LEVELS) {
            throw file.damaged(number, "the tree is deeper than SQLite makes it; a page may be its own descendant");
        }
        if (++pagesRead > file.pages()) {
            throw file.damaged(number, "the tree has more pages than the file; a page is in it twice");
        }
        if (levels[depth] == null) {
            levels[depth] = new Level(file.pageSize());
        }
        Level level = levels[depth];
        if (level.number != number || number < 1) {
            level.number = 0;
            file.read(number, level.page, file.pageSize());
            readHeader(level, number);
            level.number = number;
        }
        level.cell = -1;
        level.entryGiven = false;
        depth++;
    }

    private void readHeader(Level level, int number) throws SQLException {
        int header = number == 1 ? FILE_HEADER_BYTES : 0;
        int type = level.page[header];
        level.leaf = type == (table ? TABLE_LEAF : INDEX_LEAF);
        if (!level.leaf && type != (table ? TABLE_INTERIOR : INDEX_INTERIOR)) {
            throw file.damaged(number, "type " + (type & 0xFF) + " is no page of this table");
        }
        level.cells = unsignedShort(level.page, header + 3);
        level.pointers = header + (level.leaf ? 8 : 12);
        if (level.pointers + 2 * level.cells > file.usable()) {
            throw file.damaged(number, level.cells + " cells are more than a page holds");
        }
    }

    private int child(Level level, int cell) throws SQLException {
        // the last child stands in the page's header, right before the pointers
        int position = cell == level.cells ? level.pointers - CHILD_BYTES : cellStart(level, cell);
        return readInt(level.page, position);
    }

    private int cellStart(Level level, int cell) throws SQLException {
        int start = unsignedShort(level.page, level.pointers + 2 * cell);
        if (start < level.pointers + 2 * level.cells || start > file.usable() - 2) {
            throw file.damaged(level.number, "cell " + cell + " is said to begin at byte " + start);
        }
        return start;
    }

    private void parse(Level level, int start) throws SQLException {
        int position = start;
        payloadLength = Varint.read(level.page, position);
        position += Varint.length(level.page, position);
        if (table) {
            long next = Varint.read(level.page, position);
            position += Varint.length(level.page, position);
            if (ordered && next <= rowid) {
                throw file.damaged(level.number, "rowid " + next + " comes after " + rowid);
            }
            ordered = true;
            rowid = next;
        }
        if (payloadLength < 1 || payloadLength > Integer.MAX_VALUE) {
            throw file.damaged(level.number, "a row of " + payloadLength + " bytes");
        }
        payloadStart = position;
        payloadLocal = localBytes(payloadLength);
        int end = position + payloadLocal + (payloadLocal < payloadLength ? 4 : 0);
        if (end > file.usable()) {
            throw file.damaged(level.number, "cell " + level.cell + " ends beyond the page");
        }
    }

    /** How much of a payload stays in the page (section 1.6, "Cell Payload Overflow"). */
    private int localBytes(long length) {
        int usable = file.usable();
        int most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
        if (length <= most) {
            return (int) length;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int wanted = least + (int) ((length - least) % (usable - 4));
        return wanted <= most ? wanted : least;
    }

    private static int unsignedShort(byte[] bytes, int position) {
        return (bytes[position] & 0xFF) << 8 | (bytes[position + 1] & 0xFF);
    }

    static int readInt(byte[] bytes, int position) {
        return unsignedShort(bytes, position) << 16 | unsignedShort(bytes, position + 2);
    }

    /** The current row's, where there are rowids. */
    long rowid() {
        return rowid;
    }

    /** Bytes of the current entry's payload in all. */
    long payloadLength() {
        return payloadLength;
    }

    /** Bytes of it that are in {@link #page}, from {@link #payloadStart} on; the others are in overflow pages. */
    int payloadLocal() {
        return payloadLocal;
    }

    int payloadStart() {
        return payloadStart;
    }

    /** The page that holds the current entry; has {@value #SLACK} bytes more than it should. */
    byte[] page() {
        return levels[depth - 1].page;
    }

    int pageNumber() {
        return levels[depth - 1].number;
    }

    /** The first overflow page of the current entry, which has one. */
    int firstOverflow() {
        return readInt(page(), payloadStart + payloadLocal);
    }
}
