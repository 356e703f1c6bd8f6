package io.mortise.api;

/**
 * What a bundle may be, the same for every source.
 *
 * @param unpackedBytes of all files together
 * @param entries files and directories
 * @param depth of directories
 * @param pathBytes of one path, UTF-8
 * @param packedBytes of an archive file
 * @param ratio unpacked to packed bytes of one archive entry
 */
public record BundleCaps(long unpackedBytes, int entries, int depth, int pathBytes, long packedBytes, int ratio) {
    /** 256 MiB, 2,000, 16, 255, 100 MiB, 100. */
    public static final BundleCaps STANDARD = new BundleCaps(256L << 20, 2_000, 16, 255, 100L << 20, 100);
}
