package io.mortise.wasm.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the bytes of an entry are: without the key none is genuine, and behind the seal each is read within bounds. */
final class EntryProperty {
    private static final CodeKey KEY = CodeCacheTest.key("1");
    private static final Seal SEAL =
            new Seal("a key of thirty-two bytes, known".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    private static final int MAX_BYTES = 1 << 20;

    private EntryProperty() {}

    /** True when the bytes were a content that can be read. */
    static boolean check(byte[] bytes) {
        isNoFile(bytes);
        return isReadOrRefused(bytes);
    }

    private static void isNoFile(byte[] bytes) {
        try {
            SEAL.open(CodeCacheTest.key("2"), bytes);
            throw new AssertionError("a file was believed that nobody sealed");
        } catch (BadEntry e) {
            assertThat(e).hasMessageStartingWith("it");
        }
    }

    private static boolean isReadOrRefused(byte[] bytes) {
        try {
            CompiledCode code = CodeEntry.decode(SEAL.open(KEY, SEAL.close(KEY, bytes)), MAX_BYTES);
            assertThat(code.module().length).isLessThanOrEqualTo(MAX_BYTES);
            CompiledCode again = CodeEntry.decode(CodeEntry.encode(code), MAX_BYTES);
            assertThat(again.module()).isEqualTo(code.module());
            assertThat(again.classes()).containsExactlyEntriesOf(code.classes());
            return true;
        } catch (BadEntry e) {
            assertThat(e).hasMessageStartingWith("it");
            return false;
        }
    }
}
