package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every page of the project: its links lead somewhere, and the files it names are there. */
class PagesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".mortise");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern SOURCE = Pattern.compile("`([a-z/]+/[A-Z][A-Za-z]+\\.java)`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final int LONGEST_README = 60;

    @Test
    void links_leadSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            matches(LINK, withoutCode(page)).filter(link -> !link.contains(":")).forEach(link -> {
                if (!leads(page, link)) {
                    dead.add(ROOT.relativize(page) + ": " + link);
                }
            });
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void route_namesFilesThatAreThere() throws IOException {
        List<String> named =
                matches(SOURCE, Files.readString(ROOT.resolve("docs/route.md"))).toList();

        assertThat(named).hasSizeGreaterThan(15);
        assertThat(named).allMatch(PagesTest::isSource);
    }

    @Test
    void everyModule_hasAShortReadme_andSaysWhy() throws IOException {
        try (Stream<Path> below = Files.list(ROOT)) {
            List<Path> modules = below.filter(each -> Files.isRegularFile(each.resolve("pom.xml")))
                    .toList();
            assertThat(modules).hasSizeGreaterThan(8).allSatisfy(module -> {
                assertThat(Files.readAllLines(module.resolve("README.md"))).hasSizeLessThanOrEqualTo(LONGEST_README);
                assertThat(module.resolve("RATIONALE.md")).isRegularFile();
            });
        }
    }

    private static boolean isSource(String named) {
        try (Stream<Path> modules = Files.walk(ROOT, 2)) {
            return modules.anyMatch(module -> Files.isRegularFile(
                    module.resolve("src/main/java/io/mortise").resolve(named)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leads(Path page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path to = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(to) && (hash < 0 || anchors(to).anyMatch(link.substring(hash + 1)::equals));
    }

    /** As GitHub makes them of headings. */
    private static Stream<String> anchors(Path page) {
        try {
            return matches(HEADING, withoutCode(page)).map(heading -> heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutCode(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?ms)^```.*?^```", "");
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(directory.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }
}
