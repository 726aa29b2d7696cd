package io.shadowjdbc.migrator.cutover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One variable of an env file is set and nothing else of it changes. */
class EnvFileTest {
    @TempDir
    private Path dir;

    @Test
    void onlyTheValueChanges() throws Exception {
        String before =
                "# provider\r\nA=1\r\nexport SHADOW_PROVIDER = \"sqlite\"\r\nÿ\u00fe=\u0080  \r\nSHADOW_PROVIDERS=x";
        Path file = write(before);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        new EnvFile(file).set("SHADOW_PROVIDER", "postgresql");

        assertThat(Files.readString(file, ISO_8859_1)).isEqualTo(before.replace(" \"sqlite\"", "postgresql"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(new EnvFile(file).get("SHADOW_PROVIDER")).contains("postgresql");
        assertThat(dir.toFile().list()).hasSize(1);
    }

    @Test
    void theLineThatCountsIsTheLast() throws Exception {
        Path file = write("P=old\nP='older'\n");
        assertThat(new EnvFile(file).get("P")).contains("older");
        new EnvFile(file).set("P", "new");
        assertThat(Files.readString(file)).isEqualTo("P=old\nP=new\n");
    }

    @Test
    void aMissingVariableIsAdded() throws Exception {
        Path file = write("A=1\r\nB=2");
        new EnvFile(file).set("P", "postgresql");
        assertThat(Files.readString(file)).isEqualTo("A=1\r\nB=2\r\nP=postgresql\r\n");
        assertThat(new EnvFile(file).get("Q")).isEmpty();
    }

    @Test
    void aLinkStaysALink() throws Exception {
        Path file = write("P=a\n");
        Path link = Files.createSymbolicLink(dir.resolve("link.env"), file.getFileName());
        new EnvFile(link).set("P", "b");
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).isEqualTo("P=b\n");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = dir.resolve("none.env");
        assertThatThrownBy(() -> new EnvFile(file).set("P", "b")).hasMessageContaining(file.toString());
    }

    private Path write(String text) throws Exception {
        return Files.writeString(dir.resolve("app.env"), text, ISO_8859_1);
    }
}
