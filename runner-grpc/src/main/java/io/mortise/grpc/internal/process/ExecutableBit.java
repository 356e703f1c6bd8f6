package io.mortise.grpc.internal.process;

import io.mortise.api.error.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Tells a file that lacks its executable bit from one that lies where nothing may be executed. */
final class ExecutableBit {
    private static final Set<PosixFilePermission> ANY = Set.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private ExecutableBit() {}

    static void require(Path file) {
        if (Files.isExecutable(file)) {
            return; // access(2) asks the mount as well as the mode
        }
        if (hasBit(file) && liesOnNoExec(file)) {
            throw NotStarted.of(
                    StartProblem.NO_EXEC_STORE,
                    "a file system that allows execution",
                    file + " lies on one mounted noexec",
                    "keep the manager's state on another one: builder().state(path)");
        }
        throw NotStarted.of(
                StartProblem.NOT_EXECUTABLE,
                "an executable file",
                file.getFileName() + " may not be executed by this user",
                "chmod +x it in the plugin's directory");
    }

    private static boolean hasBit(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(ANY::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // the answer of isExecutable stands alone
        }
    }

    private static boolean liesOnNoExec(Path file) {
        try {
            return MountTable.read(Path.of("/proc/self/mountinfo")).isNoExec(file);
        } catch (IOException e) {
            return false; // no /proc: said as a missing permission, which is what the system said
        }
    }
}
