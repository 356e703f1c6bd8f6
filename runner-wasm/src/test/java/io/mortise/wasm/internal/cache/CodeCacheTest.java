package io.mortise.wasm.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mortise.wasm.internal.cache.CodeCache.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is believed of an entry, and when nothing is. */
class CodeCacheTest {
    private static final CodeKey FIRST = key("1");
    private static final CodeKey SECOND = key("2");

    @TempDir
    Path directory;

    private CodeCache cache;

    @BeforeEach
    void open() {
        cache = new CodeCache(directory, CodeCache.MAX_BYTES);
    }

    static CodeKey key(String digit) {
        return new CodeKey(digit.repeat(64), "engine 1", "none");
    }

    static CompiledCode code(String text) {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        classes.put("Other", "other".getBytes(UTF_8));
        classes.put("Main", text.getBytes(UTF_8));
        return new CompiledCode("module".getBytes(UTF_8), "Main", classes, 3);
    }

    private Path file(CodeKey key) {
        return cache.directory().resolve(key.fileName());
    }

    private void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private String main(Found found) {
        assertThat(found).isInstanceOf(Found.Hit.class);
        return new String(((Found.Hit) found).code().classes().get("Main"), UTF_8);
    }

    @Test
    void entry_comesBackWhole() {
        assertThat(cache.find(FIRST)).isEqualTo(new Found.Miss());

        assertThat(cache.keep(FIRST, code("first"))).isEmpty();

        CompiledCode found = ((Found.Hit) cache.find(FIRST)).code();
        assertThat(found.module()).isEqualTo("module".getBytes(UTF_8));
        assertThat(found.mainClass()).isEqualTo("Main");
        assertThat(found.classes().keySet()).containsExactly("Other", "Main");
        assertThat(found.interpretedFunctions()).isEqualTo(3);
        assertThat(cache.find(SECOND)).isEqualTo(new Found.Miss());
    }

    @Test
    void entry_isRefusedAndRemoved_whicheverByteIsFlipped() throws IOException {
        cache.keep(FIRST, code("first"));
        byte[] good = Files.readAllBytes(file(FIRST));

        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(file(FIRST), bad);

            assertThat(cache.find(FIRST)).as("byte " + at).isInstanceOf(Found.Refused.class);
            assertThat(file(FIRST)).doesNotExist();
        }
    }

    @Test
    void entry_isRefused_whereverItIsCutOrLonger() throws IOException {
        cache.keep(FIRST, code("first"));
        byte[] good = Files.readAllBytes(file(FIRST));

        for (int length = 0; length <= good.length + 1; length++) {
            Files.write(file(FIRST), Arrays.copyOf(good, length));

            assertThat(cache.find(FIRST) instanceof Found.Hit).isEqualTo(length == good.length);
        }
    }

    @Test
    void entriesOfTwoModules_areBothRefused_whenTheyAreSwapped() throws IOException {
        cache.keep(FIRST, code("first"));
        cache.keep(SECOND, code("second"));
        Path aside = directory.resolve("aside");
        Files.move(file(FIRST), aside);
        Files.move(file(SECOND), file(FIRST));
        Files.move(aside, file(SECOND));

        Found.Refused refused = new Found.Refused("its seal is not of this installation and this module");
        assertThat(cache.find(FIRST)).isEqualTo(refused);
        assertThat(cache.find(SECOND)).isEqualTo(refused);
    }

    @Test
    void entry_isRefused_whenItWasForgedWithoutTheKey() throws IOException {
        cache.keep(FIRST, code("first"));

        Files.write(file(FIRST), new Seal(new byte[Seal.KEY_BYTES]).close(FIRST, CodeEntry.encode(code("forged"))));

        assertThat(cache.find(FIRST)).isInstanceOf(Found.Refused.class);
    }

    @Test
    void key_isAnother_forEachThingThatMatters() {
        assertThat(Stream.of(
                                FIRST,
                                SECOND,
                                new CodeKey("1".repeat(64), "engine 2", "none"),
                                new CodeKey("1".repeat(64), "engine 1", "some"))
                        .map(CodeKey::fileName))
                .doesNotHaveDuplicates();
        assertThat(new String(FIRST.text(), UTF_8))
                .endsWith("java " + Runtime.version().feature() + "\n");
    }

    @Test
    void cache_isOff_whileItsDirectoryIsOpenToOthers() throws IOException {
        cache.keep(FIRST, code("first"));
        mode(cache.directory(), "rwxrwxrwx");

        String why = "compiled code is not cached: " + cache.directory()
                + " has mode rwxrwxrwx, others could reach it; remove it or chmod 700 it";
        assertThat(cache.find(FIRST)).isEqualTo(new Found.Off(why));
        assertThat(cache.keep(SECOND, code("second"))).contains(why);
        assertThat(file(SECOND)).doesNotExist();

        mode(cache.directory(), "rwx------");
        assertThat(main(cache.find(FIRST))).isEqualTo("first");
    }

    @Test
    void cache_isOff_whenTheDirectoryAroundItIsOpenToOthers() throws IOException {
        mode(directory, "rwxrwxr-x");

        assertThat(cache.find(FIRST)).isInstanceOf(Found.Off.class);
        assertThat(cache.keep(FIRST, code("first"))).isPresent();
    }

    @Test
    void cache_isOff_whenItBelongsToAnother() throws IOException {
        cache.keep(FIRST, code("first"));
        assumeThat(Files.getAttribute(directory, "unix:uid"))
                .as("only root can give a directory away")
                .isEqualTo(0);

        Files.setAttribute(cache.directory(), "unix:uid", 65_534);

        assertThat(cache.find(FIRST)).isInstanceOfSatisfying(Found.Off.class, off -> assertThat(off.why())
                .contains(" belongs to "));
    }

    @Test
    void cache_isOff_whenItIsALink() throws IOException {
        cache.keep(FIRST, code("first"));
        Path real = directory.resolve("real");
        Files.move(cache.directory(), real);
        Files.createSymbolicLink(cache.directory(), real);

        assertThat(cache.find(FIRST))
                .isEqualTo(new Found.Off("compiled code is not cached: " + cache.directory() + " is no directory"));
    }

    @Test
    void cache_isOff_whenTheKeyIsNotOfThisUserAlone() throws IOException {
        cache.keep(FIRST, code("first"));
        Path key = cache.directory().resolve("key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        mode(key, "rw-r--r--");
        assertThat(cache.find(FIRST)).isInstanceOf(Found.Off.class);

        mode(key, "rw-------");
        Files.write(key, new byte[31]);
        assertThat(cache.find(FIRST))
                .isEqualTo(new Found.Off(
                        "compiled code is not cached: " + key + " has 31 bytes instead of 32; remove it"));
    }

    @Test
    void entries_ofAKeyThatIsGone_areRefused() throws IOException {
        cache.keep(FIRST, code("first"));

        Files.delete(cache.directory().resolve("key"));

        assertThat(cache.find(FIRST)).isInstanceOf(Found.Refused.class);
    }

    @Test
    void cache_isOff_whenThereIsNoPlaceForIt() {
        CodeCache nowhere = new CodeCache(directory.resolve("not/there"), CodeCache.MAX_BYTES);

        assertThat(nowhere.find(FIRST)).isInstanceOf(Found.Off.class);
        assertThat(nowhere.keep(FIRST, code("first"))).isPresent();
    }

    @Test
    void oldestEntry_makesRoom_whenTheCacheIsFull() throws IOException {
        cache.keep(FIRST, code("first"));
        cache.keep(SECOND, code("second"));
        long each = Files.size(file(SECOND));
        Instant now = Instant.now();
        Files.setLastModifiedTime(file(FIRST), FileTime.from(now.minusSeconds(20)));
        Files.setLastModifiedTime(file(SECOND), FileTime.from(now.minusSeconds(10)));
        assertThat(cache.find(FIRST)).isInstanceOf(Found.Hit.class);

        new CodeCache(directory, 2 * each + each / 2).keep(key("3"), code("third!"));

        assertThat(main(cache.find(FIRST))).isEqualTo("first");
        assertThat(cache.find(SECOND)).isEqualTo(new Found.Miss());
        assertThat(main(cache.find(key("3")))).isEqualTo("third!");
    }

    @Test
    void entry_isNotKept_whenItAloneIsTooLarge() {
        assertThat(new CodeCache(directory, 10).keep(FIRST, code("first")).orElseThrow())
                .endsWith(" bytes of compiled code are more than the whole cache may hold");
    }

    @Test
    void draft_ofAProcessThatEnded_isSweptAfterAnHour() throws IOException {
        cache.keep(FIRST, code("first"));
        Path draft = Files.write(cache.directory().resolve("entry1.tmp"), new byte[100]);
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minusSeconds(3_700)));

        cache.keep(SECOND, code("second"));

        assertThat(draft).doesNotExist();
    }

    @Test
    void entry_isWholeForEveryReader_whileManyWriteIt() throws Exception {
        int writers = 4;
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> all = IntStream.range(0, writers)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> {
                        // Each is a process of its own as far as the cache can tell: nothing is shared but the files.
                        CodeCache own = new CodeCache(directory, CodeCache.MAX_BYTES);
                        begin.await();
                        for (int i = 0; i < 50; i++) {
                            assertThat(own.keep(FIRST, code("x".repeat(2_000 + number))))
                                    .isEmpty();
                            assertThat(own.find(FIRST)).isInstanceOf(Found.Hit.class);
                        }
                        return null;
                    }))
                    .toList();
            begin.countDown();
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> left = Files.list(cache.directory())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("key", FIRST.fileName());
        }
    }
}
