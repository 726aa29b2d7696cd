package io.shadowjdbc.migrator.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rule by which names become PostgreSQL's. */
class NamesTest {
    private final Names names = new Names(NamePolicy.QUOTED);

    @Test
    void namesKeepTheirSpelling() {
        assertThat(names.relation("Order Details")).isEqualTo("Order Details");
        assertThat(names.relation("order details")).as("case tells names apart").isEqualTo("order details");
        assertThat(names.relation("ctid"))
                .as("only columns collide with the system's")
                .isEqualTo("ctid");
    }

    @Test
    void longNamesAreCutAndTellTheirOriginByAHash() {
        String first = names.relation("x".repeat(63));
        String second = names.relation("x".repeat(64));
        String third = names.relation("x".repeat(65));
        assertThat(first).isEqualTo("x".repeat(63));
        assertThat(second).matches("x{54}_[0-9a-f]{8}");
        assertThat(third).matches("x{54}_[0-9a-f]{8}").isNotEqualTo(second);
        assertThat(new Names(NamePolicy.QUOTED).relation("x".repeat(64)))
                .as("the same in every run")
                .isEqualTo(second);
    }

    @Test
    void cuttingKeepsCharactersWhole() {
        String name = names.relation("😀".repeat(20));
        assertThat(name.getBytes(UTF_8).length).isLessThanOrEqualTo(63);
        assertThat(name).startsWith("😀".repeat(13) + "_");
    }

    @Test
    void takenAndImpossibleNamesGetAHash() {
        names.relation("a_pkey");
        assertThat(names.relation("a_pkey")).matches("a_pkey_[0-9a-f]{8}");
        assertThat(names.relation("")).matches("_[0-9a-f]{8}");
        assertThat(new Names(NamePolicy.QUOTED).column("xmin")).matches("xmin_[0-9a-f]{8}");
    }

    @Test
    void foldedNamesAreInLowerCaseAndStayApart() {
        Names folded = new Names(NamePolicy.FOLDED);
        assertThat(folded.relation("Order Details")).isEqualTo("order details");
        assertThat(folded.relation("ORDER DETAILS")).matches("order details_[0-9a-f]{8}");
        assertThat(folded.relation("ÄÖ")).as("only ASCII is folded").isEqualTo("ÄÖ");
        assertThat(folded.forOtherObjects().column("XMIN")).matches("xmin_[0-9a-f]{8}");
        assertThat(folded.note("table \"T\"", "T", "t")).isEmpty();
        assertThat(folded.note("table \"User\"", "User", "user").orElseThrow().text())
                .contains("reserved word");
    }
}
