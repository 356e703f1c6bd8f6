package io.mortise.manager.internal.grant;

import io.mortise.api.PluginId;
import io.mortise.api.error.Detail.Violation;
import io.mortise.manager.internal.audit.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code grants.yaml} on the disk. */
record GrantsFile(Path path) {
    private static final int MAX_BYTES = 1 << 20;

    /** What tells one state of the file from another. */
    record Stamp(String text) {
        static final Stamp ABSENT = new Stamp("");
    }

    /**
     * What was read.
     *
     * @param problems not empty: nothing of the file counts
     */
    record Content(SortedMap<PluginId, Grant> grants, List<Violation> problems, Stamp stamp) {
        static Content empty(Stamp stamp) {
            return new Content(new TreeMap<>(), List.of(), stamp);
        }
    }

    Stamp stamp() {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(file.lastModifiedTime() + " " + file.size() + ' ' + file.fileKey());
        } catch (NoSuchFileException e) {
            return Stamp.ABSENT;
        } catch (IOException e) {
            return new Stamp("unreadable");
        }
    }

    /** Never throws for what the file is; an absent one is empty. */
    Content read() {
        // Taken before reading: a change while we read is found by the next look.
        Stamp stamp = stamp();
        if (stamp.equals(Stamp.ABSENT)) {
            return Content.empty(stamp);
        }
        String name = String.valueOf(path.getFileName());
        try (InputStream in = Files.newInputStream(path)) {
            return GrantsYaml.read(name, in.readNBytes(MAX_BYTES + 1), stamp);
        } catch (IOException e) {
            Violation violation =
                    new Violation(name, "cannot be read: " + e.getClass().getSimpleName());
            return new Content(new TreeMap<>(), List.of(violation), stamp);
        }
    }

    /** What would be wrong with a file of these grants: nobody may be locked out by what we write ourselves. */
    List<Violation> problemsOf(SortedMap<PluginId, Grant> grants) {
        byte[] text = GrantsText.of(grants).getBytes(StandardCharsets.UTF_8);
        return GrantsYaml.read(String.valueOf(path.getFileName()), text, Stamp.ABSENT)
                .problems();
    }

    /** The file is whole and on the disk when this returns. */
    Stamp write(SortedMap<PluginId, Grant> grants) throws IOException {
        DurableFiles.replace(path, GrantsText.of(grants).getBytes(StandardCharsets.UTF_8));
        return stamp();
    }
}
