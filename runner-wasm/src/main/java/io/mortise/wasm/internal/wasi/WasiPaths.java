package io.mortise.wasm.internal.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mortise.wasm.internal.run.GuestMemory;
import java.io.IOException;
import java.util.Optional;

/**
 * WASI's functions on paths, for one instance. Arguments are those of the specification, in its order; the answer is an
 * error number. No link is ever followed or made.
 */
final class WasiPaths {
    private static final int FOLLOW = 1;

    private final WasiContext context;
    private final Descriptors descriptors;
    private final GuestMemory memory;

    WasiPaths(WasiContext context) {
        this.context = context;
        this.descriptors = context.descriptors();
        this.memory = context.memory();
    }

    private Spot spot(String who, long directory, long pointer, long length) throws IOException, WasiError {
        OpenFolder from = descriptors.folder(directory);
        return Spot.find(from, context.path(who, pointer, length));
    }

    long open(long[] a) throws IOException, WasiError {
        memory.check("path_open", (int) a[8], 4);
        Wanted wanted = new Wanted((int) a[4], a[5], (int) a[7]);
        try (Spot spot = spot("path_open", a[0], a[2], a[3])) {
            descriptors.requireRoom();
            int number = descriptors.add(new Opening(context, spot, wanted).open());
            memory.writeInt("path_open", (int) a[8], number);
            return Errno.SUCCESS;
        }
    }

    long fileStat(long[] a) throws IOException, WasiError {
        try (Spot spot = spot("path_filestat_get", a[0], a[2], a[3])) {
            Stat stat = spot.stat();
            if (stat.kind() == Stat.Kind.LINK && (a[1] & FOLLOW) != 0) {
                return Errno.LOOP;
            }
            memory.write("path_filestat_get", (int) a[4], Layouts.fileStat(stat, stat.size()));
            return Errno.SUCCESS;
        }
    }

    long setTimes(long[] a) throws IOException, WasiError {
        Layouts.Times times = Layouts.Times.of(a[4], a[5], (int) a[6]);
        try (Spot spot = spot("path_filestat_set_times", a[0], a[2], a[3])) {
            context.requireChangeable(spot.mount());
            if (spot.isFolderItself()) {
                return Errno.NOTSUP;
            }
            spot.stat();
            times.set(spot.folder(), spot.name());
            return Errno.SUCCESS;
        }
    }

    long createDirectory(long[] a) throws IOException, WasiError {
        try (Spot spot = spot("path_create_directory", a[0], a[1], a[2])) {
            context.requireChangeable(spot.mount());
            if (spot.isFolderItself() || spot.lookUp().isPresent()) {
                return Errno.EXIST;
            }
            spot.folder().createFolder(spot.name());
            return Errno.SUCCESS;
        }
    }

    long removeDirectory(long[] a) throws IOException, WasiError {
        try (Spot spot = spot("path_remove_directory", a[0], a[1], a[2])) {
            context.requireChangeable(spot.mount());
            if (spot.isFolderItself()) {
                return Errno.INVAL;
            }
            if (spot.stat().kind() != Stat.Kind.DIRECTORY) {
                return Errno.NOTDIR;
            }
            spot.folder().deleteFolder(spot.name());
            return Errno.SUCCESS;
        }
    }

    /** A link itself may be deleted: nothing is reached through it. */
    long unlink(long[] a) throws IOException, WasiError {
        try (Spot spot = spot("path_unlink_file", a[0], a[1], a[2])) {
            context.requireChangeable(spot.mount());
            if (spot.isFolderItself() || spot.stat().kind() == Stat.Kind.DIRECTORY) {
                return Errno.ISDIR;
            }
            spot.folder().deleteFile(spot.name());
            return Errno.SUCCESS;
        }
    }

    long rename(long[] a) throws IOException, WasiError {
        try (Spot from = spot("path_rename", a[0], a[1], a[2]);
                Spot to = spot("path_rename", a[3], a[4], a[5])) {
            context.requireChangeable(from.mount());
            context.requireChangeable(to.mount());
            if (!from.mount().equals(to.mount())) {
                return Errno.XDEV;
            }
            if (from.isFolderItself() || to.isFolderItself()) {
                return Errno.BUSY;
            }
            boolean isDirectory = from.stat().kind() == Stat.Kind.DIRECTORY;
            Optional<Stat> replaced = to.lookUp();
            if (replaced.isPresent() && isDirectory != (replaced.get().kind() == Stat.Kind.DIRECTORY)) {
                return isDirectory ? Errno.NOTDIR : Errno.ISDIR;
            }
            if (replaced.isEmpty() && to.mustBeDirectory() && !isDirectory) {
                return Errno.NOTDIR;
            }
            from.folder().rename(from.name(), to.folder(), to.name());
            return Errno.SUCCESS;
        }
    }

    /** Links would give a file a second name, or a name a second meaning. */
    long refuseLink(long[] a) throws WasiError {
        OpenFolder from = descriptors.folder(a[0]);
        return refused(from, descriptors.folder(a[4]));
    }

    long refuseSymbolicLink(long[] a) throws WasiError {
        OpenFolder from = descriptors.folder(a[2]);
        return refused(from, from);
    }

    private static long refused(OpenFolder from, OpenFolder to) throws WasiError {
        from.place().mount().requireWritable();
        to.place().mount().requireWritable();
        return Errno.PERM;
    }

    /** What a link says could name a path of the host. */
    long readLink(long[] a) throws IOException, WasiError {
        try (Spot spot = spot("path_readlink", a[0], a[1], a[2])) {
            return spot.stat().kind() == Stat.Kind.LINK ? Errno.PERM : Errno.INVAL;
        }
    }

    long grantedStat(long[] a) throws WasiError {
        memory.write("fd_prestat_get", (int) a[1], Layouts.grantedDirectory(grantedName(a[0]).length));
        return Errno.SUCCESS;
    }

    long grantedName(long[] a) throws WasiError {
        byte[] name = grantedName(a[0]);
        if (Integer.toUnsignedLong((int) a[2]) < name.length) {
            return Errno.NAMETOOLONG;
        }
        memory.write("fd_prestat_dir_name", (int) a[1], name);
        return Errno.SUCCESS;
    }

    /** Guests ask from 3 upwards until a number is no descriptor. */
    private byte[] grantedName(long descriptor) throws WasiError {
        if (descriptors.get(descriptor) instanceof OpenFolder folder && folder.isGranted()) {
            return folder.place().mount().mount().name().getBytes(UTF_8);
        }
        throw new WasiError(Errno.BADF);
    }
}
