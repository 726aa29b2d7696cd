package io.shadowjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

class LiquibaseIT extends ClientContract {
    @Override
    Scenario scenario(Database database) {
        return new LiquibaseScenario(database);
    }

    @Override
    void assertSawWhatItHasTo(Product product, Transcript transcript) {
        assertThat(transcript.of("which database"))
                .contains("class: Class class liquibase.database.core."
                        + product.choose("SQLiteDatabase", "PostgresDatabase"));
        assertThat(transcript.of("update as a script")).anyMatch(line -> line.startsWith("line: String CREATE TABLE"));
        assertThat(transcript.of("update"))
                .anyMatch(line -> line.startsWith("books: ") && line.contains("sold=Integer 8, title=String Solaris"))
                .contains("sales: [Boolean false, Boolean true,"
                        + " String addColumn tableName=book; createView viewName=expensive_book]");
        assertThat(transcript.of("snapshot"))
                .contains("foreign keys: [String book to author]")
                .anyMatch(line -> line.startsWith("indexes: [String book_title "));
        assertThat(transcript.of("failing change set")).anyMatch(line -> line.startsWith("its table threw"));
        assertThat(transcript.of("roll back to the tag"))
                .contains("rollback: String done")
                .contains("books: [{title=String The Dispossessed}, {title=String Solaris},"
                        + " {title=String Pirx; the pilot}]");
        assertThat(transcript.of("roll back the rest")).contains("rollback: String done", "history: []");
    }
}
