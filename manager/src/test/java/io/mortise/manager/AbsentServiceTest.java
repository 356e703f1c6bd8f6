package io.mortise.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.mortise.api.error.Failure;
import io.mortise.api.host.MailService;
import io.mortise.testkit.FakeGuest;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permissions for services that this manager does not have: said before anybody calls. */
class AbsentServiceTest {
    private static final String SQL =
            "permissions.sql: there is no such service here, each call of it fails; this version brings none,"
                    + " or set one on the manager's builder";
    private static final String MAIL = SQL.replace(".sql", ".mail");
    private static final String JOBS = SQL.replace(".sql", ".jobs");

    @TempDir
    Path directory;

    private TestHome home;

    @BeforeEach
    void home() {
        home = new TestHome(directory)
                .guest("one", FakeGuest.echo())
                .plugin(
                        "clerk",
                        "1.0.0",
                        "one",
                        "functions: { echo: {} }",
                        "permissions: { sql: { mode: readwrite }, mail: { to: [ada@example.org, bob@example.org] }, jobs: true, kv: {} }");
    }

    @Test
    void permissionWithoutItsService_isNoted_whileThePluginServes() {
        try (PluginManager plugins = home.builder().grantAsDeclared("the test").open()) {
            assertThat(plugins.status("clerk").state()).isEqualTo(PluginState.RUNNING);
            assertThat(plugins.status("clerk").notes()).containsExactlyInAnyOrder(SQL, MAIL, JOBS);
            assertThat(plugins.explain("clerk").notEnforced()).containsExactlyInAnyOrder(SQL, MAIL, JOBS);
        }
    }

    @Test
    void permissionWithoutItsService_isNoted_whileThePluginWaitsOrMayNotStart() {
        try (PluginManager plugins = home.open()) {
            assertThat(plugins.status("clerk").state()).isEqualTo(PluginState.AWAITING_GRANT);
            assertThat(plugins.status("clerk").notes()).containsExactlyInAnyOrder(SQL, MAIL, JOBS);
        }
        try (PluginManager plugins =
                home.builder().grantAsDeclared("the test").startOnly(Set.of()).open()) {
            assertThat(plugins.status("clerk").notes()).containsExactlyInAnyOrder(SQL, MAIL, JOBS);
            assertThat(home.wasm.made).isEmpty();
        }
    }

    @Test
    void service_thatTheApplicationSets_isNoNote() {
        try (PluginManager plugins = home.builder()
                .grantAsDeclared("the test")
                .service(MailService.class, (call, json) -> {})
                .open()) {
            assertThat(plugins.status("clerk").notes()).containsExactlyInAnyOrder(SQL, JOBS);
        }
    }

    @Test
    void strictPolicy_refusesTheStart_andNamesThePermissions() {
        home.settings("policy: strict");
        try (PluginManager plugins = home.builder().grantAsDeclared("the test").open()) {
            PluginStatus status = plugins.status("clerk");

            assertThat(status.state()).isEqualTo(PluginState.INVALID);
            assertThat(status.reason())
                    .startsWith("policy strict: permissions.")
                    .contains(List.of(SQL, MAIL, JOBS));
            assertThat(status.lastError().orElseThrow().failure()).isEqualTo(Failure.BAD_MANIFEST);
            assertThat(home.wasm.alive()).isZero();
        }
    }
}
