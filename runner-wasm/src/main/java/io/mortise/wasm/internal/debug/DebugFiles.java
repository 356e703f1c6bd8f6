package io.mortise.wasm.internal.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.wasm.internal.binary.ModuleCaps;
import io.mortise.wasm.internal.binary.ModuleMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a module and the files beside it say of names and lines. */
record DebugFiles(ModuleMap map, FunctionNames names, Optional<DwarfLines> lines, Optional<SourceMap> sourceMap) {
    private static final int MAX_MAP_BYTES = 1 << 20;
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");

    static DebugFiles read(byte[] module, Path file, Budget budget) {
        ModuleMap map = ModuleMap.read(module);
        ModuleMap debug = beside(file, map);
        FunctionNames names = FunctionNames.read(debug.custom("name").orElse(new byte[0]), budget);
        if (names.size() == 0) {
            names = FunctionNames.read(map.custom("name").orElse(new byte[0]), budget);
        }
        Optional<DwarfLines> lines = debug.custom(".debug_line")
                .map(section -> new DwarfLines(
                        section,
                        new DwarfTexts(
                                debug.custom(".debug_str").orElse(new byte[0]),
                                debug.custom(".debug_line_str").orElse(new byte[0]))));
        return new DebugFiles(map, names, lines, lines.isPresent() ? Optional.empty() : sourceMap(file, map));
    }

    private static ModuleMap map(Path file) {
        try {
            boolean isGood = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) <= ModuleCaps.STANDARD.moduleBytes();
            return ModuleMap.read(isGood ? Files.readAllBytes(file) : new byte[0]);
        } catch (IOException e) {
            return ModuleMap.read(new byte[0]);
        }
    }

    /** {@code plugin.debug.wasm} beside a stripped {@code plugin.wasm}, when its code is the same. */
    private static ModuleMap beside(Path module, ModuleMap map) {
        String name = module.getFileName().toString().replaceFirst("\\.wasm$", "");
        ModuleMap debug = map(module.resolveSibling(name + ".debug.wasm"));
        return debug.codeLength() > 0 && debug.codeLength() == map.codeLength() ? debug : map;
    }

    /** Named by the module, in its own directory; else {@code NAME.wasm.map}. Addresses of the network are not read. */
    private static Optional<SourceMap> sourceMap(Path module, ModuleMap map) {
        String fallback = module.getFileName() + ".map";
        String named = map.custom("sourceMappingURL").map(DebugFiles::url).orElse(fallback);
        String name = named.replaceFirst("^\\./", "");
        Path file = module.resolveSibling(FILE_NAME.matcher(name).matches() ? name : fallback);
        try {
            boolean isGood = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MAX_MAP_BYTES;
            return isGood ? SourceMap.parse(Files.readString(file, UTF_8)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String url(byte[] section) {
        try {
            Reader in = new Reader(section);
            return in.text(in.unsigned());
        } catch (Unreadable e) {
            return "";
        }
    }

    /** By address; what is found within the budget. */
    Map<Long, SourcePlace> places(NavigableSet<Long> addresses, Budget budget) {
        if (lines.isPresent()) {
            return lines.get().find(addresses, budget);
        }
        if (sourceMap.isEmpty()) {
            return Map.of();
        }
        NavigableSet<Long> offsets = new TreeSet<>();
        addresses.forEach(each -> offsets.add(each + map.codeBegin()));
        Map<Long, SourcePlace> found = new java.util.HashMap<>();
        sourceMap.get().find(offsets, budget).forEach((offset, place) -> found.put(offset - map.codeBegin(), place));
        return found;
    }

    String words() {
        List<String> all = new ArrayList<>();
        all.add(names.size() == 0 ? "no names" : names.size() + " names");
        all.add(lines.isPresent() ? "DWARF lines" : sourceMap.isPresent() ? "a source map" : "no lines");
        return String.join(", ", all);
    }
}
