package io.mortise.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The name of a bundle's content: SHA-256 over its files in byte order of their paths, each as length-prefixed NFC path,
 * executable bit, size and SHA-256 of its bytes. Directories count by the paths in them; times and owners do not count.
 */
final class TreeHash {
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final Map<byte[], File> files = new TreeMap<>(Arrays::compareUnsigned);
    private final FileHashes known;

    private record File(boolean executable, long size, byte[] hash) {}

    private TreeHash(FileHashes known) {
        this.known = known;
    }

    /** 64 hexadecimal digits. */
    static String of(Folder root, Tree tree, FileHashes known) throws IOException {
        TreeHash hash = new TreeHash(known);
        hash.enter(root, tree.entries(), "");
        return hash.digest();
    }

    private void enter(Folder folder, List<Tree.Entry> entries, String prefix) throws IOException {
        for (Tree.Entry entry : entries) {
            String path = prefix + entry.name();
            if (!entry.isDirectory()) {
                Stat stat = entry.stat();
                byte[] key = PathRules.composed(path).getBytes(UTF_8);
                files.put(key, new File(stat.isExecutable(), stat.size(), hashOf(folder, entry)));
            } else if (entry.holdsFiles()) {
                try (Folder inner = folder.folder(entry.name())) {
                    enter(inner, entry.children(), path + '/');
                }
            }
        }
    }

    private byte[] hashOf(Folder folder, Tree.Entry entry) throws IOException {
        byte[] cached = known.find(entry.stat());
        if (cached.length > 0) {
            return cached;
        }
        MessageDigest digest = sha256();
        long read = 0;
        try (SeekableByteChannel in = folder.read(entry.name())) {
            while (read <= entry.stat().size() && in.read(buffer.clear()) >= 0) {
                read += buffer.flip().remaining();
                digest.update(buffer);
            }
        }
        if (read != entry.stat().size()) {
            throw new TreeChanged(entry.name() + " changed its size while it was hashed");
        }
        return known.keep(entry.stat(), digest.digest());
    }

    private String digest() {
        MessageDigest digest = sha256();
        files.forEach((path, file) -> {
            digest.update(ByteBuffer.allocate(4).putInt(path.length).flip());
            digest.update(path);
            digest.update((byte) (file.executable() ? 1 : 0));
            digest.update(ByteBuffer.allocate(8).putLong(file.size()).flip());
            digest.update(file.hash());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
