package io.mortise.manager.internal.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredTrustTest {
    @TempDir
    Path temporary;

    private Path directory;
    private Path plugin;

    @BeforeEach
    void needsPosixModes() throws IOException {
        assumeTrue(temporary.getFileSystem().supportedFileAttributeViews().contains("unix"), "needs POSIX modes");
        directory = Files.createDirectory(temporary.toRealPath().resolve("plugins"));
        plugin = Files.createDirectory(directory.resolve("weather"));
        mode(directory, "rwxr-xr-x");
        mode(plugin, "rwxr-xr-x");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void directory_isTrusted_whenOnlyItsOwnerWrites() {
        assertThat(DeclaredTrust.refusal(directory)).isEmpty();
    }

    @Test
    void directory_isRefused_whenEverybodyWrites() throws IOException {
        mode(directory, "rwxrwxrwx");

        assertThat(DeclaredTrust.refusal(directory))
                .isEqualTo(Optional.of(
                        directory + " is writable by everybody; chmod o-w it, or grant each plugin by name"));
    }

    @Test
    void directory_isRefused_whenEverybodyWritesIntoAPlugin() throws IOException {
        mode(plugin, "rwxrwxrwx");

        assertThat(DeclaredTrust.refusal(directory))
                .isEqualTo(
                        Optional.of(plugin + " is writable by everybody; chmod o-w it, or grant each plugin by name"));
    }

    @Test
    void directory_isRefused_whenAnotherGroupWrites() throws IOException {
        assumeTrue(Files.getOwner(directory).getName().equals("root"), "needs the right to change a group");
        Files.setAttribute(directory, "unix:gid", 1);
        mode(directory, "rwxrwxr-x");
        String group = String.valueOf(Files.getAttribute(directory, "unix:group"));

        assertThat(DeclaredTrust.refusal(directory))
                .isEqualTo(Optional.of(directory + " is writable by the group " + group
                        + "; chmod g-w it, or grant each plugin by name"));
    }

    @Test
    void directory_isTrusted_whenItsOwnersOwnGroupWrites() throws IOException {
        String owner = Files.getOwner(directory).getName();
        assumeTrue(
                owner.equals(String.valueOf(Files.getAttribute(directory, "unix:group"))),
                "needs a group named as its owner");
        mode(directory, "rwxrwxr-x");

        assertThat(DeclaredTrust.refusal(directory)).isEmpty();
    }

    @Test
    void directory_isRefused_whenItIsNotThere() {
        assertThat(DeclaredTrust.refusal(temporary.resolve("none")))
                .isEqualTo(Optional.of(temporary.resolve("none") + " cannot be examined: NoSuchFileException"));
    }
}
