package io.mortise.wasm;

import static io.mortise.wasm.Guests.wat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mortise.api.PluginDescriptor;
import io.mortise.api.RunnerEnvironment;
import io.mortise.api.RunnerListener;
import io.mortise.api.error.Detail;
import io.mortise.api.error.Detail.Violation;
import io.mortise.api.error.Failure;
import io.mortise.api.error.PluginException;
import io.mortise.api.manifest.Permissions;
import io.mortise.api.manifest.RuntimeSpec;
import io.mortise.testkit.ContractGuest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a module before any of its code runs. */
class ModuleLoadTest {
    private static final String MEMORY = "(memory (export \"memory\") 1)";

    @TempDir
    Path directory;

    private Guests guests;

    @BeforeEach
    void open() {
        guests = new Guests(WasmRunnerFactory.compiling(), directory);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    private List<Violation> violations(byte[] module, String... functions) {
        PluginException failure = catchThrowableOfType(PluginException.class, () -> guests.loaded(module, functions));
        assertThat(failure.failure()).isEqualTo(Failure.BAD_MODULE);
        return ((Detail.Violations) failure.detail()).all();
    }

    @Test
    void descriptor_saysDialectEngineAndImports() {
        PluginDescriptor descriptor = guests.factory
                .create(new RunnerEnvironment(directory, directory, Runnable::run, RunnerListener.NONE))
                .load(guests.bundle(ContractGuest.minimalModule(), "echo"));

        assertThat(descriptor.dialect()).isEqualTo("mortise/1");
        assertThat(descriptor.engine()).isEqualTo("compiled");
        assertThat(descriptor.imports()).containsExactlyInAnyOrder("mortise/1.input", "mortise/1.output");
        assertThat(descriptor.notes()).isEmpty();
    }

    @Test
    void declaredFunctions_areListedAll_whenTheModuleLacksThem() {
        byte[] module = wat(MEMORY + "(func (export \"wrong\") (param i64) (result i32) (i32.const 0))");

        assertThat(violations(module, "greet", "wrong", "other"))
                .containsExactly(
                        new Violation("function greet", "is declared, but the module exports no function of that name"),
                        new Violation(
                                "export wrong", "is a function (i64) -> (i32), wanted is a function (i32) -> (i32)"),
                        new Violation(
                                "function other", "is declared, but the module exports no function of that name"));
    }

    @Test
    void declaredFunctions_needNoExport_whenThereIsAGenericEntry() {
        byte[] module = wat(MEMORY + "(func (export \"mortise_call\") (param i32 i32) (result i32) (i32.const 0))");

        assertThat(guests.loaded(module, "greet", "other")).isNotNull();
    }

    @Test
    void import_needsItsPermission_inTheManifest() {
        guests.permissions = Permissions.NONE;
        byte[] module =
                wat("(import \"mortise/1\" \"kv_set\"" + " (func (param i32 i32 i32 i32 i64) (result i64)))" + MEMORY);

        PluginException failure = catchThrowableOfType(PluginException.class, () -> guests.loaded(module));

        assertThat(failure)
                .hasMessage("guest@1.0.0#1: the module may not run: import mortise/1.kv_set: needs permission kv, which"
                        + " plugin.yaml does not ask for; add permissions.kv; mortise inspect shows all [BAD_MODULE]");
    }

    @Test
    void import_mustBeKnown_andOfTheHostsType() {
        byte[] module = wat("(import \"mortise/1\" \"teleport\" (func (param i32)))"
                + "(import \"env\" \"memcpy\" (func (param i32)))"
                + "(import \"mortise/1\" \"take\" (func (param i64)))"
                + "(import \"env\" \"g\" (global i32))"
                + MEMORY);

        assertThat(violations(module))
                .containsExactly(
                        new Violation(
                                "import mortise/1.teleport", "needs mortise/1.teleport, which this host does not have"),
                        new Violation("import env.memcpy", "needs env.memcpy, which this host does not have"),
                        new Violation("import mortise/1.take", "has type (i64) -> (), the host's is (i32) -> ()"),
                        new Violation("import env.g", "is no function; only functions may be imported"));
    }

    @Test
    void memory_mustBeExported() {
        assertThat(violations(wat("")))
                .containsExactly(
                        new Violation("export memory", "is missing; export the module's one memory by that name"));
    }

    @Test
    void lifecycleExports_haveTheirType() {
        byte[] module = wat(MEMORY + "(func (export \"mortise_start\"))"
                + "(func (export \"_initialize\") (result i32) (i32.const 0))");

        assertThat(violations(module))
                .containsExactly(
                        new Violation(
                                "export mortise_start", "is a function () -> (), wanted is a function (i32) -> (i32)"),
                        new Violation(
                                "export _initialize", "is a function () -> (i32), wanted is a function () -> ()"));
    }

    @Test
    void moduleThatIsNotValid_isRefusedInTheEnginesWords() {
        byte[] module = ContractGuest.minimalModule();
        // The last body returns nothing although its type has a result.
        module[module.length - 3] = 0x1a;

        assertThat(violations(module, "echo").get(0).problem()).startsWith("is not valid: ");
    }

    @Test
    void missingFile_isABadBundle() throws Exception {
        var bundle = guests.bundle(new byte[0]);
        Files.delete(bundle.file("plugin.wasm"));

        PluginException failure = catchThrowableOfType(PluginException.class, () -> guests.factory
                .create(new RunnerEnvironment(directory, directory, Runnable::run, RunnerListener.NONE))
                .load(bundle));

        assertThat(failure)
                .hasMessage("guest@1.0.0#1: plugin.wasm cannot be read; name the module with wasm.module"
                        + " [BAD_BUNDLE]");
    }

    @Test
    void abi_mustBeOneThisHostSpeaks() {
        guests.spec = new RuntimeSpec.Wasm("plugin.wasm", "componentish", false, RuntimeSpec.Pool.STANDARD, false);

        assertThat(violations(wat(MEMORY)))
                .containsExactly(new Violation(
                        "wasm.abi", "componentish is unknown, there is mortise/1, extism, gonext, goatkit, flowbot"));
    }

    @Test
    void image_isNamedAsNotDone_whenTheModuleHindersOne() {
        guests.spec = new RuntimeSpec.Wasm("plugin.wasm", "auto", false, RuntimeSpec.Pool.STANDARD, true);

        PluginDescriptor descriptor = guests.factory
                .create(new RunnerEnvironment(directory, directory, Runnable::run, RunnerListener.NONE))
                .load(guests.bundle(WithTag.module(), "nothing"));

        assertThat(descriptor.notes())
                .containsExactly("wasm.image: instances start the normal way, because it throws exceptions, and the"
                        + " engine keeps those to itself");
    }

    @Test
    void equalModules_areLoadedOnce_andForgottenWithTheirLastRunner() {
        var first = guests.started(ContractGuest.minimalModule(), "echo");
        var second = guests.started(ContractGuest.minimalModule(), "echo");

        assertThat(guests.factory.loadedModules()).isEqualTo(1);
        first.close();
        assertThat(guests.factory.loadedModules()).isEqualTo(1);
        second.close();
        assertThat(guests.factory.loadedModules()).isZero();
    }
}
