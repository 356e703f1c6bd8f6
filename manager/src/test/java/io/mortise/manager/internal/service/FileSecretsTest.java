package io.mortise.manager.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mortise.api.error.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSecretsTest {
    @TempDir
    Path home;

    private Path file;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX modes");
        file = home.resolve("secrets.env");
        write("# ours\n\nAPI_KEY= s=3cret \nOTHER=x\n");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        mode("rw-------");
    }

    private void mode(String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> FileSecrets.open(file))
                .isInstanceOf(PluginException.class)
                .hasMessage(file + ": " + message + " [BAD_CONFIG]");
    }

    @Test
    void secret_isFound_byItsExactName_asItStands() {
        FileSecrets secrets = FileSecrets.open(file);

        assertThat(secrets.find("API_KEY")).contains(" s=3cret ");
        assertThat(secrets.find("api_key")).isEmpty();
    }

    @Test
    void file_isReadAgain_whenItChanges_andGivesNothingWhileItIsBad() throws IOException {
        FileSecrets secrets = FileSecrets.open(file);

        write("API_KEY=new and longer\n");
        assertThat(secrets.find("API_KEY")).contains("new and longer");
        assertThat(secrets.find("OTHER")).isEmpty();

        mode("rw-r--r--");
        assertThatThrownBy(() -> secrets.find("API_KEY")).hasMessageContaining("[BAD_CONFIG]");
    }

    @Test
    void file_isRefused_whenOthersMayUseIt() throws IOException {
        mode("rw-r-----");

        assertRefused("may be used by others; chmod 600 it");
    }

    @Test
    void file_isRefused_withoutTellingWhatIsInIt() throws IOException {
        write("API_KEY=a\nsecret words\n");
        assertRefused("line 2 is not NAME=value");

        write("API_KEY=a\nAPI_KEY=b\n");
        assertRefused("line 2 names a secret for the second time: API_KEY");

        Files.delete(file);
        assertRefused("is not there; settings name it under secrets.file");
    }
}
