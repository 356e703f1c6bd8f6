package io.mortise.testkit.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.RuntimeKind;
import io.mortise.api.error.PluginException;
import io.mortise.api.host.HostCall;
import io.mortise.api.host.HostFunction;
import io.mortise.manager.CallRequest;
import io.mortise.manager.GrantPolicy;
import io.mortise.manager.PluginManager;
import io.mortise.manager.PluginManagerBuilder;
import io.mortise.manager.PluginState;
import io.mortise.manager.PluginStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A home with the contract guest in it, the real manager over it, and short ways to call. Not for several threads. */
public final class ContractHome implements AutoCloseable {
    /** The name of the plugin that the short ways call. */
    public static final String NAME = "contract";

    private final Path directory;
    private final Twin twin;
    private final List<HostCall> appCalls = new CopyOnWriteArrayList<>();
    private UnaryOperator<byte[]> app = payload -> payload;
    private Optional<PluginManager> manager = Optional.empty();

    private ContractHome(Path directory, Twin twin) {
        this.directory = directory;
        this.twin = twin;
    }

    /** A home at {@code directory} whose plugins run on {@code runtime}. */
    public static ContractHome in(Path directory, RuntimeKind runtime) {
        return in(directory, Twin.of(runtime));
    }

    /** A home at {@code directory} whose plugins are this twin. */
    public static ContractHome in(Path directory, Twin twin) {
        return new ContractHome(directory, twin);
    }

    public Path directory() {
        return directory;
    }

    /** The plugin {@code contract}, to be written. */
    public ContractPlugin plugin() {
        return plugin(NAME);
    }

    /** Another plugin with the same guest, to be written. */
    public ContractPlugin plugin(String name) {
        return ContractPlugin.in(directory.resolve(name), twin).named(name);
    }

    /** Writes {@code mortise.yaml}. */
    public ContractHome settings(String yaml) {
        return file("mortise.yaml", yaml);
    }

    /** Writes a file of the home. */
    public ContractHome file(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the application's function {@code app.echo} answers. Standard: its input. */
    public ContractHome app(UnaryOperator<byte[]> answer) {
        app = answer;
        return this;
    }

    /** Whose grants are stored, with {@code app.echo}, unwatched: tests say themselves when files are read. */
    public PluginManagerBuilder stored() {
        PluginManagerBuilder builder = PluginManager.builder();
        twin.runtimes().ifPresent(builder::runner);
        return builder.home(directory)
                .control(false)
                .watch(false)
                .hostFunction(HostFunction.ofBytes("app.echo", "hear an echo", (call, payload) -> {
                    appCalls.add(call);
                    return app.apply(payload);
                }));
    }

    /** As {@link #stored} with everything granted that is asked for. */
    public PluginManagerBuilder asDeclared() {
        return stored().directory(directory, GrantPolicy.asDeclared());
    }

    /** Opens it as declared and asserts that the plugin {@code contract} runs. */
    public PluginManager open() {
        PluginManager opened = open(asDeclared());
        assertThat(status().state()).as(status().reason() + status().problems()).isEqualTo(PluginState.RUNNING);
        return opened;
    }

    /** Opens it as built; closed with this. */
    public PluginManager open(PluginManagerBuilder builder) {
        close();
        PluginManager opened = builder.open();
        manager = Optional.of(opened);
        return opened;
    }

    public PluginManager plugins() {
        return manager.orElseThrow();
    }

    public PluginStatus status() {
        return plugins().status(NAME);
    }

    /** Calls {@code contract} with text. */
    public String ask(String function, String input) {
        return plugins().call(NAME, function, input);
    }

    /** A call of {@code contract}, to be completed. */
    public CallRequest request(String function, String input) {
        return CallRequest.of(NAME, function, input);
    }

    /** Calls {@code contract}, which must fail. */
    public PluginException failure(String function, String input) {
        return failure(request(function, input));
    }

    /** Calls, which must fail. */
    public PluginException failure(CallRequest request) {
        PluginException thrown =
                catchThrowableOfType(PluginException.class, () -> plugins().call(request));
        assertThat(thrown).as("what %s answers", request.function()).isNotNull();
        return thrown;
    }

    /** Every call of {@code app.echo} up to now. */
    public List<HostCall> appCalls() {
        return List.copyOf(appCalls);
    }

    @Override
    public void close() {
        manager.ifPresent(opened -> opened.close(Duration.ofSeconds(5)));
        manager = Optional.empty();
    }
}
