package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.error.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FailurePagesTest {
    /** Rewrite it with MORTISE_GOLDEN=write. */
    @Test
    void errorsPage_isMadeOfTheSameText() throws IOException {
        Path page = Path.of("../docs/errors.md");
        String document = FailurePages.read().document();
        if ("write".equals(System.getenv("MORTISE_GOLDEN"))) {
            Files.writeString(page, document);
        }

        assertThat(page).as("rewrite it with MORTISE_GOLDEN=write").hasContent(document);
    }

    @Test
    void everyFailure_hasAPage() {
        assertThat(Arrays.stream(Failure.values())
                        .filter(each -> FailurePages.read().page(each).length() < 100))
                .isEmpty();
    }

    @Test
    void explain_printsAPage_alsoForAWordInLowerCase() {
        Ran ran = Ran.mortise(Path.of("").toAbsolutePath(), "explain", "grant-missing");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .startsWith(
                        "GRANT_MISSING\nexit 4 · gRPC PERMISSION_DENIED · the operator can mend it\n\nThe plugin asks for");
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
    }
}
