package io.mortise.grpc.internal.process;

import io.mortise.api.error.StartProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** This machine's name in a manifest, {@code linux-amd64}, and what an executable's own header says. */
public record Platform(String os, String arch) {
    private static final int HEADER_BYTES = 20;
    private static final int ELF_MACHINE_AT = 18;
    private static final int ELF_ORDER_AT = 5;
    private static final int BIG_ENDIAN = 2;

    /** The one this JVM runs on. */
    public static Platform current() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : "linux";
        return new Platform(os, archOf(System.getProperty("os.arch")));
    }

    private static String archOf(String jvm) {
        return switch (jvm) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> jvm;
        };
    }

    public String key() {
        return os + '-' + arch;
    }

    /** Refuses an executable whose header names another machine; scripts and unknown formats are the kernel's to judge. */
    void requireRunnable(Path file) {
        builtFor(header(file)).filter(other -> !fits(other)).ifPresent(other -> {
            throw NotStarted.of(
                    StartProblem.WRONG_PLATFORM,
                    "an executable for " + key(),
                    file.getFileName() + " is built for " + other,
                    "ship a build for " + key() + " and name it under grpc.binary");
        });
    }

    private boolean fits(String other) {
        return other.equals(key()) || (os.equals("darwin") && other.startsWith("darwin"));
    }

    private static byte[] header(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER_BYTES);
        } catch (IOException e) {
            throw NotStarted.of(
                            StartProblem.NOT_EXECUTABLE,
                            "a file this user can read",
                            file.getFileName() + ": " + e.getClass().getSimpleName(),
                            "check its owner and mode")
                    .causedBy(e);
        }
    }

    /** {@code linux-arm64} for an ELF header; empty for what is no native executable. */
    static Optional<String> builtFor(byte[] header) {
        if (startsWith(header, 0x7F, 'E', 'L', 'F') && header.length >= HEADER_BYTES) {
            return Optional.of("linux-" + elfMachine(header));
        }
        if (startsWith(header, 'M', 'Z')) {
            return Optional.of("windows");
        }
        boolean machO = startsWith(header, 0xCF, 0xFA, 0xED, 0xFE) || startsWith(header, 0xCA, 0xFE, 0xBA, 0xBE);
        return machO ? Optional.of("darwin") : Optional.empty();
    }

    private static String elfMachine(byte[] header) {
        int low = header[ELF_MACHINE_AT] & 0xFF;
        int high = header[ELF_MACHINE_AT + 1] & 0xFF;
        int machine = header[ELF_ORDER_AT] == BIG_ENDIAN ? low << 8 | high : high << 8 | low;
        return switch (machine) { // e_machine of the ELF specification
            case 3 -> "386";
            case 40 -> "arm";
            case 62 -> "amd64";
            case 183 -> "arm64";
            case 243 -> "riscv64";
            default -> "machine " + machine;
        };
    }

    private static boolean startsWith(byte[] header, int... magic) {
        if (header.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((header[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
