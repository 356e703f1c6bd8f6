package io.mortise.wasm.internal.extism;

import io.mortise.api.Call;
import io.mortise.api.Limits;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.host.HostCall;
import io.mortise.api.manifest.PluginManifest;
import io.mortise.wasm.internal.abi.Declared;
import io.mortise.wasm.internal.abi.Dialect;
import io.mortise.wasm.internal.abi.Guest;
import io.mortise.wasm.internal.abi.GuestLink;
import io.mortise.wasm.internal.abi.ImportCheck;
import io.mortise.wasm.internal.abi.KnownImport;
import io.mortise.wasm.internal.binary.ModuleShape;
import io.mortise.wasm.internal.binary.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code extism}: functions without parameters, all data through a memory that the kernel keeps. */
public final class ExtismDialect implements Dialect {
    private static final Set<Signature> FUNCTIONS = Set.of(new Signature("", "i"), new Signature("", ""));
    private static final Set<String> RUNTIME =
            Set.of("hs_init", "hs_exit", "asyncify_stop_unwind", "asyncify_stop_rewind");

    private final List<UserFunction> users;
    private final ExtismSettings settings;

    /** {@code users}: what the application offers beside the kernel. */
    public ExtismDialect(List<UserFunction> users) {
        this(users, ExtismSettings.STANDARD);
    }

    ExtismDialect(List<UserFunction> users, ExtismSettings settings) {
        this.users = List.copyOf(users);
        this.settings = settings;
    }

    /** The same under an Extism manifest. */
    public ExtismDialect under(ExtismManifest manifest) {
        return new ExtismDialect(users, manifest.settings());
    }

    @Override
    public Limits narrowed(Limits limits) {
        return limits.memoryBytes() > settings.maxMemoryBytes()
                ? limits.withMemoryBytes(settings.maxMemoryBytes())
                : limits;
    }

    @Override
    public Optional<Duration> mostTime() {
        return settings.timeout();
    }

    ExtismSettings settings() {
        return settings;
    }

    Optional<UserFunction> user(ModuleShape.Import wanted) {
        return users.stream()
                .filter(user ->
                        user.module().equals(wanted.module()) && user.name().equals(wanted.name()))
                .findFirst();
    }

    @Override
    public String name() {
        return "extism";
    }

    @Override
    public List<KnownImport> imports() {
        return Stream.concat(KernelImport.TABLE.stream(), users.stream().map(UserFunction::known))
                .toList();
    }

    @Override
    public boolean claims(ModuleShape shape) {
        return shape.imports().stream()
                .map(ModuleShape.Import::module)
                .anyMatch(module -> module.equals(KernelImport.MODULE) || module.equals(UserFunction.MODULE));
    }

    @Override
    public List<String> callable(ModuleShape shape) {
        return shape.exports().stream()
                .filter(export -> export.signature().filter(FUNCTIONS::contains).isPresent())
                .map(ModuleShape.Export::name)
                .filter(name -> !name.startsWith("_") && !RUNTIME.contains(name))
                .toList();
    }

    @Override
    public List<Violation> problems(ModuleShape shape, PluginManifest manifest) {
        List<Violation> problems = new ArrayList<>(new ImportCheck(this).problems(shape));
        problems.addAll(Declared.missing(shape, manifest, FUNCTIONS));
        return problems;
    }

    @Override
    public List<String> notes(ModuleShape shape, PluginManifest manifest) {
        return new ImportCheck(this).notes(shape, manifest);
    }

    @Override
    public Guest guest(GuestLink link, Call idle, HostCall context) {
        return new ExtismGuest(this, link, idle, context);
    }
}
