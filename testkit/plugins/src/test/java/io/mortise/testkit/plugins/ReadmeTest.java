package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that the front page and the embedding guide show, compiled and run as it stands there. */
class ReadmeTest {
    private static final Path ROOT =
            Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path work;

    @Test
    void embeddingExample_compilesAndGreets() throws Exception {
        Path plugins = Files.createDirectory(work.resolve("plugins"));
        copyExample("hello-wasm", plugins);

        String printed = run("Readme", firstJavaBlock(ROOT.resolve("README.md")), plugins);

        assertThat(printed).isEqualTo("Hello, Grace!\n");
    }

    private static String firstJavaBlock(Path page) throws IOException {
        Matcher matcher = JAVA_BLOCK.matcher(Files.readString(page));
        assertThat(matcher.find()).as(page + " has a java block").isTrue();
        return matcher.group(1);
    }

    private static void copyExample(String name, Path plugins) throws IOException {
        Path from = ROOT.resolve("examples/plugins").resolve(name);
        Path to = Files.createDirectory(plugins.resolve(name));
        for (String file : List.of("plugin.yaml", "plugin.wasm")) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }

    /** Records stay where they are, the statements become a method that prints to {@code out}. */
    private String run(String type, String block, Path plugins) throws Exception {
        int body = block.indexOf("try (");
        String source =
                """
                import io.mortise.manager.PluginManager;
                import java.io.PrintWriter;
                import java.nio.file.Path;
                public class %s {
                %s
                public static void run(PrintWriter out) {
                %s
                }}
                """
                        .formatted(
                                type,
                                block.substring(0, body).replaceAll("(?m)^record ", "public record "),
                                block.substring(body)
                                        .replace("System.out", "out")
                                        .replace("Path.of(\"plugins\")", "Path.of(\"" + plugins + "\")"));
        Path file = Files.writeString(work.resolve(type + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        boolean compiled = compiler.getTask(
                        complaints,
                        null,
                        null,
                        List.of("-d", work.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
                .call();
        assertThat(compiled).as(complaints.toString()).isTrue();
        StringWriter printed = new StringWriter();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {work.toUri().toURL()});
                java.io.PrintWriter out = new java.io.PrintWriter(printed)) {
            loader.loadClass(type).getMethod("run", java.io.PrintWriter.class).invoke(null, out);
        }
        return printed.toString();
    }
}
