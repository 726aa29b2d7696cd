package io.shadowjdbc.report.text;

/** Makes text of the application fit to be shown: it must not steer a terminal or break a document. */
public final class Printable {
    private static final int REPLACEMENT = 0xFFFD;

    private Printable() {}

    /**
     * The text with a replacement character for everything that no document can hold or that would do something when it
     * is shown: control characters but line feed and tab, halves of surrogate pairs, non-characters, and the controls of
     * writing direction, with which a value could rearrange the line that it stands in.
     */
    public static String of(String text) {
        if (text.codePoints().allMatch(Printable::isPrintable)) {
            return text;
        }
        return text.codePoints()
                .map(c -> isPrintable(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** As {@link #of}, with all white space folded, so that it is one line. */
    public static String line(String text) {
        return of(text.replaceAll("\\s+", " ").strip());
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.SURROGATE -> false;
            default -> !isDirection(c) && (c & 0xFFFE) != 0xFFFE;
        };
    }

    private static boolean isDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
