package io.shadowjdbc.migrator.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The pages of a SQLite database that nobody writes to (SQLite's documentation, "Database File Format"). For the reading
 * of one table; not for use by several threads.
 */
final class PageFile implements AutoCloseable {
    private static final int HEADER_BYTES = 100;
    private static final int ROLLBACK_JOURNAL = 1;
    private static final int LARGEST_PAGE = 65_536;
    private static final int SMALLEST_USABLE = 480;

    private final Path file;
    private final String table;
    private final FileChannel channel;
    private final ByteBuffer direct;
    private final int pageSize;
    private final int usable;
    private final int pages;
    private final Charset encoding;

    private PageFile(Path file, String table, FileChannel channel, ByteBuffer header) throws IOException {
        this.file = file;
        this.table = table;
        this.channel = channel;
        int size = header.getShort(16) & 0xFFFF;
        this.pageSize = size == 1 ? LARGEST_PAGE : size;
        this.usable = pageSize - (header.get(20) & 0xFF);
        this.pages = (int) Math.min(Integer.MAX_VALUE, channel.size() / pageSize);
        this.encoding = switch (header.getInt(56)) {
            case 2 -> StandardCharsets.UTF_16LE;
            case 3 -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
        this.direct = ByteBuffer.allocateDirect(pageSize);
    }

    /**
     * Opens the file if its pages say all: no journal beside it holds some of them.
     *
     * @param table the name of the table that is read, for messages
     */
    static Optional<PageFile> open(Path file, String table) throws SQLException {
        try {
            if (hasContent(file, "-wal") || hasContent(file, "-journal")) {
                return Optional.empty();
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
                while (header.hasRemaining() && channel.read(header, header.position()) > 0) {}
                if (!header.hasRemaining() && isReadable(header)) {
                    return Optional.of(new PageFile(file, table, channel, header));
                }
                channel.close();
                return Optional.empty();
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SQLException(file + ": can't be read: " + e.getMessage(), "58030", e);
        }
    }

    private static boolean hasContent(Path file, String suffix) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + suffix);
        return Files.exists(beside) && Files.size(beside) > 0;
    }

    private static boolean isReadable(ByteBuffer header) {
        int size = header.getShort(16) & 0xFFFF;
        int pageSize = size == 1 ? LARGEST_PAGE : size;
        return header.get(19) == ROLLBACK_JOURNAL
                && Integer.bitCount(pageSize) == 1
                && pageSize >= 512
                && pageSize - (header.get(20) & 0xFF) >= SMALLEST_USABLE;
    }

    int pageSize() {
        return pageSize;
    }

    /** Bytes of a page that hold content. */
    int usable() {
        return usable;
    }

    /** Pages in all; they are numbered from 1. */
    int pages() {
        return pages;
    }

    Charset encoding() {
        return encoding;
    }

    /** Reads the first bytes of a page. */
    void read(int page, byte[] into, int length) throws SQLException {
        if (page < 1 || page > pages) {
            throw damaged(page, "there is no such page, the file has " + pages);
        }
        long position = (page - 1L) * pageSize;
        direct.clear().limit(length);
        try {
            while (direct.hasRemaining()) {
                if (channel.read(direct, position + direct.position()) < 0) {
                    throw damaged(page, "the file ends before its end");
                }
            }
        } catch (IOException e) {
            throw new SQLException(file + ": page " + page + " can't be read: " + e.getMessage(), "58030", e);
        }
        direct.flip().get(into, 0, length);
    }

    DamagedFileException damaged(int page, String what) {
        return new DamagedFileException(file, table, page, what);
    }

    @Override
    public void close() throws SQLException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SQLException(file + ": can't be closed: " + e.getMessage(), "58030", e);
        }
    }
}
