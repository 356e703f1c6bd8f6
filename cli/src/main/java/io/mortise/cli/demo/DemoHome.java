package io.mortise.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.cli.link.FileHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A home of its own with one plugin in it, of which new versions are made. Removed when closed. */
final class DemoHome implements AutoCloseable {
    static final String PLUGIN = "echo";

    private final Path root;
    private final Path plugin;
    private final byte[] working = resource("echo.wasm");
    private final byte[] trapping = resource("trap.wasm");

    private DemoHome(Path root, Path plugin) {
        this.root = root;
        this.plugin = plugin;
    }

    static DemoHome create() {
        Path root = FileHome.temporary();
        try {
            return new DemoHome(root, Files.createDirectory(root.resolve(PLUGIN)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    /** A version that works; each has other bytes, so that each is compiled and started anew. */
    void release(int minor) {
        write(minor, withSection(working, "release " + minor));
    }

    /** A version that traps as soon as it is instantiated. */
    void releaseBroken(int minor) {
        write(minor, trapping);
    }

    private void write(int minor, byte[] module) {
        String manifest = "name: " + PLUGIN + "\nversion: 1." + minor
                + ".0\nruntime: wasm\nfunctions: { echo: { idempotent: true } }\n";
        try {
            Files.write(plugin.resolve("plugin.wasm"), module);
            Files.writeString(plugin.resolve("plugin.yaml"), manifest, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A custom section (WebAssembly 1.0, 5.5.3) may stand anywhere and changes nothing but the bytes. */
    static byte[] withSection(byte[] module, String name) {
        byte[] text = name.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(module);
        out.write(0);
        out.write(text.length + 1);
        out.write(text.length);
        out.writeBytes(text);
        return out.toByteArray();
    }

    private static byte[] resource(String name) {
        try (InputStream in = DemoHome.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks io/mortise/cli/demo/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        FileHome.remove(root);
    }
}
