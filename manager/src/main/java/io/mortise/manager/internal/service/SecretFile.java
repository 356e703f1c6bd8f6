package io.mortise.manager.internal.service;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a file of secrets; refuses one that others may read. No message ever holds a value. */
final class SecretFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,127}");
    private static final long MAX_BYTES = 1 << 20;
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretFile() {}

    /** Why the file cannot be used, and what to do. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String text) {
            super(text, null, false, false);
        }
    }

    static Map<String, String> read(Path file) throws Unusable {
        try {
            long size = Files.size(file);
            refuseShared(file);
            if (size > MAX_BYTES) {
                throw new Unusable("has " + size + " bytes, more than 1 MiB");
            }
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new Unusable("is not there; settings name it under secrets.file");
        } catch (CharacterCodingException e) {
            throw new Unusable("is not UTF-8");
        } catch (IOException e) {
            throw new Unusable("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static void refuseShared(Path file) throws IOException, Unusable {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Unusable("is no file");
        }
        // Systems without POSIX modes keep files by other means; there is nothing to check there.
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new Unusable("may be used by others; chmod 600 it");
        }
    }

    private static Map<String, String> parse(List<String> lines) throws Unusable {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (!NAME.matcher(name).matches()) {
                throw new Unusable("line " + (i + 1) + " is not NAME=value");
            }
            if (secrets.putIfAbsent(name, line.substring(equals + 1)) != null) {
                throw new Unusable("line " + (i + 1) + " names a secret for the second time: " + name);
            }
        }
        return Map.copyOf(secrets);
    }

    static String stamp(Path file) throws Unusable {
        String stamp = stampOrEmpty(file);
        if (stamp.isEmpty()) {
            throw new Unusable("is not there; settings name it under secrets.file");
        }
        return stamp;
    }

    /** Mode included: a file that was opened to others is looked at again. Empty when there is no such file. */
    static String stampOrEmpty(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
            return now.lastModifiedTime() + " " + now.size() + ' ' + now.fileKey() + ' '
                    + (posix ? Files.getPosixFilePermissions(file).hashCode() : 0);
        } catch (IOException e) {
            return "";
        }
    }
}
