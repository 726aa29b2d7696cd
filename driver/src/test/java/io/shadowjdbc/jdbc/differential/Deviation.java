package io.shadowjdbc.jdbc.differential;

/**
 * Something that an application can see, which is not on one side as it is on the plain driver's.
 *
 * @param side which side
 * @param call after which call
 * @param fact what is not the same
 * @param plain how it is on the plain driver; null for not at all
 * @param other how it is on the side
 */
record Deviation(String side, Call call, String fact, String plain, String other) {
    private static final int LONGEST = 1500;

    @Override
    public String toString() {
        int common = 0;
        while (plain != null
                && other != null
                && common < Math.min(plain.length(), other.length())
                && plain.charAt(common) == other.charAt(common)) {
            common++;
        }
        int from = Math.max(0, common - 60);
        return side + ": " + call + ", " + fact + ": raw -> " + excerpt(plain, from) + ", shadow -> "
                + excerpt(other, from);
    }

    private static String excerpt(String text, int from) {
        if (text == null) {
            return "nothing";
        }
        String part = text.substring(from, Math.min(text.length(), from + LONGEST));
        return (from > 0 ? "..." : "") + part.strip();
    }
}
