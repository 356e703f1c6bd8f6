package io.mortise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.cli.link.View;
import io.mortise.manager.PluginManager;
import io.mortise.testkit.FakeGuest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that tell an operator what holds now, not only that something was done. */
class PlainAnswersTest {
    @TempDir
    Path directory;

    private FakeHome home;
    private PluginManager manager;

    @BeforeEach
    void open() throws IOException {
        home = new FakeHome(directory)
                .guest("g", FakeGuest.echo())
                .plugin("echo", "wasm", "g", "functions: { echo: {} }")
                .plugin(
                        "clerk",
                        "wasm",
                        "g",
                        "functions: { echo: {} }",
                        "permissions: { kv: {}, mail: { to: [ada@example.org] } }",
                        "config_schema: { type: object, properties: { top: { type: integer } } }");
        manager = home.builder().grantAsDeclared("--grant-as-declared").open();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void purge_ofAnUnknownName_saysSo_whetherAManagerRunsOrNot() {
        Ran live = home.mortise("purge", "clerkk", "--yes");
        manager.close();
        Ran files = home.mortise("purge", "clerkk", "--yes");
        Ran noName = home.mortise("purge", "No Name", "--yes");

        assertThat(live.exit()).isEqualTo(5);
        assertThat(live.err())
                .contains("clerkk: no plugin has this name; there are clerk, echo; see `mortise list`")
                .contains("[UNKNOWN_PLUGIN]");
        assertThat(files).extracting(Ran::exit, Ran::out).containsExactly(5, "");
        assertThat(noName.exit()).isEqualTo(5);
    }

    @Test
    void purge_ofWhatSleeps_isDone_andItsNameIsSuggestedToWhoMistypesIt() throws IOException {
        manager.grant("clerk", "test", List.of("kv"));
        manager.close();
        io.mortise.cli.link.FileHome.remove(directory.resolve("clerk"));

        assertThat(home.mortise("purge", "clark", "--yes").err()).contains("there are clerk, echo");
        assertThat(home.mortise("purge", "clerk", "--yes").out())
                .isEqualTo("clerk: nothing is kept under this name any more\n");
        assertThat(home.mortise("purge", "clerk", "--yes").exit()).isEqualTo(5);
    }

    @Test
    void pinAndUnpin_tellAtWhichContentItIsHeld() throws IOException {
        String hash = manager.status("echo").live().orElseThrow().bundleHash().substring(0, 12);

        assertThat(home.mortise("pin", "echo").out().lines())
                .containsExactly(
                        "echo running: generation 1 serves",
                        "  held at " + hash + ", whatever lies in its directory; runs 1.0.0 (" + hash + ")");
        assertThat(home.mortise("pin", "echo", "--at-least", "1.0.0").out().lines())
                .contains("  nothing below 1.0.0 starts");
        assertThat(home.mortise("unpin", "echo").out().lines())
                .containsExactly(
                        "echo running: generation 1 serves",
                        "  not held: what lies in its directory counts; runs 1.0.0 (" + hash + ")");
        assertThat(home.mortise("pin", "echo", "--json").json().view("versions").text("pinned"))
                .startsWith(hash);
    }

    @Test
    void grants_showWhatADirectoryIsGivenAsDeclared() {
        Ran table = home.mortise("grants");
        List<View> policies = home.mortise("grants", "--json").json().views("policies");

        assertThat(table.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactly(
                        "PLUGIN ORIGIN BY AT GRANTED",
                        "clerk dir:. as declared: --grant-as-declared kv, mail=ada@example.org");
        assertThat(policies).hasSize(1);
        assertThat(policies.get(0).text("policy")).isEqualTo("as declared: --grant-as-declared");
    }

    @Test
    void grants_showADirectoryGrantedBySettings_alsoWhenNoManagerRuns() throws IOException {
        manager.close();
        home.file("mortise.yaml", "plugins: [ { dir: ., grants: as-declared } ]\n");

        assertThat(home.mortise("grants").out())
                .contains("clerk", "as declared: mortise.yaml: plugins: .", "kv, mail=ada@example.org");

        home.mortise("deny", "clerk", "mail");
        assertThat(home.mortise("grants").out())
                .contains("denied: mail=ada@example.org")
                .containsPattern("as declared: mortise.yaml: plugins: \\. +kv\n");
    }

    @Test
    void replay_showsTheAnswerAsItWas() {
        home.mortise("record", "echo", "echo", "city=Paris");

        assertThat(home.mortise("replay", "last:echo", "--json").json().values())
                .containsEntry("outcome", "ok")
                .containsEntry("text", "{\"city\":\"Paris\"}");
    }

    @Test
    void config_thatIsRefused_pointsToWhereItWasWritten() {
        Ran refused = home.mortise("config", "clerk", "top=many");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.out())
                .contains("set another with `mortise config clerk top=VALUE`")
                .doesNotContain("mortise.yaml");
    }

    @Test
    void check_notesAPermissionWhoseServiceIsNotThere() {
        manager.close();

        Ran checked = home.mortise("check", "--no-start");

        assertThat(checked.out()).contains("note: permissions.mail: there is no such service here");
        assertThat(home.mortise("check", "--no-start", "--json").json().views("plugins").stream()
                        .map(plugin -> Map.of(
                                plugin.text("plugin"), plugin.texts("notes").size())))
                .containsExactly(Map.of("clerk", 1), Map.of("echo", 0));
    }
}
