package io.mortise.grpc.internal.process;

import io.mortise.api.error.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Level {@code full} on this machine, tried before it is promised: that the program is installed does not say that the
 * kernel, or the container around us, lets it make namespaces.
 *
 * @param refusal why it does not work here; empty when it does
 */
public record Bubblewrap(Optional<String> refusal) {
    static final String NAME = "bwrap";
    private static final long TRIAL_SECONDS = 10;

    /** Runs {@code env} in the very view that plugins get, and nothing of anybody else. */
    public static Bubblewrap tried(Launchers launchers) {
        List<String> missing = launchers.missing();
        if (!missing.isEmpty()) {
            return refused(String.join(", ", missing) + " missing");
        }
        Optional<Path> program = launchers.bubblewrap();
        if (program.isEmpty()) {
            return refused("bubblewrap is not installed, or not owned by root");
        }
        List<String> words = new ArrayList<>(List.of(program.get().toString()));
        words.addAll(FullView.isolation());
        words.addAll(FullView.system());
        words.addAll(List.of("--remount-ro", "/", "--", launchers.path("env"), "-i", "true"));
        return run(words);
    }

    private static Bubblewrap run(List<String> words) {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().clear();
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(4 << 10), StandardCharsets.UTF_8);
            if (!process.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return refused("its trial did not end within " + TRIAL_SECONDS + " s");
            }
            return process.exitValue() == 0 ? new Bubblewrap(Optional.empty()) : refused(reason(said));
        } catch (IOException e) {
            return refused(reason(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused("its trial was interrupted");
        }
    }

    private static String reason(String said) {
        return "it said " + ForeignText.quote(said.strip());
    }

    private static Bubblewrap refused(String why) {
        return new Bubblewrap(Optional.of(why));
    }

    public boolean works() {
        return refusal.isEmpty();
    }
}
