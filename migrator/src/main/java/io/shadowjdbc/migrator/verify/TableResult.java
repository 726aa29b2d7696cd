package io.shadowjdbc.migrator.verify;

import java.util.ArrayList;
import java.util.List;

/** What the comparison of one table found. Filled by one thread. */
public final class TableResult {
    /** Differences that are kept, where nothing else is said. */
    static final int MOST_KEPT = 100;

    private final String table;
    private final int mostKept;
    private final List<Difference> differences = new ArrayList<>();
    private String method = "none";
    private long sourceRows;
    private long targetRows;
    private long cells;
    private long found;
    private String sourceKeyset;
    private String targetKeyset;
    private String sourceContent;
    private String targetContent;

    TableResult(String table) {
        this(table, MOST_KEPT);
    }

    TableResult(String table, int mostKept) {
        this.table = table;
        this.mostKept = mostKept;
    }

    void add(Difference difference) {
        found++;
        if (differences.size() < mostKept) {
            differences.add(difference);
        }
    }

    /** Whether a difference of this column, or of a whole row, has been found. */
    boolean locates(String column) {
        return differences.stream()
                .anyMatch(difference -> difference.kind() == Difference.Kind.MISSING_ROW
                        || difference.kind() == Difference.Kind.EXTRA_ROW
                        || (column != null && column.equals(difference.column())));
    }

    void method(String comparison) {
        method = comparison;
    }

    void rows(long source, long target) {
        sourceRows = source;
        targetRows = target;
    }

    void compared(long more) {
        cells += more;
    }

    void keysets(String source, String target) {
        sourceKeyset = source;
        targetKeyset = target;
    }

    void contents(String source, String target) {
        sourceContent = source;
        targetContent = target;
    }

    public String table() {
        return table;
    }

    /** The first differences; {@link #found} counts them all. */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** Differences in all. */
    public long found() {
        return found;
    }

    public long sourceRows() {
        return sourceRows;
    }

    public long targetRows() {
        return targetRows;
    }

    /** How rows were paired: {@code by key (...)} or {@code as a multiset}. */
    public String method() {
        return method;
    }

    /** Cells compared, each both by its codec and by what the databases render. */
    public long cells() {
        return cells;
    }

    /** SHA-256 over the keys in their order, of the source; null where rows were not paired by key. */
    public String sourceKeyset() {
        return sourceKeyset;
    }

    /** The same of the target. */
    public String targetKeyset() {
        return targetKeyset;
    }

    /** Digest of all rows of the source, in any order (see {@link ContentDigest}); null where none was asked for. */
    public String sourceContent() {
        return sourceContent;
    }

    /** The same of the target. */
    public String targetContent() {
        return targetContent;
    }
}
