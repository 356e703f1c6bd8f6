package io.mortise.wasm.internal.wasi;

import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.InvalidPathException;

/**
 * What WASI preview 1 does on files and directories; streams are not among them. This is where failures of the platform
 * become error numbers.
 */
@SuppressWarnings("ImmutableEnumChecker") // a function without state
public enum FileFunction {
    READ((disk, a) -> disk.files.read(a)),
    READ_AT((disk, a) -> disk.files.readAt(a)),
    WRITE((disk, a) -> disk.files.write(a)),
    WRITE_AT((disk, a) -> disk.files.writeAt(a)),
    SEEK((disk, a) -> disk.files.seek(a)),
    TELL((disk, a) -> disk.files.tell(a)),
    CLOSE((disk, a) -> disk.files.close(a)),
    RENUMBER((disk, a) -> disk.files.renumber(a)),
    ADVISE((disk, a) -> disk.files.advise(a)),
    ALLOCATE((disk, a) -> disk.files.allocate(a)),
    SYNC((disk, a) -> disk.files.sync(a)),
    SYNC_DATA((disk, a) -> disk.files.syncData(a)),
    DESCRIPTOR_STAT((disk, a) -> disk.files.descriptorStat(a)),
    SET_FLAGS((disk, a) -> disk.files.setFlags(a)),
    SET_RIGHTS((disk, a) -> disk.files.unsupported(a)),
    FILE_STAT((disk, a) -> disk.files.fileStat(a)),
    SET_SIZE((disk, a) -> disk.files.setSize(a)),
    SET_TIMES((disk, a) -> disk.files.setTimes(a)),
    READ_DIRECTORY((disk, a) -> disk.files.readDirectory(a)),
    SOCKET((disk, a) -> disk.files.noSocket(a)),
    GRANTED_STAT((disk, a) -> disk.paths.grantedStat(a)),
    GRANTED_NAME((disk, a) -> disk.paths.grantedName(a)),
    PATH_OPEN((disk, a) -> disk.paths.open(a)),
    PATH_STAT((disk, a) -> disk.paths.fileStat(a)),
    PATH_SET_TIMES((disk, a) -> disk.paths.setTimes(a)),
    CREATE_DIRECTORY((disk, a) -> disk.paths.createDirectory(a)),
    REMOVE_DIRECTORY((disk, a) -> disk.paths.removeDirectory(a)),
    UNLINK((disk, a) -> disk.paths.unlink(a)),
    RENAME((disk, a) -> disk.paths.rename(a)),
    LINK((disk, a) -> disk.paths.refuseLink(a)),
    SYMBOLIC_LINK((disk, a) -> disk.paths.refuseSymbolicLink(a)),
    READ_LINK((disk, a) -> disk.paths.readLink(a));

    private final Work work;

    @FunctionalInterface
    private interface Work {
        long run(WasiDisk disk, long[] arguments) throws IOException, WasiError;
    }

    FileFunction(Work work) {
        this.work = work;
    }

    /** Does it and answers an error number. An address outside memory traps. */
    public long answer(WasiDisk disk, long[] arguments) {
        try {
            return work.run(disk, arguments);
        } catch (WasiError e) {
            return e.errno();
        } catch (IOException e) {
            return FileErrors.of(e);
        } catch (InvalidPathException e) {
            return Errno.INVAL;
        } catch (ClosedDirectoryStreamException e) {
            return Errno.IO; // the generation was stopped under it
        }
    }
}
