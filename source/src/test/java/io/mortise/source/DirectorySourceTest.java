package io.mortise.source;

import static io.mortise.source.PluginFiles.plugin;
import static io.mortise.source.PluginFiles.source;
import static io.mortise.source.PluginFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.Source.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
    @TempDir
    Path dir;

    @Test
    void scan_findsDirectoriesWithAManifestAndArchives_inStableOrder() throws IOException {
        plugin(dir, "weather");
        plugin(dir, "geo");
        write(dir, "rates.mplug", "PK");
        write(dir, "old.zip", "PK");

        assertThat(source(dir).scan())
                .extracting(Candidate::name)
                .containsExactly("geo", "old.zip", "rates.mplug", "weather");
    }

    @Test
    void scan_leavesOut_whatIsHiddenUnfinishedOrWithoutManifest() throws IOException {
        plugin(dir, ".mortise");
        plugin(dir, "weather~");
        plugin(dir, "geo.tmp");
        write(dir, "notes/readme.md", "no manifest here");
        write(dir, "mortise.yaml", "plugins: [.]");
        write(dir, ".hidden.zip", "PK");

        assertThat(source(dir).scan()).isEmpty();
    }

    @Test
    void scan_givesTheDirectoryItself_whenAManifestLiesInIt() throws IOException {
        Path weather = plugin(dir, "weather");
        plugin(weather, "inner");

        assertThat(source(weather).scan()).containsExactly(new Candidate("weather", weather.toRealPath()));
    }

    @Test
    void scan_knowsOtherManifests_whenToldTheirNames() throws IOException {
        write(dir, "seo/manifest.json", "{}");

        DirectorySource source = DirectorySource.open(
                dir, PluginFiles.ORIGIN, PluginFiles.QUICK.withManifests(Set.of("plugin.yaml", "manifest.json")));

        assertThat(source.scan()).extracting(Candidate::name).containsExactly("seo");
    }

    @Test
    void scan_isEmpty_whenTheDirectoryIsNotThere() {
        assertThat(source(dir.resolve("missing")).scan()).isEmpty();
    }

    @Test
    void scan_givesAManifestThatIsALink_soThatTheSnapshotCanRefuseIt() throws IOException {
        Files.createDirectory(dir.resolve("weather"));
        Files.createSymbolicLink(dir.resolve("weather/plugin.yaml"), Path.of("/etc/passwd"));

        assertThat(source(dir).scan()).extracting(Candidate::name).containsExactly("weather");
    }
}
