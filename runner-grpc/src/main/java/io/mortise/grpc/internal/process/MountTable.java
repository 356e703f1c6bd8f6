package io.mortise.grpc.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Linux's mount points and their options: {@code /proc/self/mountinfo}. */
record MountTable(List<Mounted> mounts) {
    private static final int POINT = 4;
    private static final int OPTIONS = 5;

    record Mounted(Path point, List<String> options) {}

    static MountTable read(Path mountinfo) throws IOException {
        return new MountTable(Files.readAllLines(mountinfo).stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length > OPTIONS)
                .map(fields ->
                        new Mounted(Path.of(fields[POINT].replace("\\040", " ")), List.of(fields[OPTIONS].split(","))))
                .toList());
    }

    boolean isNoExec(Path file) {
        return mounts.stream()
                .filter(mounted -> file.startsWith(mounted.point()))
                .max(Comparator.comparingInt(mounted -> mounted.point().getNameCount()))
                .map(mounted -> mounted.options().contains("noexec"))
                .orElse(false);
    }
}
