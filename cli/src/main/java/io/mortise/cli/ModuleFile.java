package io.mortise.cli;

import io.mortise.api.error.Detail;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.cli.link.Refusal;
import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.SectionReader;
import io.mortise.wasm.internal.binary.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A WebAssembly module as a file, looked at without running any of it. */
record ModuleFile(Path path, ModuleShape shape) {
    /** How a function of {@code mortise/1} looks: the length of the input in, 0 or an error out. */
    private static final Signature CALLABLE = new Signature("i", "i");

    /** @throws Refusal BAD_MODULE with every problem */
    static ModuleFile read(Path path) {
        try {
            SectionReader.Reading reading = SectionReader.read(Files.readAllBytes(path), ModuleCaps.STANDARD);
            if (!reading.problems().isEmpty()) {
                throw Refusal.of(PluginException.of(
                        Failure.BAD_MODULE,
                        path,
                        reading.problems().get(0).toString(),
                        new Detail.Violations(reading.problems())));
            }
            return new ModuleFile(path, reading.shape());
        } catch (IOException e) {
            throw Refusal.of(Failure.BAD_MODULE, path, "cannot be read: " + e);
        }
    }

    /** The exports that can be called as functions of a plugin. */
    List<String> functions() {
        return shape.exports().stream()
                .filter(export -> export.signature().filter(CALLABLE::equals).isPresent())
                .map(ModuleShape.Export::name)
                .filter(name -> name.matches("[A-Za-z][A-Za-z0-9_.-]{0,127}"))
                .filter(name -> !name.startsWith("mortise_"))
                .toList();
    }

    /** What it imports, under the permission that must be granted for it. */
    Map<String, List<String>> imports() {
        return shape.imports().stream()
                .collect(Collectors.groupingBy(
                        ModuleFile::permission,
                        TreeMap::new,
                        Collectors.mapping(ModuleShape.Import::toString, Collectors.toList())));
    }

    private static String permission(ModuleShape.Import each) {
        if (!each.module().equals("mortise/1")) {
            return each.module();
        }
        String family =
                each.name().contains("_") ? each.name().substring(0, each.name().indexOf('_')) : each.name();
        return switch (family) {
            case "kv", "cache", "http", "sql", "mail", "app" -> "needs " + family;
            case "event" -> "needs events.publish";
            case "secret", "job", "plugin" -> "needs " + family + 's';
            default -> "always there";
        };
    }
}
