package io.mortise.cli.link;

import io.mortise.api.error.Failure;
import io.mortise.manager.internal.control.ControlClient;
import io.mortise.manager.internal.control.LiveHomes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the home a command is about: {@code --home}, {@code MORTISE_HOME}, the nearest directory upwards that holds
 * {@code .mortise}, the only home of this user in which a manager runs, else the working directory if plugins are in it.
 */
public final class Homes {
    private final Path directory;
    private final Map<String, String> environment;

    /** A home and how it was found, in words for the person. */
    public record Found(Path home, String how) {}

    /** @param directory the working directory */
    public Homes(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** @throws Refusal when there is none, or several and none was named */
    public Found find(Optional<Path> named) {
        try {
            if (named.isPresent()) {
                return found(named.get(), "--home");
            }
            String variable = environment.getOrDefault("MORTISE_HOME", "");
            if (!variable.isEmpty()) {
                return found(Path.of(variable), "MORTISE_HOME");
            }
            for (Path at = directory; at != null; at = at.getParent()) {
                if (Files.isDirectory(at.resolve(".mortise"))) {
                    return new Found(at, "it holds .mortise");
                }
            }
            return onlyLive();
        } catch (IOException e) {
            throw Refusal.of(Failure.SERVICE_FAILED, "home", "could not be looked for: " + e.getMessage());
        }
    }

    private Found found(Path written, String how) throws IOException {
        Path home = directory.resolve(written).normalize();
        if (!Files.isDirectory(home)) {
            throw Refusal.of(Failure.NOT_SERVING, "home " + home, "there is no such directory; it was named by " + how);
        }
        return new Found(home.toRealPath(), how);
    }

    private Found onlyLive() throws IOException {
        List<LiveHomes.Entry> alive = LiveHomes.open(environment).alive();
        if (alive.size() == 1) {
            return new Found(alive.get(0).home(), "the only one with a running manager");
        }
        if (holdsPlugins(directory)) {
            return new Found(directory, "the working directory");
        }
        if (alive.isEmpty()) {
            throw Refusal.of(
                    Failure.NOT_SERVING,
                    "home",
                    "no manager runs, and this directory holds no plugins; start one with `mortise run DIR` or name one with --home");
        }
        String homes = String.join(
                ", ", alive.stream().map(each -> each.home().toString()).toList());
        throw Refusal.of(Failure.NOT_SERVING, "home", "several managers run; name one with --home: " + homes);
    }

    /** True for a directory that {@code mortise run} would make something of. */
    public static boolean holdsPlugins(Path directory) throws IOException {
        if (Files.isRegularFile(directory.resolve("mortise.yaml"))) {
            return true;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(directory)) {
            for (Path each : inside) {
                if (Files.isRegularFile(each.resolve("plugin.yaml"))
                        || each.toString().endsWith(".mplug")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The manager that runs in {@code home}, if one does. */
    public Optional<Link> live(Path home) {
        try {
            return ControlClient.connect(home, LiveHomes.open(environment)).map(client -> new SocketLink(home, client));
        } catch (IOException e) {
            throw Refusal.of(
                    Failure.SERVICE_FAILED, "home " + home, "its manager cannot be spoken to: " + e.getMessage());
        }
    }
}
