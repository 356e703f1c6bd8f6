package io.mortise.grpc;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a host must know of a family of go-plugin programs, as data: from our jar or an operator's file, never from a
 * bundle.
 *
 * @param about whose programs they are
 * @param environment set for each of them; a manifest's own values win
 * @param autoMtls false for programs that announce a certificate and speak plaintext
 * @param maxMessageBytes of one message from the program
 * @param notes what a caller must do that data cannot
 */
public record GoPluginProfile(
        String name,
        String about,
        String cookieKey,
        String cookieValue,
        List<Integer> versions,
        Map<String, String> environment,
        boolean autoMtls,
        int maxMessageBytes,
        List<String> notes) {
    private static final List<String> SHIPPED = List.of(
            "grafana-datasource", "jaeger-storage", "terraform", "tflint", "vault-database", "vault-secrets", "velero");
    private static final String SUFFIX = ".properties";
    private static final String SIXTY_FOUR_MIB = String.valueOf(64 << 20);

    public GoPluginProfile {
        requireNonNull(name, "name");
        requireNonNull(about, "about");
        requireNonNull(cookieKey, "cookieKey");
        requireNonNull(cookieValue, "cookieValue");
        versions = List.copyOf(versions);
        environment = Map.copyOf(environment);
        notes = List.copyOf(notes);
    }

    /** The names of those in our jar, sorted. */
    public static List<String> names() {
        return SHIPPED;
    }

    /** @throws IllegalArgumentException for a name that is not in our jar, naming those that are */
    public static GoPluginProfile named(String name) {
        if (!SHIPPED.contains(requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("no profile \"" + name + "\"; there are " + String.join(", ", SHIPPED));
        }
        try (InputStream in = requireNonNull(
                GoPluginProfile.class.getResourceAsStream("profiles/" + name + SUFFIX), "the profile's resource")) {
            return read(name, new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An operator's own, named after its file: {@code cookie.key}, {@code cookie.value}, {@code versions} (with commas),
     * and where needed {@code about}, {@code env.NAME}, {@code automtls}, {@code max_message_bytes}, {@code note}.
     *
     * @throws IllegalArgumentException naming the key that is missing, wrong or unknown
     */
    public static GoPluginProfile read(Path file) {
        String fileName = file.getFileName().toString();
        String name = fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
        try (Reader in = Files.newBufferedReader(file)) {
            return read(name, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoPluginProfile read(String name, Reader in) throws IOException {
        var values = new Properties();
        values.load(in);
        Map<String, String> environment = new TreeMap<>();
        Map<String, String> notes = new TreeMap<>();
        for (String key : values.stringPropertyNames()) {
            if (key.startsWith("env.")) {
                environment.put(key.substring("env.".length()), values.getProperty(key));
            } else if (key.equals("note") || key.startsWith("note.")) {
                notes.put(key, values.getProperty(key));
            } else if (!List.of("about", "cookie.key", "cookie.value", "versions", "automtls", "max_message_bytes")
                    .contains(key)) {
                throw new IllegalArgumentException("profile " + name + ": " + key + " is no key of a profile");
            }
        }
        return new GoPluginProfile(
                name,
                values.getProperty("about", name),
                required(name, values, "cookie.key"),
                required(name, values, "cookie.value"),
                versions(name, required(name, values, "versions")),
                environment,
                Boolean.parseBoolean(values.getProperty("automtls", "true")),
                number(name, "max_message_bytes", values.getProperty("max_message_bytes", SIXTY_FOUR_MIB)),
                List.copyOf(notes.values()));
    }

    private static String required(String name, Properties values, String key) {
        String value = values.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("profile " + name + ": " + key + " is missing");
        }
        return value.strip();
    }

    private static List<Integer> versions(String name, String text) {
        return Arrays.stream(text.split(","))
                .map(each -> number(name, "versions", each))
                .toList();
    }

    private static int number(String name, String key, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("profile " + name + ": " + key + " is no number: \"" + text + '"', e);
        }
    }
}
