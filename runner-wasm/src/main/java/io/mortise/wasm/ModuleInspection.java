package io.mortise.wasm;

import io.mortise.api.error.Detail.Violation;
import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.abi.ImportCheck;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.binary.ModuleFile;
import io.mortise.wasm.internal.binary.ModuleMap;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.debug.DebugInfo;
import io.mortise.wasm.internal.debug.Producers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a module is, found without running any of it.
 *
 * @param dialect the ABI it is written for; several names where that is not clear
 * @param functions that could be called
 * @param imports by the permission they need; those that need none under an empty key
 * @param unknown imports that this host does not have, each with the reason
 * @param memoryPages of 64 KiB, at first
 * @param memory in words; empty = none
 * @param toolchain what made it, if it says so
 * @param debug which names and lines a trap can be told with
 */
public record ModuleInspection(
        List<String> dialect,
        List<String> functions,
        List<String> exports,
        Map<String, List<String>> imports,
        List<String> unknown,
        long memoryPages,
        String memory,
        List<String> tables,
        List<String> toolchain,
        Map<String, Integer> sections,
        boolean hasStart,
        String debug) {
    /** What {@link #imports} calls those that need no permission. */
    public static final String FREE = "";

    /** @throws io.mortise.api.error.PluginException BAD_MODULE with every problem of its form */
    public static ModuleInspection of(Path file) {
        ModuleFile module = ModuleFile.read(file);
        byte[] bytes = module.bytes();
        ModuleShape shape = module.shape();
        List<Dialect> dialects = new Dialects(WasmImports.NONE).of(shape, "auto");
        ModuleMap map = ModuleMap.read(bytes);
        ImportCheck check = new ImportCheck(dialects.get(0));
        return new ModuleInspection(
                dialects.stream().map(Dialect::name).toList(),
                dialects.get(0).callable(shape),
                shape.exports().stream().map(ModuleInspection::text).toList(),
                imports(shape, check),
                check.problems(shape).stream().map(Violation::toString).toList(),
                shape.memory().map(ModuleShape.Memory::minPages).orElse(0L),
                shape.memory().map(ModuleInspection::text).orElse(""),
                map.tables(),
                map.custom("producers").map(Producers::read).orElse(List.of()),
                map.parts().stream()
                        .collect(Collectors.toMap(
                                ModuleMap.Part::name,
                                ModuleMap.Part::bytes,
                                Integer::sum,
                                java.util.LinkedHashMap::new)),
                shape.hasStart(),
                new DebugInfo(bytes, file).words());
    }

    private static Map<String, List<String>> imports(ModuleShape shape, ImportCheck check) {
        Map<String, List<String>> byRight = new TreeMap<>();
        for (ModuleShape.Import each : shape.imports()) {
            check.known(each).map(KnownImport::right).ifPresent(right -> byRight.computeIfAbsent(
                            right.key(), key -> new java.util.ArrayList<>())
                    .add(each.toString()));
        }
        return byRight;
    }

    private static String text(ModuleShape.Export export) {
        String type = export.signature().map(each -> ' ' + each.toString()).orElse("");
        return export.name() + ": " + export.kind().name().toLowerCase(java.util.Locale.ROOT) + type;
    }

    private static String text(ModuleShape.Memory memory) {
        return memory.minPages() * 64 + " KiB at first"
                + (memory.maxPages().isPresent()
                        ? ", at most " + memory.maxPages().getAsLong() * 64 + " KiB"
                        : "");
    }
}
