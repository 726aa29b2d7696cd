package io.shadowjdbc.sample.support;

import java.util.List;

/** Pages of lists. */
public final class Paging {
    private static final int LARGEST_PAGE = 200;

    private Paging() {}

    /**
     * One page.
     *
     * @param items the page's rows
     * @param page number of the page, from 0
     * @param size rows a page
     * @param total rows of all pages
     */
    public record Page<T>(List<T> items, int page, int size, long total) {}

    /** The size to use: as asked for, but no more than a page may have. */
    public static int size(int asked) {
        if (asked < 1) {
            throw new InvalidRequestException("size must be at least 1, is " + asked);
        }
        return Math.min(asked, LARGEST_PAGE);
    }

    /** How many rows stand before the page. */
    public static long offset(int page, int size) {
        if (page < 0) {
            throw new InvalidRequestException("page must not be negative, is " + page);
        }
        return (long) page * size;
    }

    /** A pattern for {@code LIKE ? ESCAPE '\'} that finds the text anywhere. */
    public static String contains(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
