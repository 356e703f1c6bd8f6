package io.mortise.grpc.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one process of level {@code limited} may use of what the kernel counts.
 *
 * @param openFiles descriptors at once
 * @param processes of this user, all together: a brake for a fork bomb, no share for each plugin
 * @param fileBytes of one file
 */
public record ResourceLimits(long openFiles, long processes, long fileBytes) {
    private static final ResourceLimits WANTED = new ResourceLimits(1_024, 4_096, 1L << 30);
    private static final Pattern ROW = Pattern.compile("(Max [a-z ]+?)  +(\\S+) +(\\S+) .*");

    /** Our limits, lowered to this process's own hard ones: nobody but root may raise those. */
    public static ResourceLimits ofThisMachine() {
        return read(Path.of("/proc/self/limits"));
    }

    static ResourceLimits read(Path file) {
        ResourceLimits limits = WANTED;
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher row = ROW.matcher(line);
                if (row.matches() && !row.group(3).equals("unlimited")) {
                    limits = limits.lowered(row.group(1), Long.parseLong(row.group(3)));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return WANTED; // no /proc: prlimit itself refuses what is too much, and says so on stderr
        }
        return limits;
    }

    private ResourceLimits lowered(String name, long hard) {
        return switch (name) {
            case "Max open files" -> new ResourceLimits(Math.min(openFiles, hard), processes, fileBytes);
            case "Max processes" -> new ResourceLimits(openFiles, Math.min(processes, hard), fileBytes);
            case "Max file size" -> new ResourceLimits(openFiles, processes, Math.min(fileBytes, hard));
            default -> this;
        };
    }

    /** For {@code prlimit}; no core file ever. */
    List<String> options() {
        return List.of("--nofile=" + openFiles, "--nproc=" + processes, "--fsize=" + fileBytes, "--core=0");
    }
}
