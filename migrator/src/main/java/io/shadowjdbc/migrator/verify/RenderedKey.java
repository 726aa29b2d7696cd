package io.shadowjdbc.migrator.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * Reads the integer out of the text of a UUID that stands for a key, by the layout that the documentation gives, and shares
 * no code with the codec that writes it.
 */
final class RenderedKey {
    private final String table;
    /** The twelve digits that come first, and the version with the ten bits after it. */
    private final String start;

    private final int middle;

    /** @param table whose key it is, as the codec's name gives it */
    RenderedKey(String table) {
        this.table = table;
        String hash = HexFormat.of().formatHex(CellComparison.sha256().digest(table.getBytes(UTF_8)));
        this.start = hash.substring(0, 8) + "-" + hash.substring(8, 12) + "-8";
        this.middle = Integer.parseInt(hash.substring(12, 15), 16) / 4;
    }

    /**
     * The integer.
     *
     * @throws IllegalArgumentException if the UUID is no key of the table
     */
    long integer(String uuid) {
        int afterVersion = uuid.length() == 36 ? Integer.parseInt(uuid.substring(15, 18), 16) : -1;
        int variant = afterVersion < 0 ? -1 : Character.digit(uuid.charAt(19), 16);
        if (afterVersion / 4 != middle || !uuid.startsWith(start) || variant / 4 != 2) {
            throw new IllegalArgumentException("stands for no key of table " + table);
        }
        String rest =
                Integer.toHexString((afterVersion % 4) * 4 + variant % 4) + uuid.substring(20, 23) + uuid.substring(24);
        // 0 stands for the smallest integer
        return Long.parseUnsignedLong(rest, 16) + Long.MIN_VALUE;
    }
}
