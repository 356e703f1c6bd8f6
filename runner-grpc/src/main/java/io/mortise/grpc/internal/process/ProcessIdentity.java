package io.mortise.grpc.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One process for ever: a pid alone is given out again.
 *
 * @param started on Linux the boot's id and the clock ticks since then, which no change of the wall clock moves
 */
public record ProcessIdentity(long pid, String started) {
    private static final int FIELD_AFTER_NAME_STARTTIME = 19; // field 22 of /proc/PID/stat, counted after "comm)"
    private static final int FIELD_AFTER_NAME_SESSION = 3; // field 6
    private static final int FIELD_AFTER_NAME_STATE = 0; // field 3

    /** Empty when it has ended or cannot be told apart. */
    public static Optional<ProcessIdentity> of(long pid) {
        return statField(pid, FIELD_AFTER_NAME_STARTTIME)
                .flatMap(ticks -> bootId().map(boot -> boot + ':' + ticks))
                .or(() -> ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().startInstant())
                        .map(Instant::toString))
                .map(started -> new ProcessIdentity(pid, started));
    }

    /** True while this very process runs; one that ended and was not reaped yet does not. */
    public boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
                && of(pid).filter(this::equals).isPresent()
                && statField(pid, FIELD_AFTER_NAME_STATE).filter("Z"::equals).isEmpty();
    }

    /** The file it executes; empty when that cannot be read. */
    public static Optional<String> executable(long pid) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString());
        } catch (IOException e) {
            return ProcessHandle.of(pid).flatMap(handle -> handle.info().command());
        }
    }

    /** The session it belongs to, where there is a /proc. */
    static Optional<Long> session(long pid) {
        return statField(pid, FIELD_AFTER_NAME_SESSION).map(Long::parseLong);
    }

    private static Optional<String> statField(long pid, int index) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return index < fields.length ? Optional.of(fields[index]) : Optional.empty();
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty(); // ended, or no /proc
        }
    }

    private static Optional<String> bootId() {
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
