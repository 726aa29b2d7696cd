package io.shadowjdbc.dialect;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of one statement, each set through a setter that an application may call for such a value. */
final class GeneratedParameters {
    /** Stands for a parameter until the statement is complete, since its parts are not drawn in the order of its text. */
    private static final Pattern MARK = Pattern.compile("\u0001([0-9]+)\u0002");

    private final Draw draw;
    private final List<Object> values = new ArrayList<>();

    GeneratedParameters(Draw draw) {
        this.draw = draw;
    }

    private record Set(String how, DifferentialRun.Binding binding) implements DifferentialRun.Binding {
        @Override
        public void bind(PreparedStatement statement, int index) throws SQLException {
            binding.bind(statement, index);
        }

        @Override
        public String toString() {
            return how;
        }
    }

    /** A parameter with the value of a literal. */
    String add(String literal) {
        values.add(binding(CorpusStatement.value(literal)));
        return "\u0001" + (values.size() - 1) + "\u0002";
    }

    /** A whole number, set as one. */
    String addCount(int count) {
        values.add(set("setInt " + count, (s, i) -> s.setInt(i, count)));
        return "\u0001" + (values.size() - 1) + "\u0002";
    }

    private static Set set(String how, DifferentialRun.Binding binding) {
        return new Set(how, binding);
    }

    private Set binding(Object value) {
        if (value == null) {
            int type = draw.of(Types.NULL, Types.INTEGER, Types.VARCHAR, Types.OTHER);
            return draw.chance(50)
                    ? set("setNull " + type, (s, i) -> s.setNull(i, type))
                    : set("setObject null", (s, i) -> s.setObject(i, null));
        }
        String of = value.getClass().getSimpleName() + " " + value;
        if (draw.chance(40)) {
            return set("setObject " + of, (s, i) -> s.setObject(i, value));
        }
        if (value instanceof Long number) {
            return whole(number);
        } else if (value instanceof Double number) {
            return draw.chance(70)
                    ? set("setDouble " + of, (s, i) -> s.setDouble(i, number))
                    : draw.chance(50)
                            ? set("setFloat " + of, (s, i) -> s.setFloat(i, number.floatValue()))
                            : set(
                                    "setBigDecimal " + of,
                                    (s, i) -> s.setBigDecimal(i, new BigDecimal(number.toString())));
        } else if (value instanceof byte[] bytes) {
            return draw.chance(60)
                    ? set("setBytes", (s, i) -> s.setBytes(i, bytes))
                    : set(
                            "setBinaryStream",
                            (s, i) -> s.setBinaryStream(i, new ByteArrayInputStream(bytes), bytes.length));
        }
        String text = (String) value;
        return draw.chance(80)
                ? set("setString " + of, (s, i) -> s.setString(i, text))
                : set(
                        "setCharacterStream " + of,
                        (s, i) -> s.setCharacterStream(i, new StringReader(text), text.length()));
    }

    private Set whole(long number) {
        if (number > 100_000_000_000L && draw.chance(50)) {
            return draw.chance(50)
                    ? set("setTimestamp " + number, (s, i) -> s.setTimestamp(i, new Timestamp(number)))
                    : set("setDate " + number, (s, i) -> s.setDate(i, new Date(number)));
        }
        if ((number == 0 || number == 1) && draw.chance(50)) {
            return set("setBoolean " + number, (s, i) -> s.setBoolean(i, number == 1));
        }
        if (number == (short) number && draw.chance(20)) {
            return set("setShort " + number, (s, i) -> s.setShort(i, (short) number));
        }
        return number == (int) number && draw.chance(60)
                ? set("setInt " + number, (s, i) -> s.setInt(i, (int) number))
                : set("setLong " + number, (s, i) -> s.setLong(i, number));
    }

    /** The statement with its parameters written in one of SQLite's styles. */
    CorpusStatement statement(String sql) {
        int style = draw.of(0, 0, 0, 1, 2);
        List<Object> ordered = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher matcher = MARK.matcher(sql);
        while (matcher.find()) {
            ordered.add(values.get(Integer.parseInt(matcher.group(1))));
            String mark = style == 0 ? "?" : style == 1 ? "?" + ordered.size() : ":p" + ordered.size();
            matcher.appendReplacement(text, Matcher.quoteReplacement(mark));
        }
        matcher.appendTail(text);
        return new CorpusStatement(text.toString(), ordered, DifferentialRun.Kind.IDENTICAL);
    }
}
