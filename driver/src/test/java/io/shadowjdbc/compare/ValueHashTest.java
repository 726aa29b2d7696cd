package io.shadowjdbc.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Texts and bytes that are near to one another hash differently, whatever their length. */
class ValueHashTest {

    private static List<String> textsUpTo(int length, String alphabet) {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).length() < length) {
                for (char c : alphabet.toCharArray()) {
                    texts.add(texts.get(i) + c);
                }
            }
        }
        return texts;
    }

    @Test
    void noTwoShortTextsHashAlike() {
        List<String> texts = textsUpTo(13, "ab");
        texts.addAll(textsUpTo(7, "\u0000 \u00e9\ud83d\ude00"));

        Set<String> different = new HashSet<>(texts);
        Set<Long> hashes = new HashSet<>();
        different.forEach(text -> hashes.add(ValueHash.of(text)));

        assertThat(hashes).hasSameSizeAs(different);
    }

    @Test
    void textsThatDifferInOneCharacterHashDifferently() {
        List<String> texts = new ArrayList<>();
        for (int length = 0; length <= 70; length++) {
            String text = "Restless and Wild ".repeat(4).substring(0, length);
            texts.add(text);
            for (int at = 0; at < length; at++) {
                for (char other : "01\u0100\u0200".toCharArray()) {
                    texts.add(text.substring(0, at) + other + text.substring(at + 1));
                }
            }
        }

        Set<Long> hashes = new HashSet<>();
        texts.forEach(text -> hashes.add(ValueHash.of(text)));

        assertThat(hashes).hasSameSizeAs(texts);
    }

    @Test
    void noTwoShortByteArraysHashAlike() {
        List<String> texts = textsUpTo(17, "ab");
        Set<Long> hashes = new HashSet<>();
        texts.forEach(text -> hashes.add(ValueHash.of(text.getBytes(StandardCharsets.US_ASCII))));

        assertThat(hashes).hasSameSizeAs(texts);
    }

    @Test
    void textsThatJavaHashesAlikeDiffer() {
        assertThat("Aa").hasSameHashCodeAs("BB");

        assertThat(ValueHash.of("AaAaAaAa")).isNotEqualTo(ValueHash.of("BBAaAaBB"));
    }

    @Test
    void nullIsNeitherEmptyNorZero() {
        assertThat(Set.of(
                        ValueHash.of((Object) null),
                        ValueHash.of(""),
                        ValueHash.of(new byte[0]),
                        ValueHash.of(0L),
                        ValueHash.of(0.0),
                        ValueHash.of(-0.0),
                        ValueHash.of(false)))
                .hasSize(7);
    }
}
