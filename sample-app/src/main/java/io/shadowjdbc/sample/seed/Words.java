package io.shadowjdbc.sample.seed;

import java.util.Locale;
import java.util.Random;

/** Makes up names, addresses and documents, some of them of the awkward kind that real data has. */
final class Words {
    private static final String[] FIRST = {
        "Ada", "Björn", "Chloé", "Dmitri", "Eleni", "Fatima", "Grace", "Håkon", "Ines", "Jürgen", "Keiko", "Linus",
        "Mónica", "Nadia", "Olu", "Priya", "Quentin", "Rósa", "Søren", "Tuấn"
    };
    private static final String[] LAST = {
        "Abbott",
        "Brontë",
        "Castro",
        "D'Angelo",
        "Eriksen",
        "Fischer",
        "García",
        "Hopper",
        "Ibsen",
        "Jansson",
        "Köhler",
        "Lovelace",
        "Müller",
        "Nguyễn",
        "O'Neill",
        "Petrov",
        "Quist",
        "Rossi",
        "Šimek",
        "Turing"
    };
    private static final String[] REGIONS = {"eu-north", "eu-west", "us-east", "us-west", "ap-south"};
    private static final String[] ROLES = {"web", "db", "cache", "queue", "build", "edge"};

    private final Random random;

    Words(Random random) {
        this.random = random;
    }

    String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String personName() {
        return oneOf(FIRST) + " " + oneOf(LAST);
    }

    /** An address that no other number has. */
    String email(String name, int number) {
        String local = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", ".");
        return local + number + "@example." + oneOf("com", "org", "net");
    }

    /** A name that no other number has. */
    String hostName(int number) {
        return oneOf(ROLES) + (random.nextInt(8) == 0 ? "_" : "-") + String.format(Locale.ROOT, "%04d", number);
    }

    String address() {
        return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }

    String hostMeta() {
        if (random.nextInt(20) == 0) {
            return "{}";
        }
        return "{\"region\":\"" + oneOf(REGIONS) + "\",\"tags\":[\"" + oneOf(ROLES) + "\",\"" + oneOf("blue", "green")
                + "\"],\"cores\":" + (1 << random.nextInt(6)) + "}";
    }

    String preferences() {
        return "{\"theme\": \"" + oneOf("dark", "light") + "\", \"digest\": " + random.nextBoolean() + "}";
    }

    String snapshotPayload() {
        return "{\"uptime\":" + random.nextInt(10_000_000) + ",\"ports\":[22,443," + (8000 + random.nextInt(1000))
                + "],\"load\":[" + random.nextInt(400) / 100.0 + "," + random.nextInt(400) / 100.0 + "]}";
    }

    String breachTitle() {
        return oneOf("New listening port", "Failed sign-ins", "File changed", "Package outdated", "Key used elsewhere")
                + " " + oneOf("on", "at", "near") + " " + oneOf(ROLES) + (random.nextInt(30) == 0 ? " (100%)" : "");
    }

    String sentence() {
        return oneOf("Checked", "Closed", "Déjà vu:", "Blocked", "Explained") + " "
                + oneOf(
                        "by the owner",
                        "after a look at the log",
                        "as in the last week",
                        "– no action needed",
                        "with care")
                + oneOf(".", "!", "");
    }

    String target(String kind, int number) {
        return switch (kind) {
            case "email" -> "oncall" + number + "@example.org";
            case "webhook" -> "https://hooks.example.org/t/" + number;
            default -> "+49 30 " + (100000 + number);
        };
    }

    int exitCode() {
        return random.nextInt(5) == 0 ? 1 + random.nextInt(120) : 0;
    }
}
